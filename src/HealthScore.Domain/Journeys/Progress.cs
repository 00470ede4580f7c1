namespace HealthScore.Domain.Journeys;

/// <summary>How an account gets on in its stage.</summary>
public enum Progress
{
    /// <summary>It is in no stage.</summary>
    None = 0,

    /// <summary>Nothing is late.</summary>
    OnTrack = 1,

    /// <summary>A required milestone is overdue, or the stay is longer than expected.</summary>
    Behind = 2,

    /// <summary>Behind, and for more than <see cref="StageStay.StuckAfter"/> days nothing was reached.</summary>
    Stuck = 3,
}

/// <summary>An account's present stay in a stage, as of a day (docs/scoring.md, section 7).</summary>
/// <param name="Began">Its first day.</param>
/// <param name="ExpectedDays">Days a customer usually spends in the stage; null: no expectation.</param>
/// <param name="Overdue">The earliest due day of its required milestones that are not done; null: there is none.</param>
/// <param name="Reached">The last day on which one of its milestones, required or not, was reached; null: none was.</param>
public readonly record struct StageStay(DateOnly Began, int? ExpectedDays, DateOnly? Overdue, DateOnly? Reached)
{
    /// <summary>Days behind without anything being reached after which an account is stuck.</summary>
    public const int StuckAfter = 30;

    /// <summary>A stay from its milestones, as of a day.</summary>
    public static StageStay Of(DateOnly began, int? expectedDays, IEnumerable<Milestone> milestones, DateOnly day)
    {
        DateOnly? overdue = null, reached = null;
        foreach (var milestone in milestones)
        {
            if (!milestone.IsOf(began)) continue;
            if (milestone.Done <= day) reached = reached > milestone.Done ? reached : milestone.Done;
            else if (milestone.IsRequired) overdue = overdue < milestone.Due ? overdue : milestone.Due;
        }

        return new(began, expectedDays, overdue, reached);
    }

    /// <summary>The first day on which it was behind, whether by a milestone or by the stay's length; null: it is not.</summary>
    public DateOnly? BehindSince(DateOnly day)
    {
        DateOnly? late = Overdue < day ? Overdue.Value.AddDays(1) : null;
        DateOnly? overstayed = day.DayNumber - Began.DayNumber > ExpectedDays ? Began.AddDays(ExpectedDays.Value + 1) : null;
        return late is null || overstayed < late ? overstayed : late;
    }

    /// <summary>How the account gets on.</summary>
    public Progress On(DateOnly day)
    {
        if (BehindSince(day) is not { } since) return Progress.OnTrack;
        var still = Reached > since ? Reached.Value : since;
        return day.DayNumber - still.DayNumber > StuckAfter ? Progress.Stuck : Progress.Behind;
    }
}
