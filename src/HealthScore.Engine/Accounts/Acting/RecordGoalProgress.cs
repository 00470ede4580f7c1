using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Organisation;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>A goal's figure to record.</summary>
/// <param name="Value">The figure.</param>
/// <param name="Day">The day it is of: today or a day of the last year.</param>
public sealed record NewProgress(double? Value, DateOnly Day);

/// <summary>Records how far a customer has come towards a goal. A later figure of the same day counts.</summary>
public sealed class RecordGoalProgress(AccountDesk desk, OrganisationClock clock)
{
    public Task<Result<GoalProgress>> RunAsync(Actor actor, long account, long goalId, NewProgress progress, CancellationToken ct)
    {
        List<Error> problems = [];
        if (progress.Value is not { } value || !double.IsFinite(value)) problems.Add(new("no_number", "Write the figure as a number.", nameof(NewProgress.Value)));
        problems.Past(nameof(NewProgress.Day), progress.Day, clock.Today);
        return desk.WorkAsync<GoalProgress>(actor, [account], "record a goal's progress", problems, async db =>
        {
            var goal = await db.Goals.AsNoTracking().SingleOrDefaultAsync(g => g.AccountId == account && g.Id == goalId, ct);
            if (goal is null) return Error.NotFound("goal");
            if (progress.Day < goal.Opened || progress.Day >= goal.Closed) return new Error("goal_not_open", "The goal was not open on this day. Choose another one.", nameof(NewProgress.Day));
            var entry = new GoalProgress { AccountId = account, GoalId = goalId, Day = progress.Day, Value = progress.Value!.Value, By = actor.Name, Recorded = clock.Today };
            db.GoalProgress.Add(entry);
            return entry;
        }, ofCustomers: true, ct);
    }
}
