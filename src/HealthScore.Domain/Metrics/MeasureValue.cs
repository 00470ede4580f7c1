namespace HealthScore.Domain.Metrics;

/// <summary>Whether a measure has a value, and if not, why (scoring contract, section 2).</summary>
public enum MeasureStatus
{
    /// <summary>It has a value.</summary>
    Ok = 1,

    /// <summary>There is nothing to measure.</summary>
    Missing = 2,

    /// <summary>No account at all sends this count at present: the source is down, not the customer.</summary>
    Silent = 3,

    /// <summary>The latest value is too old to go by.</summary>
    Stale = 4,
}

/// <summary>What a measure says of an account as of a day.</summary>
/// <param name="Status">Whether there is a value.</param>
/// <param name="Value">The value; NaN unless the status is ok.</param>
public readonly record struct MeasureValue(MeasureStatus Status, double Value)
{
    /// <summary>Nothing to measure.</summary>
    public static MeasureValue Missing => new(MeasureStatus.Missing, double.NaN);

    /// <summary>The source is down.</summary>
    public static MeasureValue Silent => new(MeasureStatus.Silent, double.NaN);

    /// <summary>Too old.</summary>
    public static MeasureValue Stale => new(MeasureStatus.Stale, double.NaN);

    /// <summary>A value; one that is no number is missing.</summary>
    public static MeasureValue Of(double value) => double.IsNaN(value) ? Missing : new(MeasureStatus.Ok, value);

    /// <summary>True when there is a value.</summary>
    public bool IsOk => Status == MeasureStatus.Ok;
}
