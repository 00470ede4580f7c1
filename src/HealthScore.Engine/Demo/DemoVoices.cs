using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Demo;

/// <summary>What customers say, and what CSMs think of them: surveys, referrals, pulses.</summary>
internal static class DemoVoices
{
    /// <summary>Each contact is asked once a quarter whether they would recommend us, and now and then how content they are; less than half answer.</summary>
    public static List<SurveyResponse> Surveys(DemoLife life, List<Contact> contacts)
    {
        var random = life.Random(Purpose.Surveys);
        var answers = new List<SurveyResponse>();
        for (var day = life.First + random.Between(10, 90); day <= life.Last; day += 91)
        {
            foreach (var contact in contacts)
            {
                var mood = life.SlowHealth(day);
                var (asked, nps, csat) = (random.Unit(), 1.6 * random.Normal(), 0.6 * random.Normal());
                if (asked < 0.42) Answer("nps", contact, day, Math.Clamp(Math.Round(2.6 + 7.6 * mood + nps), 0, 10));
                if (asked is > 0.35 and < 0.55) Answer("csat", contact, day, Math.Clamp(Math.Round(1.9 + 3 * mood + csat), 1, 5));
            }
        }
        return answers;

        void Answer(string survey, Contact contact, int day, double score) => answers.Add(new SurveyResponse
        {
            AccountId = life.Profile.Number, Id = answers.Count + 1, Survey = survey, Contact = contact.ExternalId, Day = DateOnly.FromDayNumber(day), Score = score,
        });
    }

    /// <summary>Only the glad send others our way, and few of them.</summary>
    public static List<Referral> Referrals(DemoLife life)
    {
        var random = life.Random(Purpose.Referrals);
        var referrals = new List<Referral>();
        for (var day = life.First + 60; day <= life.Last; day += 30)
        {
            var on = day - random.Between(0, 29);
            if (random.Chance(0.09 * Math.Max(0, life.Health(day) - 0.6)))
                referrals.Add(new Referral { AccountId = life.Profile.Number, Id = referrals.Count + 1, Day = DateOnly.FromDayNumber(on) });
        }
        return referrals;
    }

    /// <summary>The CSM's own judgement, every month or two, for those whose CSM keeps one; it stands for 75 days.</summary>
    public static List<Pulse> Pulses(DemoLife life)
    {
        var random = life.Random(Purpose.Pulses);
        var pulses = new List<Pulse>();
        if (!random.Chance(life.Profile.Segment.PulseShare)) return pulses;
        // CSMs see the bright side: some more than others.
        var kindness = random.Between(-4.0, 12.0);
        for (var day = life.First + random.Between(5, 30); day <= life.Last; day += random.Between(25, 60))
        {
            var score = Math.Round(Math.Clamp(14 + 74 * life.Health(day) + kindness + 9 * random.Normal(), 0, 100) / 5) * 5;
            pulses.Add(new Pulse { AccountId = life.Profile.Number, Id = pulses.Count + 1, Day = DateOnly.FromDayNumber(day), Score = score, Expires = DateOnly.FromDayNumber(day + 75) });
        }
        return pulses;
    }
}
