using System.Security.Cryptography;
using System.Text;

namespace HealthScore.Engine.Storage.Embedded;

/// <summary>The files of a private cluster, and what PostgreSQL's programs do with them.</summary>
internal sealed class PostgresCluster(EmbeddedPostgresOptions options, PostgresBinaries binaries, ServerUser user)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerOnly | UnixFileMode.UserExecute;

    /// <summary>Of the superuser, who is called healthscore.</summary>
    public string Password => File.ReadAllText(PasswordFile).Trim();

    public string Data => DataFolder(options.Folder);

    private string PasswordFile => Path.Combine(options.Folder, "password");

    private string StartLog => Path.Combine(options.Folder, "start.log");

    public static string DataFolder(string folder) => Path.Combine(folder, "cluster");

    public async Task InitializeAsync(CancellationToken ct)
    {
        if (Directory.Exists(Data)) return;
        var unfinished = Data + ".new";
        if (Directory.Exists(unfinished)) Directory.Delete(unfinished, recursive: true);
        MakePrivate(unfinished);
        await File.WriteAllTextAsync(PasswordFile, Convert.ToHexString(RandomNumberGenerator.GetBytes(24)), ct);
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(PasswordFile, OwnerOnly);
        user.Own(PasswordFile);
        await RunAsync("initdb", ["-D", unfinished, "-U", "healthscore", "-E", "UTF8", "--locale=C", "--auth=scram-sha-256",
            "--pwfile=" + PasswordFile, "--no-instructions", "--data-checksums", .. Unsafe ? ["--no-sync"] : Array.Empty<string>()], ct);
        await File.AppendAllTextAsync(Path.Combine(unfinished, "postgresql.conf"), ServerSettings.Text(options.Settings), ct);
        // A folder with this name is complete, however often we are killed on the way.
        Directory.Move(unfinished, Data);
    }

    public async Task StartAsync(CancellationToken ct)
    {
        await Postmaster.ClearAsync(Data, ct);
        var sockets = SocketFolder();
        if (!Directory.Exists(sockets)) MakePrivate(sockets);
        // The folder is ours alone: what lies in it was left by a server that was killed, and its process id may belong to a stranger now.
        foreach (var left in Directory.GetFiles(sockets)) File.Delete(left);
        await File.WriteAllTextAsync(StartLog, "", ct);
        user.Own(StartLog);
        try
        {
            await RunAsync("pg_ctl", ["start", "-w", "-t", "120", "-D", Data, "-l", StartLog, "-o",
                $"-c listen_addresses='' -c unix_socket_directories='{sockets}' -c port=5432"], ct);
        }
        catch (EmbeddedPostgresException e)
        {
            throw new EmbeddedPostgresException($"{e.Message} {await File.ReadAllTextAsync(StartLog, ct)}", e);
        }
    }

    public async Task StopAsync(CancellationToken ct)
    {
        await RunAsync("pg_ctl", ["stop", "-w", "-m", Unsafe ? "immediate" : "fast", "-t", "60", "-D", Data], ct);
        Directory.Delete(SocketFolder(), recursive: true);
    }

    // With fsync off the cluster is thrown away anyway: nothing is worth a wait.
    private bool Unsafe => options.Settings.TryGetValue("fsync", out var fsync) && fsync == "off";

    // A socket's path has at most 107 bytes, and .s.PGSQL.5432 takes 14 of them.
    private string SocketFolder()
    {
        var inside = Path.Combine(options.Folder, "run");
        if (Encoding.UTF8.GetByteCount(inside) <= 90) return inside;
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(options.Folder)));
        return Path.Combine(Path.GetTempPath(), "healthscore-" + hash[..16]);
    }

    private void MakePrivate(string folder)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerFolder);
        user.Own(folder);
    }

    private async Task RunAsync(string program, string[] arguments, CancellationToken ct)
    {
        var start = user.Command(binaries.Program(program), arguments);
        start.Environment["LC_ALL"] = "C";
        start.Environment.Remove("PGDATA");
        var (code, output) = await Programs.RunAsync(start, ct);
        if (code != 0) throw new EmbeddedPostgresException($"PostgreSQL's {program} failed on {options.Folder}: {output.Trim()}");
    }
}
