using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Accounts;

/// <summary>What is typed to record a touch. In each of these the names are those of Engine's record, so that its errors find their field; a day that somebody emptied is none, and not the one that stood there.</summary>
public sealed class TouchInput
{
    public string Channel { get; set; } = "call";
    public DateOnly? Day { get; set; }
    public string? Contact { get; set; }
    public string? Note { get; set; }
}

/// <summary>What is typed to give a pulse.</summary>
public sealed class PulseInput
{
    public double? Score { get; set; }
    public DateOnly? Expires { get; set; }
    public string? Note { get; set; }
}

/// <summary>What is typed to open a risk event.</summary>
public sealed class RiskInput
{
    public string? Type { get; set; }
    public DateOnly? Opened { get; set; }
    public string? Note { get; set; }
}

/// <summary>What is typed to override a score.</summary>
public sealed class OverrideInput
{
    public ScoreKind Kind { get; set; } = ScoreKind.Health;
    public Band Band { get; set; }
    public double? Score { get; set; }
    public string? Reason { get; set; }
    public DateOnly? To { get; set; }
}

/// <summary>What is typed to mark a milestone as done.</summary>
public sealed class DoneInput
{
    public DateOnly? Day { get; set; }
    public string? Evidence { get; set; }
}

/// <summary>What is typed to move an account to another stage.</summary>
public sealed class MoveInput
{
    public int? Stage { get; set; }
    public string? Reason { get; set; }
}

/// <summary>What is typed to record a goal's figure.</summary>
public sealed class ProgressInput
{
    public double? Value { get; set; }
    public DateOnly Day { get; set; }
}
