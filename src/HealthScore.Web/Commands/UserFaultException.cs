using HealthScore.Domain.Primitives;

namespace HealthScore.Web.Commands;

/// <summary>Ends a verb with exit code 1 and a message for the user who can mend it.</summary>
public sealed class UserFaultException(string message) : Exception(message)
{
    /// <summary>The value, or the end of the verb with every error on a line of its own.</summary>
    public static T Unless<T>(Result<T> result) =>
        result.IsOk ? result.Value : throw new UserFaultException(string.Join(Environment.NewLine, result.Errors.Select(e => e.Message)));
}
