using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Storage;

namespace HealthScore.Engine.MyDay;

/// <summary>Between whose accounts a user may choose, and what they chose.</summary>
internal sealed record WhoseAccounts(Whose Shown, IReadOnlyList<Whose> Choices, string? Team, AccountFilter Filter)
{
    /// <summary>Asked for nothing, or for what there is not: their own where they own any, else all.</summary>
    public static async Task<WhoseAccounts> OfAsync(HealthScoreDb db, Actor actor, Whose? asked, CancellationToken ct)
    {
        var team = await db.TeamOfAsync(actor, ct);
        List<Whose> choices = [];
        if (actor.OwnerId is not null) choices.Add(Whose.Mine);
        if (team is not null) choices.Add(Whose.Team);
        if (actor.Scope is null || choices.Count == 0) choices.Add(Whose.All);
        var shown = asked is { } a && choices.Contains(a) ? a : choices[0];
        return new(shown, choices, team, shown switch
        {
            Whose.Mine => new() { OwnerId = actor.OwnerId },
            Whose.Team => new() { Team = team },
            _ => new(),
        });
    }
}
