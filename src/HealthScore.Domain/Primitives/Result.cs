using System.Diagnostics.CodeAnalysis;

namespace HealthScore.Domain.Primitives;

/// <summary>A value, or the errors that stand in its way. Bugs throw; what a user can cause comes back as this.</summary>
public sealed class Result<T>
{
    private Result(T? value, IReadOnlyList<Error> errors) => (Value, Errors) = (value, errors);

    /// <summary>The value; null when there are errors.</summary>
    public T? Value { get; }

    /// <summary>All that is wrong, not only the first; empty when there is a value.</summary>
    public IReadOnlyList<Error> Errors { get; }

    /// <summary>True when there is a value.</summary>
    [MemberNotNullWhen(true, nameof(Value))]
    public bool IsOk => Errors.Count == 0;

    /// <summary>The first error's message, for a screen with room for one.</summary>
    public string? Message => Errors.Count == 0 ? null : Errors[0].Message;

    /// <summary>The value arrived.</summary>
    public static Result<T> Ok(T value) => new(value, []);

    /// <summary>It did not: at least one error.</summary>
    public static Result<T> Fail(params IReadOnlyList<Error> errors) =>
        errors.Count > 0 ? new(default, errors) : throw new ArgumentException("a failure needs an error", nameof(errors));

    /// <summary>A value is a result.</summary>
    public static implicit operator Result<T>(T value) => Ok(value);

    /// <summary>An error is a result.</summary>
    public static implicit operator Result<T>(Error error) => Fail(error);
}

/// <summary>The value of a command that only succeeds.</summary>
public readonly record struct Done
{
    /// <summary>It is done.</summary>
    public static Done Value => default;
}
