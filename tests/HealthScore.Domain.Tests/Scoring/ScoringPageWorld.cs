using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Tests.Scoring.Twin;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>The worked example of docs/scoring.md as a world.</summary>
internal static class ScoringPageWorld
{
    /// <summary>The accounts, readings and model of the page's example.</summary>
    public static World Read()
    {
        var world = new World();
        var head = ScoringPage.Head("readings");
        for (var c = 1; c < head.Length; c++) world.Metrics.Add(new(head[c], head[c], c <= 2 ? MetricKind.Count : MetricKind.Gauge, id: (short)c));
        WorldAccount acme = new("acme"), others = new("others");
        foreach (var cells in ScoringPage.Table("readings"))
        {
            for (short c = 1; c < cells.Length; c++)
            {
                if (ScoringPage.Number(cells[c]) is { } value) acme.Readings[(c, Day(cells[0]))] = value;
                if (c <= 2) others.Readings[(c, Day(cells[0]))] = 1;
            }
        }
        acme.History.Start = others.History.Start = new(2024, 3, 1);
        acme.History.Responses.Add(new() { Survey = "nps", Contact = "ana", Day = new(2024, 3, 15), Score = 9 });
        acme.History.RiskEvents.Add(new() { Type = "champion_left", Opened = new(2024, 3, 15) });
        world.Accounts.AddRange([acme, others]);
        world.Days.AddRange([new(2024, 3, 14), new(2024, 3, 15)]);
        var model = new ScoringModel(ScoreKind.Health, null, null, "");
        model.Versions.Add(new() { Id = 1, Number = 1, Published = new(2024, 1, 1), PublishedBy = "", Reason = "", Definition = ModelJson.Read(ScoringPage.Code("model")).Value!.Definition });
        world.Models.Add(model);
        return world;
    }

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
