using HealthScore.Domain.Primitives;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring.Twin;

/// <summary>
/// The scoring contract read a second time: lists and decimals, everything computed anew for every day. Where it differs
/// from the fast code, one of the two misread.
/// </summary>
internal sealed class SlowTwin(World world, bool provisional = false)
{
    private readonly SlowMeasures _measures = new(world, provisional);

    public IReadOnlyList<Row> Rows(WorldAccount account, ScoreKind kind)
    {
        var days = new List<Day>();
        foreach (var day in world.Days)
        {
            var today = new Day(day, Version(account, kind, day));
            if (today.Version is not null) Score(today, account, kind, days);
            if (today.Version is not null && days.Count > 0 && days[^1].Version is not null) today.Moved = Explain(days[^1], today, account, kind);
            days.Add(today);
        }
        return [.. days.Select(d => d.ToRow())];
    }

    private ScoringModelVersion? Version(WorldAccount account, ScoreKind kind, DateOnly day)
    {
        if (!account.History.IsActive(day)) return null;
        var state = account.History.StateOn(day);
        return world.Models
            .Where(m => m.Kind == kind && (m.SegmentId is null || m.SegmentId == state?.SegmentId) && (m.StageId is null || m.StageId == state?.StageId))
            .Where(m => m.Versions.Any(v => v.Published <= day))
            .OrderByDescending(m => m.SegmentId is not null).ThenByDescending(m => m.StageId is not null)
            .FirstOrDefault()?.Versions.Where(v => v.Published <= day).OrderBy(v => v.Published).ThenBy(v => v.Number).Last();
    }

    private void Score(Day today, WorldAccount account, ScoreKind kind, List<Day> before)
    {
        var model = today.Version!.Definition;
        var formula = new SlowFormula(kind, model);
        foreach (var m in model.Measures)
        {
            var (status, value) = _measures.Read(m.Source, account, today.Date);
            today.Status[m.Id] = status;
            today.Value[m.Id] = value;
            today.Present[m.Id] = value is { } v ? SlowFormula.SubScore(m.Curve, v) : null;
        }
        today.Formula = formula;
        today.Coverage = formula.Coverage(today.Present);
        today.Unrounded = formula.Score(today.Present);
        if (model.Measures.Any(m => m.Missing == MissingPolicy.Required && today.Present[m.Id] is null)) today.Unrounded = null;
        if (Round(today.Coverage, 9) < (decimal)model.MinCoverage) today.Unrounded = null;
        today.Computed = today.Unrounded is { } u ? Round(Round(u, 9), 2) : null;
        today.Rules = [.. Enumerable.Range(0, model.Rules.Count).Where(i => Holds(model.Rules[i], today, account))];
        var ruled = Ruled(today.Computed, kind, [.. today.Rules.Select(i => model.Rules[i])]);
        var manual = account.History.Overrides.Where(o => o.Kind == kind && o.From <= today.Date && o.To >= today.Date).OrderBy(o => o.From).ThenBy(o => o.Id).LastOrDefault();
        today.Kind = kind;
        today.RawBand = ruled is { } r ? SlowBands.Raw(kind, model, r) : Band.Unknown;
        today.Manual = manual is not null;
        today.Published = manual is not null ? (decimal)manual.Score : ruled;
        today.Band = manual?.Band ?? (ruled is { } s ? SlowBands.Band(kind, model, s, today, before) : Band.Unknown);
    }

    private static bool Holds(Rule rule, Day today, WorldAccount account)
    {
        if (rule.RiskEvent is not null)
            return account.History.RiskEvents.Any(e => e.Type == rule.RiskEvent && e.Opened <= today.Date && (e.Closed is null || today.Date < e.Closed));
        var (x, y) = (today.Value[rule.MeasureId!], (decimal)rule.Value);
        return rule.Comparison switch
        {
            Comparison.Less => x < y,
            Comparison.AtMost => x <= y,
            Comparison.Greater => x > y,
            Comparison.AtLeast => x >= y,
            _ => x == y,
        };
    }

