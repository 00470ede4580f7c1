using HealthScore.Domain.Primitives;

namespace HealthScore.Web.Tests.Routes;

/// <summary>What becomes of whoever asks for a route.</summary>
public enum Answer
{
    Allow,
    SignIn,
    Deny,
}

/// <summary>A line of the matrix.</summary>
/// <param name="Pattern">The route as the program declares it.</param>
/// <param name="Path">An address of it.</param>
/// <param name="Answers">For a stranger, then for every role.</param>
public sealed record Expected(string Pattern, string Path, IReadOnlyList<Answer> Answers)
{
    /// <summary>Who asks, in the order of the columns; null is a stranger.</summary>
    public static IReadOnlyList<Role?> Askers { get; } = [null, .. Roles.All.Select(role => (Role?)role)];

    public static IReadOnlyList<Expected> All { get; } =
        [.. File.ReadLines(System.IO.Path.Combine(AppContext.BaseDirectory, "Routes", "routes.txt")).Where(line => line.Length > 0 && line[0] != '#').Select(Parse)];

    public Answer For(Role? asker) => Answers[Askers.ToList().IndexOf(asker)];

    private static Expected Parse(string line)
    {
        var parts = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new(parts[0], parts[1] == "=" ? parts[0] : parts[1], [.. parts[2..].Select(word => Enum.Parse<Answer>(word, ignoreCase: true))]);
    }
}
