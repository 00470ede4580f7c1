using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring.Twin;

/// <summary>Accounts, readings and models: all that scores are made from. Read from a golden case or drawn at random.</summary>
internal sealed class World
{
    public List<Metric> Metrics { get; } = [];
    public List<WorldAccount> Accounts { get; } = [];
    public List<ScoringModel> Models { get; } = [];
    public List<DateOnly> Days { get; } = [];

    public static ScoreKind[] Kinds => [ScoreKind.Health, ScoreKind.Risk, ScoreKind.Expansion];
}

/// <summary>An account with its readings by metric id and day.</summary>
internal sealed class WorldAccount(string id)
{
    public string Id { get; } = id;
    public AccountHistory History { get; } = new();
    public Dictionary<(short Metric, DateOnly Day), double> Readings { get; } = [];
}
