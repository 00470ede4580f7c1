using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;

namespace HealthScore.Web.Segments;

/// <summary>A comparison to choose from.</summary>
public sealed record ConditionMatch(string Key, string Words);

/// <summary>The comparisons of each kind of value.</summary>
public static class ConditionMatches
{
    public static readonly IReadOnlyDictionary<string, TextMatch> Texts = new Dictionary<string, TextMatch> { ["is"] = TextMatch.Is, ["contains"] = TextMatch.Contains, ["starts_with"] = TextMatch.StartsWith };

    public static readonly IReadOnlyDictionary<string, NearMatch> Near = new Dictionary<string, NearMatch>
    {
        ["within_next"] = NearMatch.WithinNext, ["within_last"] = NearMatch.WithinLast, ["more_than_ago"] = NearMatch.MoreThanAgo, ["more_than_ahead"] = NearMatch.MoreThanAhead,
    };

    public static readonly IReadOnlyDictionary<string, Comparison> Numbers = new Dictionary<string, Comparison>
    {
        [">="] = Comparison.AtLeast, ["<="] = Comparison.AtMost, [">"] = Comparison.Greater, ["<"] = Comparison.Less, ["="] = Comparison.Equal,
    };

    private static readonly ConditionMatch[] s_known = [new("known", "is known"), new("unknown", "is not known")];
    private static readonly ConditionMatch[] s_data = [new("known", "has data"), new("unknown", "has no data")];
    private static readonly ConditionMatch[] s_texts = [new("is", "is"), new("contains", "contains"), new("starts_with", "starts with"), .. s_known];
    private static readonly ConditionMatch[] s_owner = [new("is", "is"), .. s_known];
    private static readonly ConditionMatch[] s_numbers = [new(">=", "is at least"), new("<=", "is at most"), new(">", "is above"), new("<", "is below"), new("=", "is equal to")];
    private static readonly ConditionMatch[] s_list = [new("yes", "is on it"), new("no", "is not on it")];
    private static readonly ConditionMatch[] s_milestone = [new("yes", "is done"), new("no", "is not done")];
    private static readonly ConditionMatch[] s_yesNo = [new("yes", "is yes"), new("no", "is no"), .. s_known];

    private static readonly ConditionMatch[] s_days =
    [
        new("within_next", "is within the next … days"), new("within_last", "is within the last … days"), new("more_than_ago", "is more than … days ago"), new("more_than_ahead", "is more than … days ahead"),
        new("on_or_after", "is on or after"), new("on_or_before", "is on or before"), .. s_known,
    ];

    /// <summary>The comparisons that fit, the usual one first.</summary>
    public static IReadOnlyList<ConditionMatch> Of(Subject subject, AttributeKind kind) => (subject, kind) switch
    {
        (FieldSubject { Field: AccountField.Owner or AccountField.Stage }, _) => s_owner,
        (ListSubject, _) => s_list,
        (MilestoneSubject, _) => s_milestone,
        (MeasureSubject, _) => [.. s_numbers, .. s_data],
        (_, AttributeKind.Text) => s_texts,
        (_, AttributeKind.Number) => [.. s_numbers, .. s_known],
        (_, AttributeKind.Day) => s_days,
        _ => s_yesNo,
    };
}
