using HealthScore.Domain.Reports;
using HealthScore.Engine.Reports;
using HealthScore.Web.Reports;

namespace HealthScore.Web.Tests.Reports;

public sealed class ReportUrlTests
{
    [Fact]
    public void Address_ReadAndWritten_IsTheSame()
    {
        var unread = new List<string>();
        var url = ReportUrl.Parse("2026-01", "2026-11", 3, "arr", unread);
        url.Page.Should().Be("/reports?from=2026-01&to=2026-11&segment=3&measure=arr");
        url.Trends(ReportFormat.Xlsx).Should().Be("/reports/trends.xlsx?from=2026-01&to=2026-11&segment=3");
        ReportUrl.Scores(Month.Of(new(2026, 2, 3)), ReportFormat.Csv).Should().Be("/reports/scores.csv?month=2026-02");
        unread.Should().BeEmpty();
    }

    [Fact]
    public void Address_WithoutAnything_ShowsTheUsual() => new ReportUrl().Page.Should().Be("/reports");

    [Fact]
    public void Months_TheOtherWayRound_AreSwapped() =>
        ReportUrl.Parse("2026-11", "2026-01", null, null, []).InOrder.Page.Should().Be("/reports?from=2026-01&to=2026-11");

    [Fact]
    public void Month_ThatIsNone_IsNamed()
    {
        var unread = new List<string>();
        ReportUrl.Parse("Jan", null, null, null, unread).From.Should().BeNull();
        unread.Should().Equal("“Jan” is not a month. Write it as 2026-01.");
    }
}
