using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>What the database has of an account, and what it shall have: the difference is written.</summary>
internal sealed class AccountFacts
{
    private readonly (string Name, DateOnly Start, DateOnly? Churned) known;
    private readonly Dictionary<DateOnly, State> knownStates = [];
    private readonly HashSet<DateOnly> knownRenewals = [];
    private Dictionary<string, AttributeValue> knownAttributes = [];

    public AccountFacts(long id, string name, DateOnly start, DateOnly? churned)
    {
        (Id, IsNew, known) = (id, id == 0, (name, start, churned));
        (Name, Start, Churned) = known;
    }

    /// <summary>0 until a new account is written.</summary>
    public long Id { get; set; }
    public bool IsNew { get; }
    public string Name { get; set; }
    public DateOnly Start { get; set; }
    public DateOnly? Churned { get; set; }
    public StateTimeline Timeline { get; private set; } = new([]);
    public HashSet<DateOnly> Renewals { get; private set; } = [];
    public HashSet<DateOnly> ChurnedOutcomes { get; } = [];
    public Dictionary<string, AttributeValue> Attributes { get; private set; } = new(StringComparer.OrdinalIgnoreCase);

    public bool IsBaseChanged => (Name, Start, Churned) != known;

    /// <summary>The churn day that a correction has moved away from.</summary>
    public DateOnly? FormerChurned => known.Churned is { } day && Churned is not null && Churned != day ? day : null;

    public bool LacksChurnedOutcome => Churned is { } day && !ChurnedOutcomes.Contains(day);

    public void Knows(DateOnly from, State state) => knownStates[from] = state;
    public void Knows(DateOnly renewal) => knownRenewals.Add(renewal);

    public void Knows(Dictionary<string, AttributeValue> attributes) => (knownAttributes, Attributes) = (attributes, new(attributes, StringComparer.OrdinalIgnoreCase));

    /// <summary>Called once everything known is here.</summary>
    public void Begin() => (Timeline, Renewals) = (new StateTimeline(knownStates), [.. knownRenewals]);

    public IEnumerable<(DateOnly From, State State)> NewStates() => Timeline.States.Where(s => !knownStates.TryGetValue(s.Key, out var before) || before != s.Value).Select(s => (s.Key, s.Value));

    public IEnumerable<DateOnly> LostStates()
    {
        var left = Timeline.States.Select(s => s.Key).ToHashSet();
        return knownStates.Keys.Where(k => !left.Contains(k));
    }

    /// <summary>The stage that was given as of a day, as known and as it shall be.</summary>
    public (int? Was, int? Now) GivenStage(DateOnly day) => (new StateTimeline(knownStates).At(day).StageId, Timeline.At(day).StageId);

    public IEnumerable<DateOnly> NewRenewals() => Renewals.Where(r => !knownRenewals.Contains(r));
    public IEnumerable<DateOnly> LostRenewals() => knownRenewals.Where(r => !Renewals.Contains(r));

    public bool AreAttributesChanged => Attributes.Count != knownAttributes.Count || Attributes.Any(a => !knownAttributes.TryGetValue(a.Key, out var before) || before != a.Value);

    public bool IsChanged => IsBaseChanged || AreAttributesChanged || LacksChurnedOutcome || NewStates().Any() || LostStates().Any() || NewRenewals().Any() || LostRenewals().Any();

    /// <summary>The file's coming renewals replace the known ones; those that have passed stay.</summary>
    public void ReplaceRenewals(IReadOnlyCollection<DateOnly> days, DateOnly today)
    {
        if (days.Count == 0) return;
        Renewals.RemoveWhere(r => r >= today && !days.Contains(r));
        Renewals.UnionWith(days);
    }
}
