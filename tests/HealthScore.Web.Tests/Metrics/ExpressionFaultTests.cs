using HealthScore.Domain.Metrics;
using HealthScore.Domain.Metrics.Calculated;
using HealthScore.Web.Metrics;

namespace HealthScore.Web.Tests.Metrics;

public sealed class ExpressionFaultTests
{
    private static readonly Dictionary<string, Metric> Catalogue = new() { ["logins"] = new("logins", "Logins", MetricKind.Count), ["seats"] = new("seats", "Seats", MetricKind.Gauge) };

    [Theory]
    [InlineData("loginz + rolling(seatz, 7, sum) + seats", "<mark>loginz</mark> + rolling(<mark>seatz</mark>, 7, sum) + seats")]
    [InlineData("logins / seats", "<mark>logins / seats</mark>")]
    [InlineData("(logins + 1) * (logins * logins)", "(logins + <mark>1</mark>) * <mark>(logins * logins)</mark>")]
    [InlineData("logins +", "logins +<mark> </mark>")]
    [InlineData("logins", "")]
    public async Task EverythingThatIsWrong_IsMarked_AndTheTextStaysWhole(string text, string marked)
    {
        var html = await Rendering.HtmlAsync<ExpressionFault>(("Text", text), ("Problems", CheckedExpression.Of(text, Catalogue, "new").Problems));
        html.Replace("\n", "", StringComparison.Ordinal).Trim().Should().Be(marked.Length == 0 ? "" : $"<pre class=\"expression-fault\"><code>{marked}</code></pre>");
    }
}
