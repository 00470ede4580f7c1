using System.CommandLine;
using HealthScore.Engine.Storage;

namespace HealthScore.Web.Commands;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var command = new Command("migrate", "Bring the database to this program's version. Safe to repeat, and on several nodes at once.") { SettingsArgument.All };
        command.SetAction(async (parsed, ct) =>
        {
            await using var database = await Database.OpenAsync(ServeCommand.Builder(parsed.Settings()).Configuration, ct);
            await Migrator.MigrateAsync(database.ConnectionString, ct);
            Console.WriteLine("The database is up to date.");
            return 0;
        });
        return command;
    }
}
