using System.Globalization;
using HealthScore.Engine.Storage;
using Npgsql;

namespace HealthScore.Engine.Organisation;

/// <summary>One thing that was looked at.</summary>
/// <param name="What">A word for it.</param>
/// <param name="IsWell">False when somebody has to do something.</param>
/// <param name="Says">What was found.</param>
/// <param name="Todo">What to do when it is not well.</param>
public sealed record Finding(string What, bool IsWell, string Says, string Todo = "");

/// <summary>Looks whether an installation is well, and changes nothing. For whoever sits at the machine, so it asks for no actor.</summary>
public sealed class Doctor(NpgsqlDataSource source, OrganisationClock clock)
{
    private const int OldestServer = 15;
    private const double LeastFreeShare = 0.10;
    private const int MostDaysBehind = 2;
    private static readonly TimeSpan MostApart = TimeSpan.FromSeconds(5);

    /// <param name="folder">Where the program writes; its disk is looked at.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<IReadOnlyList<Finding>> ExamineAsync(string folder, CancellationToken ct)
    {
        List<Finding> findings = [new("settings", true, $"time zone {clock.Zone.Id}."), Disk(folder)];
        try
        {
            await ExamineDatabaseAsync(findings, ct);
        }
        catch (NpgsqlException e)
        {
            findings.Add(new("database", false, $"does not answer: {e.Message}", "Check ConnectionStrings:HealthScore, and that the server runs."));
        }

        return findings;
    }

    private static Finding Disk(string folder)
    {
        var drive = new DriveInfo(folder);
        var share = (double)drive.AvailableFreeSpace / drive.TotalSize;
        return new("disk", share >= LeastFreeShare, string.Create(CultureInfo.InvariantCulture, $"{drive.AvailableFreeSpace / 1e9:N1} GB free ({share:P0}) where {folder} lies."), "Make room: writing stops when it is full.");
    }

    private async Task ExamineDatabaseAsync(List<Finding> findings, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        var version = connection.PostgreSqlVersion;
        findings.Add(new("database", version.Major >= OldestServer, $"PostgreSQL {version} at {connection.DataSource}, {connection.Database}.", $"Version {OldestServer} or newer is needed: upgrade the server."));
        var apart = (clock.Now - await DoctorSql.NowAsync(connection, ct)).Duration();
        findings.Add(new("clock", apart < MostApart, string.Create(CultureInfo.InvariantCulture, $"{apart.TotalSeconds:N1} s apart from the database's."), "Have both machines keep time with NTP."));
        var pending = await Migrator.PendingAsync(source, ct);
        findings.Add(new("migrations", pending.Count == 0, pending.Count == 0 ? "none pending." : $"{pending.Count} pending: {string.Join(", ", pending)}.", "Run the verb migrate."));
        // Without its tables there is nothing more to be asked.
        if (pending.Count > 0) return;
        var search = await DoctorSql.HasSearchIndexAsync(connection, ct);
        findings.Add(new("search", search, search ? "names are found by an index." : "there is no index of parts of names, so that a search reads all of them.", "Have a superuser run “create extension pg_trgm” in this database, then run the verb migrate."));
        var (reading, score) = await DoctorSql.NewestAsync(connection, clock.Today, ct);
        findings.Add(new("readings", reading >= clock.Yesterday.AddDays(-MostDaysBehind), Newest(reading), "Import what has come since, and look at the Data page which source is silent."));
        findings.Add(new("scores", score >= clock.Yesterday, Newest(score), "Run the verb score, and look at the Jobs page why the night was missed."));
    }

    private static string Newest(DateOnly? day) => day is { } d ? $"the newest are of {d:yyyy-MM-dd}." : "there are none.";
}
