using HealthScore.Domain.Primitives;

namespace HealthScore.Engine.Metrics;

/// <summary>Who may change metrics: everybody's accounts are scored by them.</summary>
public static class MetricRights
{
    /// <summary>Why the actor may not, e.g. <c>retire a metric</c>; null: they may.</summary>
    public static Error? Refuse(Actor actor, string what = "change a metric") =>
        !actor.May(Permission.EditModels) ? Error.Forbidden(what)
        : actor.Scope is not null ? new Error("forbidden", $"You see only your own accounts, so you cannot {what}: those of others are scored by it too. Ask an admin.")
        : null;
}
