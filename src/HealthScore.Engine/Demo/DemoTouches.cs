using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Demo;

/// <summary>What CSMs did with an account: a rhythm by segment, faster in onboarding, before a renewal and when something is wrong.</summary>
internal static class DemoTouches
{
    private static readonly string[] Channels = ["mail", "mail", "call", "call", "meeting", "training"];

    private static readonly string[] Notes =
    [
        "Went through last month's reports together.", "Asked how the new workflow is going; two questions passed on to support.", "Agreed on next steps for the second team.",
        "Sent the guide on sharing reports.", "Short check-in, nothing open.", "Talked about seats and the coming renewal.", "Showed the new map view.", "Followed up on an open ticket.",
    ];

    public static List<Touch> Of(DemoLife life)
    {
        var random = life.Random(Purpose.Touches);
        var touches = new List<Touch>();
        for (var day = life.First + random.Between(2, 12); day <= life.Last;)
        {
            var channel = random.Of(Channels);
            var note = random.Of(Notes);
            if (!DemoCalendar.IsWeekend(day) && life.Calendar.Load(day) > 0.5)
                touches.Add(new Touch { AccountId = life.Profile.Number, Id = touches.Count + 1, Day = DateOnly.FromDayNumber(day), Channel = channel, Note = note });
            var worry = day - life.Profile.Start < 75 || life.Health(day) < 0.4 ? 0.5 : 1;
            day += 1 + (int)(life.Profile.Segment.TouchEvery * worry * random.Between(0.4, 1.6));
        }
        return touches;
    }
}
