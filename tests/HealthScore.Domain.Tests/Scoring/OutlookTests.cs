using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>An outlook says no more than the past allows, and its interval keeps what it promises.</summary>
public sealed class OutlookTests
{
    private static readonly DateOnly s_day = new(2026, 3, 17);

    [Fact]
    public void Trend_GoesOn_ButLessAndLess()
    {
        var outlook = Outlook.Of(Days([.. Enumerable.Range(0, 200).Select(i => 30 + (0.2 * i))]), s_day);
        var t = outlook.Trajectory!;
        (t.From, t.To).Should().Be((s_day, s_day.AddDays(30)));
        t.Likely.Should().BeGreaterThan(t.Level + 2).And.BeLessThan(t.Level + 6, "thirty days of 0.2 points would be 6");
        (t.Low <= t.Likely && t.Likely <= t.High).Should().BeTrue();
    }

    [Fact]
    public void Interval_StaysOnTheScale()
    {
        var random = new Random(5);
        var t = Outlook.Of(Days([.. Enumerable.Range(0, 300).Select(_ => Math.Clamp(96 + (random.NextDouble() * 12) - 6, 0, 100))]), s_day).Trajectory!;
        (t.Low, t.High).Should().Match<(double Low, double High)>(i => i.Low >= 0 && i.High <= 100 && i.Low < i.High);
    }

    [Fact]
    public void LaterDays_DoNoHarm()
    {
        var values = Walk(new Random(3), 300);
        var then = Outlook.Of(Days(values[..250], s_day.AddDays(-50)), s_day.AddDays(-50));
        Outlook.Of(Days(values), s_day.AddDays(-50)).Should().Be(then);
        then.Trajectory.Should().NotBeNull();
    }

    [Theory]
    [InlineData("short", NoOutlook.TooShort, -118)]
    [InlineData("model", NoOutlook.ModelChanged, -100)]
    [InlineData("coverage", NoOutlook.CoverageChanged, -100)]
    [InlineData("manual", NoOutlook.SetByHand, -100)]
    [InlineData("unknown", NoOutlook.Gap, -100)]
    [InlineData("gap", NoOutlook.Gap, -100)]
    [InlineData("flat", NoOutlook.Flat, -45)]
    [InlineData("none", NoOutlook.NoScore, null)]
    [InlineData("old", NoOutlook.NoScore, null)]
    [InlineData("manual now", NoOutlook.SetByHand, null)]
    public void Past_ThatDoesNotAllowIt_GivesTheReasonAndTheDay(string what, NoOutlook why, int? since)
    {
        var days = Days(Walk(new Random(4), what == "short" ? 119 : 300)).ToList();
        for (var i = 0; i < days.Count; i++)
        {
            var isBefore = days[i].Day < s_day.AddDays(-100);
            days[i] = what switch
            {
                "model" when isBefore => days[i] with { VersionId = 1 },
                "coverage" when isBefore => days[i] with { Coverage = 0.5 },
                "manual" when isBefore => days[i] with { IsManual = true },
                "unknown" when isBefore => days[i] with { Score = null },
                "flat" => days[i] with { Score = days[i].Day > s_day.AddDays(-45) ? 60 : days[i].Score },
                "none" => days[i] with { Score = i == days.Count - 1 ? null : days[i].Score },
                "manual now" when i == days.Count - 1 => days[i] with { IsManual = true },
                _ => days[i],
            };
        }

        if (what == "gap") days.RemoveAll(d => d.Day < s_day.AddDays(-100) && d.Day >= s_day.AddDays(-110));
        var outlook = Outlook.Of(days, what == "old" ? s_day.AddDays(8) : s_day);
        (outlook.Trajectory, outlook.Why, outlook.Since).Should().Be((null, why, since is { } d ? s_day.AddDays(d) : (DateOnly?)null));
    }

    [Fact]
    public void SmallGaps_AreBridged() =>
        Outlook.Of([.. Days(Walk(new Random(6), 200)).Where((_, i) => i % 10 is not (3 or 4))], s_day).Trajectory.Should().NotBeNull();

    // Six kinds of histories, of three lengths: what is called four times out of five is that, and no single kind is far off.
    [Fact]
    public void Interval_CoversFourTimesOutOfFive()
    {
        Func<Random, int, double[]>[] kinds = [Walk, Jumps, Reverting, Averages, Noise, Drift];
        var (hits, all) = (0, 0);
        foreach (var kind in kinds)
        {
            var (own, tries) = (0, 0);
            foreach (var length in new[] { 125, 190, 365 })
                for (var seed = 0; seed < 50; seed++)
                {
                    var values = kind(new Random((seed * 7919) + length), length + Outlook.DaysAhead);
                    if (Outlook.Of(Days(values[..length]), s_day).Trajectory is not { } t) continue;
                    tries++;
                    if (t.Low <= values[^1] && values[^1] <= t.High) own++;
                }

            tries.Should().BeGreaterThan(140);
            ((double)own / tries).Should().BeInRange(0.65, 0.95, "of {0}", kind.Method.Name);
            (hits, all) = (hits + own, all + tries);
        }

        ((double)hits / all).Should().BeInRange(0.70, 0.90);
    }

    private static FinalScore[] Days(double[] values, DateOnly? last = null) =>
        [.. values.Select((v, i) => new FinalScore((last ?? s_day).AddDays(i + 1 - values.Length), v, 2, 1, false))];

    private static double[] Walk(Random random, int days) => Follow(days, 60, x => Math.Clamp(x + (0.6 * Normal(random)), 2, 98));

    private static double[] Jumps(Random random, int days) => Follow(days, 60, x => Math.Clamp(x + (random.NextDouble() < 0.012 ? 12 * Normal(random) : 0), 5, 95), _ => 0.8 * Normal(random));

    private static double[] Reverting(Random random, int days) => Follow(days, 55, x => 55 + (0.97 * (x - 55)) + (1.2 * Normal(random)));

    private static double[] Noise(Random random, int days) => Follow(days, 50, x => x, _ => 3 * Normal(random));

    private static double[] Drift(Random random, int days)
    {
        var slope = (random.NextDouble() - 0.5) / 6;
        return Follow(days, 50 - (slope * days / 2), x => x + slope, _ => 1.5 * Normal(random));
    }

    // As a measure over a window of thirty days moves.
    private static double[] Averages(Random random, int days)
    {
        double[] noise = [.. Enumerable.Range(0, days + 30).Select(_ => Normal(random))];
        return [.. Enumerable.Range(0, days).Select(i => Math.Clamp(60 + (noise.AsSpan(i, 30).ToArray().Sum() * 0.9), 0, 100))];
    }

    private static double[] Follow(int days, double start, Func<double, double> next, Func<int, double>? noise = null)
    {
        var (values, x) = (new double[days], start);
        for (var i = 0; i < days; i++) values[i] = Math.Clamp((x = next(x)) + (noise?.Invoke(i) ?? 0), 0, 100);
        return values;
    }

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
