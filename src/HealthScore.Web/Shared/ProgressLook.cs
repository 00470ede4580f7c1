using HealthScore.Domain.Journeys;
using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Shared;

/// <summary>How progress in a stage is shown: a word, with the mark and the colour of a band beside it.</summary>
public static class ProgressLook
{
    public static readonly string Rule =
        $"Behind: a required milestone of the stage is overdue, or the account has been in it for longer than expected. Stuck: behind, and for more than {StageStay.StuckAfter} days nothing was reached. On track: neither.";

    /// <summary>Best first, the order in which figures stand.</summary>
    public static IReadOnlyList<Progress> All { get; } = [Progress.OnTrack, Progress.Behind, Progress.Stuck];

    public static string Word(this Progress progress) => progress switch
    {
        Progress.OnTrack => "On track",
        Progress.Behind => "Behind",
        Progress.Stuck => "Stuck",
        _ => "In no stage",
    };

    public static Band Mark(this Progress progress) => progress switch
    {
        Progress.OnTrack => Band.Green,
        Progress.Behind => Band.Yellow,
        Progress.Stuck => Band.Red,
        _ => Band.Unknown,
    };
}
