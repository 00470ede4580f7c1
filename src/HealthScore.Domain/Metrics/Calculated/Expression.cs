namespace HealthScore.Domain.Metrics.Calculated;

/// <summary>What stands between two operands.</summary>
public enum Operator
{
    /// <summary><c>a + b</c></summary>
    Add = 1,

    /// <summary><c>a - b</c></summary>
    Subtract = 2,

    /// <summary><c>a * b</c></summary>
    Multiply = 3,

    /// <summary><c>a / b</c></summary>
    Divide = 4,

    /// <summary><c>min(a, b)</c></summary>
    Least = 5,

    /// <summary><c>max(a, b)</c></summary>
    Greatest = 6,
}

/// <summary>How the days of a rolling window become one number.</summary>
public enum RollingBy
{
    /// <summary>Σ / days that count.</summary>
    Mean = 1,

    /// <summary>Σ</summary>
    Sum = 2,

    /// <summary>The smallest.</summary>
    Min = 3,

    /// <summary>The largest.</summary>
    Max = 4,
}

/// <summary>A part of the expression that a calculated metric is calculated by.</summary>
/// <param name="At">Where it starts in the text, counted from 0.</param>
/// <param name="Length">How many characters of the text it takes.</param>
public abstract record Expression(int At, int Length)
{
    /// <summary>Every metric that it names, as often as it does.</summary>
    public IEnumerable<MetricTerm> Metrics => this switch
    {
        MetricTerm metric => [metric],
        BinaryTerm binary => binary.Left.Metrics.Concat(binary.Right.Metrics),
        RollingTerm rolling => rolling.Of.Metrics,
        _ => [],
    };
}

/// <summary>A metric.</summary>
/// <param name="Key">Its key.</param>
public sealed record MetricTerm(string Key, int At, int Length) : Expression(At, Length);

/// <summary>A number.</summary>
/// <param name="Value">Finite.</param>
public sealed record NumberTerm(double Value, int At, int Length) : Expression(At, Length);

/// <summary>Two operands.</summary>
/// <param name="Operator">What is done with them, day by day.</param>
/// <param name="Left">The first.</param>
/// <param name="Right">The second.</param>
public sealed record BinaryTerm(Operator Operator, Expression Left, Expression Right, int At, int Length) : Expression(At, Length);

/// <summary>A window that moves on day by day.</summary>
/// <param name="Of">What is looked at.</param>
/// <param name="Days">Days of the window, 1–400, ending with each day.</param>
/// <param name="By">How they become one number.</param>
public sealed record RollingTerm(Expression Of, int Days, RollingBy By, int At, int Length) : Expression(At, Length);

/// <summary>What is wrong with an expression, and where.</summary>
/// <param name="Code">A stable word for programs.</param>
/// <param name="Message">A sentence for people: what is wrong and what to do.</param>
/// <param name="At">Where it starts in the text, counted from 0.</param>
/// <param name="Length">How many characters are at fault; 0 where something is missing.</param>
public sealed record ExpressionProblem(string Code, string Message, int At, int Length);