    private static decimal? Ruled(decimal? computed, ScoreKind kind, List<Rule> rules)
    {
        if (computed is not { } score) return null;
        foreach (var rule in rules.OrderBy(r => r.IsCap == (kind != ScoreKind.Risk)))
            score = rule.IsCap ? Math.Min(score, (decimal)rule.Limit) : Math.Max(score, (decimal)rule.Limit);
        return score;
    }

    private Moved? Explain(Day first, Day second, WorldAccount account, ScoreKind kind)
    {
        if (first.Unrounded is null || second.Unrounded is null) return null;
        var (model, isSame) = (second.Version!.Definition, first.Version == second.Version);
        var earlier = isSame ? first.Present : model.Measures.ToDictionary(m => m.Id, m => Earlier(m) is { } v ? SlowFormula.SubScore(m.Curve, v) : (decimal?)null);
        var modelTerm = isSame ? 0 : second.Formula!.Score(earlier) - first.Unrounded ?? 0;
        var inputs = new Dictionary<string, double>();
        var sum = 0m;
        foreach (var m in model.Measures)
        {
            if (model.Method == ScoringMethod.AllOrNone || earlier[m.Id] is not { } s1 || second.Present[m.Id] is not { } s2) continue;
            var term = second.Formula!.Weight(m.Id, second.Formula.Counting(second.Present))!.Value * (s2 - s1);
            inputs[m.Id] = (double)term;
            sum += term;
        }
        return new(
            first.Date,
            (double)(second.Published - first.Published)!,
            (double)modelTerm,
            (double)(second.Unrounded - first.Unrounded - modelTerm - sum)!,
            inputs,
            (double)(second.Published - second.Computed - (first.Published - first.Computed))!);

        decimal? Earlier(MeasureDefinition measure) =>
            first.Version!.Definition.Measures.FirstOrDefault(m => m.Source == measure.Source) is { } stored
                ? first.Value[stored.Id]
                : _measures.Read(measure.Source, account, first.Date).Value;
    }

    private static decimal Round(decimal value, int decimals) => Math.Round(value, decimals, MidpointRounding.AwayFromZero);

    /// <summary>One day of one account and kind, as far as it has been worked out.</summary>
    internal sealed class Day(DateOnly date, ScoringModelVersion? version)
    {
        public DateOnly Date { get; } = date;
        public ScoringModelVersion? Version { get; } = version;
        public ScoreKind Kind { get; set; }
        public SlowFormula? Formula { get; set; }
        public Dictionary<string, MeasureStatus> Status { get; } = [];
        public Dictionary<string, decimal?> Value { get; } = [];
        public Dictionary<string, decimal?> Present { get; } = [];
        public decimal Coverage { get; set; }
        public decimal? Unrounded { get; set; }
        public decimal? Computed { get; set; }
        public decimal? Published { get; set; }
        public List<int> Rules { get; set; } = [];
        public Band RawBand { get; set; }
        public Band Band { get; set; }
        public bool Manual { get; set; }
        public Moved? Moved { get; set; }

        public Row ToRow()
        {
            if (Version is not { Definition: var model }) return new();
            var counting = Formula!.Counting(Present);
            var (low, high) = Formula.Bounds(Present);
            return new()
            {
                Version = Version,
                Measures = [.. model.Measures.Select(m => Measure(m, counting))],
                Dimensions = [.. model.Dimensions.Select(d => Formula.DimensionScore(d, counting)).Select(s => new DimensionScore((double?)s, s is { } v ? SlowBands.Raw(Kind, model, Round(Round(v, 9), 2)) : Band.Unknown))],
                Coverage = (double)Coverage,
                Bounds = low is null ? null : new((double)low, (double)high!),
                Unrounded = (double?)Unrounded,
                Computed = (double?)Computed,
                Published = (double?)Published,
                Rules = Rules,
                RawBand = RawBand,
                Band = Band,
                Manual = Manual,
                Moved = Moved,
            };
        }

        private MeasureScore Measure(MeasureDefinition m, IReadOnlyDictionary<string, decimal?> counting)
        {
            var weight = Formula!.Weight(m.Id, counting);
            return new(
                Status[m.Id], (double?)Value[m.Id], (double?)Present[m.Id], (double)Formula.Nominal()[m.Id],
                (double?)weight, (double?)(weight * counting[m.Id]), (double?)(weight * (100 - counting[m.Id])));
        }
    }
}
