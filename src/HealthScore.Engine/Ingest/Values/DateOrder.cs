namespace HealthScore.Engine.Ingest.Values;

/// <summary>How a column writes 3/4/2024. Never guessed: decided by the whole column, or said by the mapping.</summary>
public enum DateOrder
{
    /// <summary>3 April.</summary>
    DayFirst = 1,

    /// <summary>March 4.</summary>
    MonthFirst = 2,
}
