using System.CommandLine;
using System.Globalization;
using System.Runtime.InteropServices;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Npgsql;

namespace HealthScore.Web.Commands;

internal static class DoctorCommand
{
    private const int OldestServer = 15;
    private const double LeastFreeShare = 0.10;
    private const int MostDaysBehind = 2;
    private static readonly TimeSpan MostApart = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var command = new Command("doctor", "Check settings, database, versions, pending migrations, clock, disk and freshness, and say what to do. Changes nothing.");
        command.SetAction(async (_, ct) => await RunAsync(ct) ? 0 : 1);
        return command;
    }

    private static async Task<bool> RunAsync(CancellationToken ct)
    {
        Say(true, "program", $"{Version()} on {RuntimeInformation.FrameworkDescription}.", "");
        EngineHost host;
        try
        {
            host = await EngineHost.OpenAsync(ct, migrate: false);
        }
        catch (UserFaultException e)
        {
            return Say(false, "settings", e.Message, "");
        }

        await using (host)
        {
            var zone = host.Get<OrganisationClock>().Zone;
            Say(true, "settings", $"time zone {zone.Id}.", "");
            var well = Disk(host.Database.Folder ?? Path.GetTempPath());
            try
            {
                return await DatabaseAsync(host, ct) && well;
            }
            catch (NpgsqlException e)
            {
                return Say(false, "database", $"does not answer: {e.Message}", "Check ConnectionStrings:HealthScore, and that the server runs.");
            }
        }
    }

    private static async Task<bool> DatabaseAsync(EngineHost host, CancellationToken ct)
    {
        var source = host.Get<NpgsqlDataSource>();
        await using var connection = await source.OpenConnectionAsync(ct);
        var version = connection.PostgreSqlVersion;
        var place = host.Database.Folder is { } folder ? $"private, in {folder}" : $"{connection.Host}:{connection.Port}, {connection.Database}";
        var well = Say(version.Major >= OldestServer, "database", $"PostgreSQL {version} ({place}).", $"Version {OldestServer} or newer is needed: upgrade the server.");
        well &= await ClockAsync(host, connection, ct);
        var pending = await Migrator.PendingAsync(source, ct);
        // Without its tables there is nothing more to be asked.
        return Say(pending.Count == 0, "migrations", pending.Count == 0 ? "none pending." : $"{pending.Count} pending: {string.Join(", ", pending)}.", "Run the verb migrate.")
            && await FreshnessAsync(host.Get<OrganisationClock>(), connection, ct) && well;
    }

    private static async Task<bool> ClockAsync(EngineHost host, NpgsqlConnection connection, CancellationToken ct)
    {
        var database = await DoctorSql.NowAsync(connection, ct);
        var apart = (host.Get<OrganisationClock>().Now - database).Duration();
        return Say(apart < MostApart, "clock", string.Create(CultureInfo.InvariantCulture, $"{apart.TotalSeconds:N1} s apart from the database's."), "Have both machines keep time with NTP.");
    }

    private static async Task<bool> FreshnessAsync(OrganisationClock clock, NpgsqlConnection connection, CancellationToken ct)
    {
        var (reading, score) = await DoctorSql.NewestAsync(connection, clock.Today, ct);
        return Say(reading >= clock.Yesterday.AddDays(-MostDaysBehind), "readings", Newest(reading), "Import what has come since, and look at the Data page which source is silent.")
            & Say(score >= clock.Yesterday, "scores", Newest(score), "Run the verb score, and look at the Jobs page why the night was missed.");
    }

    private static bool Disk(string folder)
    {
        var drive = new DriveInfo(folder);
        var share = (double)drive.AvailableFreeSpace / drive.TotalSize;
        return Say(share >= LeastFreeShare, "disk", string.Create(CultureInfo.InvariantCulture, $"{drive.AvailableFreeSpace / 1e9:N1} GB free ({share:P0}) where {folder} lies."), "Make room: writing stops when it is full.");
    }

    private static string Newest(DateOnly? day) => day is { } d ? $"the newest are of {d:yyyy-MM-dd}." : "there are none.";

    private static string Version() => typeof(DoctorCommand).Assembly.GetName().Version?.ToString(3) ?? "?";

    private static bool Say(bool well, string what, string finding, string todo)
    {
        Console.WriteLine($"{(well ? "ok " : "bad")}  {what,-10}  {finding}{(well || todo.Length == 0 ? "" : " " + todo)}");
        return well;
    }
}
