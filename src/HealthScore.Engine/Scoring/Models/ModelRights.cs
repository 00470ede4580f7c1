using HealthScore.Domain.Primitives;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Who may change models: they score everybody's accounts.</summary>
public static class ModelRights
{
    /// <summary>Why the actor may not, e.g. <c>end a model</c>; null: they may.</summary>
    public static Error? Refuse(Actor actor, string what = "change a model") =>
        !actor.May(Permission.EditModels) ? Error.Forbidden(what)
        : actor.Scope is not null ? new Error("forbidden", $"You see only your own accounts, so you cannot {what}: models score those of others too. Ask an admin.")
        : null;
}
