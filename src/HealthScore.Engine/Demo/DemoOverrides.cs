using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Demo;

/// <summary>Now and then a CSM knows better than the model, and says so for a while.</summary>
internal static class DemoOverrides
{
    public static List<ManualOverride> Of(DemoLife life, string by)
    {
        var random = life.Random(Purpose.Overrides);
        var (chance, age, length) = (random.Unit(), random.Between(2, 160), random.Between(20, 90));
        var from = life.Last - age;
        if (chance > 0.05 || from < life.First + 30 || life.Contract.Churned is not null) return [];
        var isWorse = life.Health(from) > 0.62;
        return
        [
            new()
            {
                AccountId = life.Profile.Number,
                Id = 1,
                Kind = ScoreKind.Health,
                From = DateOnly.FromDayNumber(from),
                To = DateOnly.FromDayNumber(from + length),
                Band = isWorse ? Band.Yellow : Band.Green,
                Score = isWorse ? 55 : 75,
                Reason = isWorse ? "New management is looking at other tools; told us in confidence." : "Use is low because of their move to a new office; the renewal is promised in writing.",
                By = by,
            },
        ];
    }
}
