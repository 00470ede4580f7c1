using HealthScore.Domain.Journeys;

namespace HealthScore.Engine.Segments;

/// <summary>Accounts on the way to where the rules put them: segment first, then the stage of its journey, then what they have reached there.</summary>
internal sealed class Placing(PlacingRules rules)
{
    private readonly List<Placement> _changed = [];
    private readonly List<long> _moved = [];
    private readonly List<long> _staged = [];
    private readonly List<(long AccountId, MilestoneDefinition Milestone)> _reached = [];

    /// <summary>What is to be written.</summary>
    public IReadOnlyList<Placement> Changed => _changed;

    /// <summary>Those whose stage changes.</summary>
    public IReadOnlyList<long> Staged => _staged;

    /// <summary>Milestones whose rules hold, done before or not.</summary>
    public IReadOnlyList<(long AccountId, MilestoneDefinition Milestone)> Reached => _reached;

    public void Add(PlacedAccount account)
    {
        var (id, to) = (account.Facts.AccountId, rules.Place(account));
        if (to.SegmentId != account.SegmentId) _moved.Add(id);
        if (to.Stage.Id != account.Stage.Id) _staged.Add(id);
        if ((to.SegmentId, to.IsPlaced, to.Stage) != (account.SegmentId, account.IsPlaced, account.Stage)) _changed.Add(to);
        foreach (var milestone in rules.Journeys.Reached(account.Facts, to.Stage.Id, to.Stage.Id != account.From)) _reached.Add((id, milestone));
    }

    /// <summary>What it came to, with the accounts whose milestones changed.</summary>
    public Placed Done(IEnumerable<long> touched) => new(_moved, _staged, [.. _moved.Concat(_staged).Concat(touched).Distinct()]);
}
