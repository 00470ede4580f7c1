using HealthScore.Domain.Metrics;
using HealthScore.Domain.Metrics.Calculated;

namespace HealthScore.Domain.Tests.Metrics.Calculated;

public sealed class CheckedExpressionTests
{
    private static readonly Dictionary<string, Metric> s_catalogue = ((Metric[])
    [
        new Metric("logins", "Logins", MetricKind.Count), new Metric("api_calls", "API calls", MetricKind.Count), new Metric("min", "A key like a function's name", MetricKind.Count),
        new Metric("seats_used", "Seats used", MetricKind.Gauge), new Metric("seats_bought", "Seats bought", MetricKind.Gauge),
        new Metric("old", "Old", MetricKind.Count) { RetiredOn = new(2026, 3, 1) },
        new Metric("usage", "Usage", MetricKind.Count) { Expression = "logins + api_calls" },
        new Metric("around", "Around", MetricKind.Count) { Expression = "usage + mine" },
        new Metric("mine", "Mine", MetricKind.Count),
        new Metric("long", "Long", MetricKind.Gauge) { Expression = "rolling(logins, 300, mean)" },
        .. Enumerable.Range(1, 5).Select(i => new Metric($"level{i}", "", MetricKind.Count) { Expression = i == 1 ? "logins" : $"level{i - 1} * 2" }),
    ]).ToDictionary(m => m.Key);

    [Theory]
    [InlineData("logins + api_calls", MetricKind.Count)]
    [InlineData("logins − api_calls", MetricKind.Count)]
    [InlineData("-logins", MetricKind.Count)]
    [InlineData("0.5 * (logins + api_calls) / 3", MetricKind.Count)]
    [InlineData("min(logins, 10)", MetricKind.Count)]
    [InlineData("max(logins, api_calls, -1)", MetricKind.Count)]
    [InlineData("min + min(min, logins)", MetricKind.Count)]
    [InlineData("usage × 2", MetricKind.Count)]
    [InlineData("logins / api_calls", MetricKind.Gauge)]
    [InlineData("seats_used / seats_bought * 100", MetricKind.Gauge)]
    [InlineData("100 - seats_used ÷ seats_bought", MetricKind.Gauge)]
    [InlineData("rolling(logins, 28, sum)/seats_used", MetricKind.Gauge)]
    [InlineData("rolling(logins + api_calls, 7, mean) - rolling(logins + api_calls, 28, mean)", MetricKind.Gauge)]
    [InlineData("level4 * 2", MetricKind.Count)]
    public void Of_AnExpressionWithMeaning_TellsItsKind(string text, MetricKind kind)
    {
        var read = CheckedExpression.Of(text, s_catalogue, "mine");
        read.Problems.Should().BeEmpty();
        read.Kind.Should().Be(kind);
    }

    // What is at fault stands between « and ».
    [Theory]
    [InlineData("««", "no_expression")]
    [InlineData("logins +«»", "operand_missing")]
    [InlineData("logins + «*» api_calls", "operand_missing")]
    [InlineData("(logins + api_calls«»", "not_closed")]
    [InlineData("logins «api_calls»", "something_left")]
    [InlineData("logins + api_calls«)»", "something_left")]
    [InlineData("logins «#» 2", "unknown_sign")]
    [InlineData("2 * (logins «&» api_calls)", "unknown_sign")]
    [InlineData("«1.2.3» * logins", "not_a_number")]
    [InlineData("«average»(logins, 3)", "unknown_function")]
    [InlineData("rolling(logins«)»", "comma_missing")]
    [InlineData("rolling(logins, 28«)»", "comma_missing")]
    [InlineData("rolling(logins, «0», mean)", "bad_window")]
    [InlineData("rolling(logins, «401», mean)", "bad_window")]
    [InlineData("rolling(logins, «1.5», mean)", "bad_window")]
    [InlineData("rolling(logins, 28, «median»)", "unknown_rolling")]
    [InlineData("min(logins«)»", "comma_missing")]
    [InlineData("logins + «log_ins»", "unknown_metric")]
    [InlineData("«3 * 4»", "no_metric")]
    [InlineData("rolling(«7», 28, sum) + seats_used", "no_metric")]
    [InlineData("«logins + seats_used»", "kinds_mixed")]
    [InlineData("2 * «(logins / seats_used)»", "kinds_mixed")]
    [InlineData("«100 / logins»", "kinds_mixed")]
    [InlineData("«logins * api_calls»", "counts_multiplied")]
    [InlineData("logins + «1»", "count_and_number")]
    [InlineData("min(logins, «-1»)", "count_and_number")]
    [InlineData("max(logins, «1»)", "count_and_number")]
    [InlineData("seats_used / «0»", "division_by_zero")]
    [InlineData("logins + «old»", "retired_metric")]
    [InlineData("logins + «mine»", "circle")]
    [InlineData("logins + «around»", "circle")]
    [InlineData("«rolling(long, 200, mean)»", "too_far_back")]
    [InlineData("«level5 * 2»", "too_deep")]
    public void Of_AnExpressionWithout_PointsAtTheFault(string marked, string code)
    {
        var problem = CheckedExpression.Of(marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal), s_catalogue, "mine").Problems.Should().ContainSingle().Subject;
        problem.Code.Should().Be(code);
        if (code == "no_expression") return;
        problem.At.Should().Be(marked.IndexOf('«', StringComparison.Ordinal));
        problem.Length.Should().Be(marked.IndexOf('»', StringComparison.Ordinal) - marked.IndexOf('«', StringComparison.Ordinal) - 1);
    }

    [Theory]
    [InlineData("logns", "did you mean logins?")]
    [InlineData("Logins", "did you mean logins?")]
    [InlineData("seats_b", "did you mean seats_bought?")]
    [InlineData("revenue", "choose one of the catalogue.")]
    public void Of_AnUnknownMetric_NamesTheClosestOne(string name, string words) =>
        CheckedExpression.Of(name, s_catalogue, "mine").Problems.Single().Message.Should().EndWith(words);

    [Fact]
    public void Of_SeveralFaults_TellsThemAll() =>
        CheckedExpression.Of("nothing + old + (logins + 1)", s_catalogue, "mine").Problems.Select(p => p.Code).Should().Equal("unknown_metric", "retired_metric", "count_and_number");

    [Fact]
    public void Of_ACircle_NamesTheWayRound() =>
        CheckedExpression.Of("around", s_catalogue, "api_calls").Problems.Single().Message.Should().Contain("around → usage → api_calls");

    [Fact]
    public void Of_AnyTextAtAll_NeitherThrowsNorLoops()
    {
        var random = new Random(5);
        string[] parts = ["logins", "seats_used", "nothing", "rolling(", "min(", "(", ")", ",", "+", "-", "*", "/", "28", "0.5", "mean", "sum", "§", " "];
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 14)).Select(_ => parts[random.Next(parts.Length)]));
            var read = CheckedExpression.Of(text, s_catalogue, "mine");
            (read.Kind is null).Should().Be(read.Problems.Count > 0, text);
            read.Problems.All(p => p.At >= 0 && p.Length >= 0 && p.At + p.Length <= text.Length).Should().BeTrue(text);
        }
    }
}
