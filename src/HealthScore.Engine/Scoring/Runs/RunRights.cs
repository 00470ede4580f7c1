using HealthScore.Domain.Primitives;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>Who may start and stop runs: they score everybody's accounts.</summary>
public static class RunRights
{
    /// <summary>Why the actor may not, e.g. <c>cancel a run</c>; null: they may.</summary>
    public static Error? Refuse(Actor actor, string what = "start a run") =>
        !actor.May(Permission.RunJobs) ? Error.Forbidden(what)
        : actor.Scope is not null ? new Error("forbidden", $"You see only your own accounts, so you cannot {what}: runs score those of others too. Ask an admin.")
        : null;
}
