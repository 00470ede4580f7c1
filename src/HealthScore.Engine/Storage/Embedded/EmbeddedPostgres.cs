using System.Globalization;
using System.Net.Sockets;
using Npgsql;

namespace HealthScore.Engine.Storage.Embedded;

/// <summary>A private PostgreSQL in a data folder. Several of our processes may share it; the last one out stops it.</summary>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly EmbeddedPostgresOptions _options;
    private readonly PostgresCluster _cluster;
    private readonly CancellationTokenSource _stopping = new();
    private IDisposable? _membership;
    private Task _guard = Task.CompletedTask;

    private EmbeddedPostgres(EmbeddedPostgresOptions options, PostgresCluster cluster) => (_options, _cluster) = (options, cluster);

    /// <summary>Leads to the database, as its owner.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>True when the server ran already.</summary>
    public bool Adopted { get; private set; }

    /// <summary>Makes the cluster if need be, starts its server unless it runs, and joins it. Throws <see cref="EmbeddedPostgresException"/> with what to do.</summary>
    public static async Task<EmbeddedPostgres> StartAsync(EmbeddedPostgresOptions options, CancellationToken ct = default)
    {
        options = options with { Folder = Path.GetFullPath(options.Folder) };
        try
        {
            var user = ServerUser.Choose(options.RunAs);
            MakeFolder(options.Folder, user);
            var binaries = PostgresBinaries.Find(options.Binaries, Major(options.Folder), user);
            var postgres = new EmbeddedPostgres(options, new(options, binaries, user));
            await postgres.JoinAsync(ct);
            postgres._guard = postgres.GuardAsync(postgres._stopping.Token);
            return postgres;
        }
        catch (UnauthorizedAccessException e)
        {
            throw new EmbeddedPostgresException(
                $"The data folder {options.Folder} belongs to another user: {e.Message} Start HealthScore as the user that made it, or choose another data folder.", e);
        }
    }

    /// <summary>True once a cluster has been made in the folder; looks, and changes nothing.</summary>
    public static bool IsMade(string folder) => Directory.Exists(PostgresCluster.DataFolder(Path.GetFullPath(folder)));

    public async ValueTask DisposeAsync()
    {
        if (_membership is null) return;
        await _stopping.CancelAsync();
        await _guard.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stopping.Dispose();
        using var turn = await TakeTurnAsync(CancellationToken.None);
        _membership.Dispose();
        _membership = null;
        using (var pool = new NpgsqlConnection(ConnectionString)) NpgsqlConnection.ClearPool(pool);
        try
        {
            using var last = await FileLock.TakeAsync(MembersFile, exclusive: true, TimeSpan.Zero, CancellationToken.None);
            await _cluster.StopAsync(CancellationToken.None);
        }
        catch (IOException)
        {
            // Another process still uses the server.
        }
    }

    private static void MakeFolder(string folder, ServerUser user)
    {
        if (!Directory.Exists(folder))
        {
            Directory.CreateDirectory(folder);
            // Whatever our umask is, the server's user must get through to the cluster, which is closed to all others.
            if (user.Name is not null && !OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder, File.GetUnixFileMode(folder) | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute);
        }
        if (user.Barrier(folder) is { } barrier)
            throw new EmbeddedPostgresException(
                $"PostgreSQL refuses to run as root, so HealthScore runs it as the user {user.Name}, who may not enter {barrier}. "
                + $"Choose a data folder outside {barrier}, such as /var/lib/healthscore, or start HealthScore as another user than root.");
    }

    private static int? Major(string folder)
    {
        var file = Path.Combine(PostgresCluster.DataFolder(folder), "PG_VERSION");
        return File.Exists(file) ? int.Parse(File.ReadAllText(file), CultureInfo.InvariantCulture) : null;
    }

    private async Task JoinAsync(CancellationToken ct)
    {
        using var turn = await TakeTurnAsync(ct);
        _membership = await FileLock.TakeAsync(MembersFile, exclusive: false, TimeSpan.FromSeconds(10), ct);
        await _cluster.InitializeAsync(ct);
        Adopted = IsRunning;
        if (!Adopted) await _cluster.StartAsync(ct);
        var server = Postmaster.Running(_cluster.Data)
            ?? throw new EmbeddedPostgresException($"The PostgreSQL in {_options.Folder} stopped as soon as it had started; its log is in {_cluster.Data}/log.");
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = server.SocketFolder,
            Port = server.Port,
            Username = "healthscore",
            Password = _cluster.Password,
            Database = _options.Database,
        }.ConnectionString;
        await EnsureDatabaseAsync(ct);
    }

    // An adopted server may still be recovering from a kill.
    private async Task EnsureDatabaseAsync(CancellationToken ct)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                await DatabaseSql.EnsureAsync(ConnectionString, ct);
                return;
            }
            catch (Exception e) when (attempt < 300 && e is SocketException or NpgsqlException { IsTransient: true })
            {
                await Task.Delay(100, ct);
            }
        }
    }

    // A server that was killed (the kernel does so when memory runs out) comes back while we live.
    private async Task GuardAsync(CancellationToken ct)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        while (await timer.WaitForNextTickAsync(ct))
        {
            if (IsRunning) continue;
            try
            {
                using var turn = await TakeTurnAsync(ct);
                if (!IsRunning) await _cluster.StartAsync(ct);
            }
            catch (EmbeddedPostgresException)
            {
                // The next tick tries again; until then whoever needs the database sees that it is not there.
            }
        }
    }

    private bool IsRunning => Postmaster.Running(_cluster.Data) is not null;

    // One process at a time makes, starts or stops the server.
    private async Task<IDisposable> TakeTurnAsync(CancellationToken ct)
    {
        try
        {
            return await FileLock.TakeAsync(Path.Combine(_options.Folder, "turn.lock"), exclusive: true, Patience, ct);
        }
        catch (IOException e)
        {
            throw new EmbeddedPostgresException($"Another process has been starting or stopping the PostgreSQL in {_options.Folder} for {Patience.TotalSeconds:0} s. End it, then start again.", e);
        }
    }

    private string MembersFile => Path.Combine(_options.Folder, "members.lock");
}
