using HealthScore.Domain.Primitives;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>A stage of the journey.</summary>
/// <param name="IsPresent">True of the stage the account is in on the day.</param>
public sealed record JourneyStage(int Id, string Name, int? ExpectedDays, bool IsPresent);

/// <summary>A milestone of the present stage.</summary>
/// <param name="Done">The day it was reached, up to the day shown; null: not yet.</param>
/// <param name="DaysLate">Since when it is overdue; null: it is not.</param>
public sealed record JourneyMilestone(long Id, string Name, bool IsRequired, DateOnly Due, DateOnly? Done, int? DaysLate);

/// <summary>Where an account is on its journey, as of a day.</summary>
/// <param name="Since">The day it entered the present stage; null: it is in none.</param>
public sealed record Journey(IReadOnlyList<JourneyStage> Stages, DateOnly? Since, IReadOnlyList<JourneyMilestone> Milestones);

/// <summary>Reads an account's journey.</summary>
public sealed class ReadJourney(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Journey> RunAsync(Actor actor, AccountView account, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        if (!await db.CurrentAccounts.SeenBy(actor).AnyAsync(a => a.AccountId == account.Id, ct)) return new([], null, []);
        var stages = await db.Stages.OrderBy(s => s.Position).ThenBy(s => s.Id).Select(s => new JourneyStage(s.Id, s.Name, s.ExpectedDays, s.Id == account.StageId)).ToListAsync(ct);
        var (day, stage) = (account.Day, account.StageId);
        var milestones = await db.Milestones.Where(m => m.AccountId == account.Id && m.StageId == stage).OrderBy(m => m.Due).ThenBy(m => m.Id)
            .Select(m => new { m.Id, m.Name, m.IsRequired, m.Due, Done = m.Done <= day ? m.Done : null }).ToListAsync(ct);
        return new(stages, account.StageSince,
            [.. milestones.Select(m => new JourneyMilestone(m.Id, m.Name, m.IsRequired, m.Due, m.Done, m.Done is null && m.Due < day ? day.DayNumber - m.Due.DayNumber : null))]);
    }
}
