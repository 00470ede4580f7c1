using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring.Twin;

/// <summary>Section 5 of the contract, plainly: it looks back over the days themselves.</summary>
internal static class SlowBands
{
    public static Band Raw(ScoreKind kind, ModelDefinition model, decimal score) => Ranked(kind)[Lower(kind, model).Count(t => t <= score) - 1];

    public static Band Band(ScoreKind kind, ModelDefinition model, decimal score, SlowTwin.Day today, List<SlowTwin.Day> before)
    {
        var (ranked, lower, h) = (Ranked(kind), Lower(kind, model), (decimal)model.Margin);
        var p = ranked.IndexOf(today.RawBand);
        var last = before.LastOrDefault(d => d.Band != Domain.Scoring.Band.Unknown);
        if (last is null || last.Version != today.Version || last.Band == today.RawBand) return today.RawBand;
        var c = ranked.IndexOf(last.Band);
        if (p > c)
        {
            var up = Enumerable.Range(c + 1, 2 - c).Where(b => lower[b] + h <= score).ToList();
            if (up.Count > 0) return ranked[up.Max()];
        }
        else
        {
            var down = Enumerable.Range(0, c).Where(b => score < lower[b + 1] - h).ToList();
            if (down.Count > 0) return ranked[down.Min()];
        }
        var recent = before.Append(today).Where(d => d.RawBand != Domain.Scoring.Band.Unknown).Select(d => ranked.IndexOf(d.RawBand)).TakeLast(model.Dwell).ToList();
        return recent.Count == model.Dwell && recent.All(r => p > c ? r > c : r < c) ? ranked[p] : ranked[c];
    }

    private static List<Band> Ranked(ScoreKind kind) => kind == ScoreKind.Risk
        ? [Domain.Scoring.Band.Green, Domain.Scoring.Band.Yellow, Domain.Scoring.Band.Red]
        : [Domain.Scoring.Band.Red, Domain.Scoring.Band.Yellow, Domain.Scoring.Band.Green];

    private static decimal[] Lower(ScoreKind kind, ModelDefinition model)
    {
        var bands = model.Bands ?? (kind == ScoreKind.Risk ? new(60, 30) : new(70, 40));
        return [decimal.MinValue / 2, (decimal)bands.Middle, (decimal)bands.High];
    }
}
