using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>Says what an outlook says, or why there is none.</summary>
public static class OutlookInWords
{
    /// <summary>E.g. <c>Likely 48 to 61 by 30 Dec 2026</c>, without a full stop.</summary>
    public static string Of(Outlook outlook, CultureInfo culture)
    {
        if (outlook.Trajectory is { } t)
        {
            var (low, high, day) = (t.Low.ToString("0", culture), t.High.ToString("0", culture), Phrases.Day(t.To, culture));
            return low == high ? Phrases.Say(culture, Phrases.LikelyAbout, low, day) : Phrases.Say(culture, Phrases.Likely, low, high, day);
        }

        var since = outlook.Since is { } known ? Phrases.Day(known, culture) : "";
        return outlook.Why switch
        {
            NoOutlook.TooShort => Phrases.Say(culture, Phrases.TooShort, Outlook.DaysNeeded, since),
            NoOutlook.ModelChanged => Phrases.Say(culture, Phrases.ModelChanged, since, Outlook.DaysNeeded),
            NoOutlook.CoverageChanged => Phrases.Say(culture, Phrases.CoverageChanged, since),
            NoOutlook.SetByHand => outlook.Since is null ? Phrases.Say(Phrases.SetByHandNow) : Phrases.Say(culture, Phrases.SetByHand, since),
            NoOutlook.Gap => Phrases.Say(culture, Phrases.Gap, since),
            NoOutlook.Flat => Phrases.Say(culture, Phrases.Flat, since),
            _ => Phrases.Say(Phrases.NoScore),
        };
    }
}
