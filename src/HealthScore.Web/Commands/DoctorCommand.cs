using System.CommandLine;
using System.Runtime.InteropServices;
using HealthScore.Engine.Organisation;

namespace HealthScore.Web.Commands;

internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Check settings, disk, database, versions, clock, pending migrations and freshness, and say what to do. Changes nothing.") { SettingsArgument.All };
        command.SetAction(async (parsed, ct) =>
        {
            Tell(new("program", true, $"{typeof(DoctorCommand).Assembly.GetName().Version?.ToString(3)} on {RuntimeInformation.FrameworkDescription}."));
            // Whoever asks how an installation is does not ask for one to be made.
            if (Database.FolderWithout(ServeCommand.Builder(parsed.Settings()).Configuration) is { } empty)
            {
                Tell(new("database", false, $"there is none yet: ConnectionStrings:HealthScore is not set, and {empty} holds none.", "Start the program, which makes one there, or set ConnectionStrings:HealthScore."));
                return 1;
            }

            await using var host = await EngineHost.OpenAsync(parsed, ct, migrate: false);
            var findings = await host.Get<Doctor>().ExamineAsync(host.Database.Folder ?? Path.GetTempPath(), ct);
            foreach (var finding in findings) Tell(finding);
            return findings.All(f => f.IsWell) ? 0 : 1;
        });
        return command;
    }

    private static void Tell(Finding finding) =>
        Console.WriteLine($"{(finding.IsWell ? "ok " : "bad")}  {finding.What,-10}  {finding.Says}{(finding.IsWell ? "" : " " + finding.Todo)}");
}
