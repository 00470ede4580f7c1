namespace HealthScore.Domain.Primitives;

/// <summary>What a user did that cannot be done, said so that the user can mend it.</summary>
/// <param name="Code">A stable word for programs, e.g. <c>forbidden</c> or <c>weights_sum_to_zero</c>.</param>
/// <param name="Message">A sentence for people: what is wrong, where, and what to do.</param>
/// <param name="Field">The field or place at fault, where there is one.</param>
public sealed record Error(string Code, string Message, string? Field = null)
{
    /// <summary>The acting user's role does not allow this.</summary>
    public static Error Forbidden(string what) => new("forbidden", $"Your role does not allow you to {what}. Ask an admin.");

    /// <summary>There is no such thing, or the acting user may not see it: the two are never told apart.</summary>
    public static Error NotFound(string what) => new("not_found", $"There is no such {what}, or you may not see it.");
}
