using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Ingest.Outcomes;

/// <summary>The usual words for the four outcomes.</summary>
internal static class OutcomeWords
{
    private static readonly Dictionary<string, OutcomeKind> Words = new(StringComparer.OrdinalIgnoreCase)
    {
        ["renewed"] = OutcomeKind.Renewed, ["renewal"] = OutcomeKind.Renewed, ["renew"] = OutcomeKind.Renewed,
        ["churned"] = OutcomeKind.Churned, ["churn"] = OutcomeKind.Churned, ["cancelled"] = OutcomeKind.Churned, ["canceled"] = OutcomeKind.Churned,
        ["cancellation"] = OutcomeKind.Churned, ["lost"] = OutcomeKind.Churned, ["closed lost"] = OutcomeKind.Churned,
        ["expanded"] = OutcomeKind.Expanded, ["expansion"] = OutcomeKind.Expanded, ["upsell"] = OutcomeKind.Expanded, ["upgrade"] = OutcomeKind.Expanded,
        ["upgraded"] = OutcomeKind.Expanded, ["cross-sell"] = OutcomeKind.Expanded,
        ["contracted"] = OutcomeKind.Contracted, ["contraction"] = OutcomeKind.Contracted, ["downsell"] = OutcomeKind.Contracted, ["downgrade"] = OutcomeKind.Contracted,
        ["downgraded"] = OutcomeKind.Contracted,
    };

    public static bool TryRead(ReadOnlySpan<char> text, out OutcomeKind kind) => Words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out kind);
}
