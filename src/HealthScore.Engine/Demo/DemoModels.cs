using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Demo;

/// <summary>Fieldnote's scoring models, published by its own people, with a history that has a story.</summary>
internal static class DemoModels
{
    private const int Enterprise = 1;
    private const int Small = 3;

    private static readonly TimeOnly Afternoon = new(15, 20);

    public static IReadOnlyList<ScoringModel> Create(DemoOptions options)
    {
        var first = options.Today.AddMonths(-options.Months);
        var review = options.Today.AddDays(-Math.Min(150, 10 * options.Months));
        return
        [
            Model(ScoreKind.Health, null, null, "Standard health",
                (first, DemoUsers.OpsName, "First model, agreed with the CSMs: whoever uses the product much is well.", DemoHealthModels.StandardBefore()),
                (review, DemoUsers.OpsName, "Half-yearly review: newsletter opens told nothing about renewals and are gone; goals and the CSMs' pulse did and are in.", DemoHealthModels.Standard())),
            Model(ScoreKind.Health, null, DemoStages.Onboarding, "Onboarding health",
                (first, DemoUsers.OpsName, "A new customer is on track when its milestones are.", DemoHealthModels.Onboarding())),
            Model(ScoreKind.Health, Enterprise, null, "Enterprise health",
                (first, DemoUsers.AdminName, "Large customers are judged by depth, breadth and what people say, not by logins.", DemoHealthModels.Enterprise())),
            Model(ScoreKind.Health, Small, DemoStages.Value, "Settled small customers",
                (first, DemoUsers.OpsName, "Nobody talks to them weekly: compare what they do with their like.", DemoHealthModels.SettledSmall())),
            Model(ScoreKind.Health, null, DemoStages.Renewal, "Renewal health",
                (first, DemoUsers.OpsName, "Before a renewal value counts more than use.", DemoHealthModels.Renewal())),
            Model(ScoreKind.Health, DemoStages.PublicSector, null, "Public sector health",
                (first, DemoUsers.AdminName, "Public bodies do not weigh one thing against another: the worst side decides.", DemoHealthModels.PublicSector())),
            Model(ScoreKind.Risk, null, null, "Risk of leaving",
                (first, DemoUsers.OpsName, "Signs that came before past churn.", DemoRiskModel.Standard())),
            Model(ScoreKind.Expansion, null, null, "Room to grow",
                (first, DemoUsers.OpsName, "Full seats and rising use came before past expansions.", DemoExpansionModel.Standard())),
        ];
    }

    private static ScoringModel Model(ScoreKind kind, int? segment, int? stage, string name, params (DateOnly Day, string By, string Reason, ModelDefinition Definition)[] versions)
    {
        var model = new ScoringModel(kind, segment, stage, name);
        foreach (var (day, by, reason, definition) in versions)
            model.Versions.Add(new ScoringModelVersion
            {
                Number = model.Versions.Count + 1,
                Published = day,
                PublishedAt = new DateTimeOffset(day, Afternoon, TimeSpan.Zero),
                PublishedBy = by,
                Reason = reason,
                Definition = definition,
            });
        return model;
    }
}
