using System.Globalization;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>What a waterfall shows adds up, whatever was rounded on the way.</summary>
public sealed class WaterfallTests
{
    private static readonly CultureInfo s_english = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void WorkedExample_AddsUp()
    {
        var fall = Waterfall.Of(58.59, 50, [R(-8.72, CauseKind.Override), R(-2.49), R(-0.71), R(3.33, CauseKind.Data)], s_english);
        (fall.Before, fall.After, fall.Change).Should().Be((58.6, 50, -8.6));
        fall.Steps.Select(s => s.Points).Should().Equal(-8.7, -2.5, -0.7, 3.3);
        fall.Steps.Select(s => s.To).Should().Equal(49.9, 47.4, 46.7, 50);
    }

    [Fact]
    public void SmallCauses_ArePutTogether_AndNothingIsLost()
    {
        var many = Waterfall.Of(50, 62, [.. Enumerable.Range(0, 12).Select(_ => R(1))], s_english);
        many.Steps.Should().HaveCount(9);
        (many.Steps[^1].Text, many.Steps[^1].Points, many.Steps[^1].Kind).Should().Be(("4 smaller causes together", 4, null));
        var tiny = Waterfall.Of(59.94, 59.95, [], s_english);
        tiny.Steps.Should().ContainSingle().Which.Points.Should().Be(0.1);
        Waterfall.Of(59.94, 59.94, [], s_english).Steps.Should().BeEmpty();
    }

    [Fact]
    public void AnyChange_AddsUpStepByStep()
    {
        var random = new Random(8);
        for (var round = 0; round < 2000; round++)
        {
            double[] points = [.. Enumerable.Range(0, random.Next(0, 14)).Select(_ => Math.Pow(random.NextDouble(), 3) * (random.Next(2) == 0 ? 20 : -20))];
            var before = Math.Round(random.NextDouble() * 100, 2);
            var after = Math.Round(before + points.Sum(), 2);
            var fall = Waterfall.Of(before, after, [.. points.Where(p => Math.Abs(p) >= 0.005).Select(p => R(p))], s_english);

            var at = Tenths(fall.Before);
            foreach (var step in fall.Steps)
            {
                Tenths(step.From).Should().Be(at);
                at += Tenths(step.Points);
                Tenths(step.To).Should().Be(at);
            }

            at.Should().Be(Tenths(fall.After));
        }
    }

    private static long Tenths(double shown)
    {
        shown.Should().Be(Math.Round(shown, 1), "no more is shown than one decimal");
        return (long)Math.Round(shown * 10);
    }

    private static Reason R(double points, CauseKind kind = CauseKind.Input) => new("x", points, kind);
}
