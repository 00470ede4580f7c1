using System.Diagnostics;

namespace HealthScore.Engine.Storage.Embedded;

/// <summary>The user that PostgreSQL's programs run as: ours, or another one when we are root, because PostgreSQL refuses root.</summary>
/// <param name="Name">The other user; null: our own.</param>
internal sealed record ServerUser(string? Name)
{
    public static ServerUser Choose(string? configured)
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess) return new((string?)null);
        var names = configured is null ? new[] { "postgres", "nobody" } : [configured];
        return new(names.FirstOrDefault(Exists) ?? throw new EmbeddedPostgresException(
            $"PostgreSQL refuses to run as root, and this machine has no user {string.Join(" or ", names)} to run it as. Add one (useradd --system postgres), or start HealthScore as another user than root."));
    }

    /// <summary>Gives a file or folder to the user.</summary>
    public void Own(string path)
    {
        if (Name is not null && Programs.Run(Programs.Captured("chown", [Name, path])).Code != 0)
            throw new EmbeddedPostgresException($"{path} cannot be given to the user {Name}. Choose a data folder on a file system that has owners.");
    }

    /// <summary>The outermost folder on the way that the user may not enter; null: the user gets there.</summary>
    public string? Barrier(string folder)
    {
        if (Name is null) return null;
        var way = new Stack<string>();
        for (var d = new DirectoryInfo(folder); d is not null; d = d.Parent) way.Push(d.FullName);
        if (MayEnter(folder)) return null;
        return way.FirstOrDefault(d => !MayEnter(d)) ?? folder;
    }

    public ProcessStartInfo Command(string program, IEnumerable<string> arguments)
    {
        var start = Programs.Captured(program, arguments);
        if (Name is not null && !OperatingSystem.IsWindows()) start.UserName = Name;
        return start;
    }

    private bool MayEnter(string folder) =>
        Programs.Run(Command("/bin/sh", ["-c", "test -d \"$0\" && test -x \"$0\"", folder])).Code == 0;

    private static bool Exists(string user) => Programs.Run(Programs.Captured("id", ["-u", user])).Code == 0;
}
