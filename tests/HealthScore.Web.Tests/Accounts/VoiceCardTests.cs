using HealthScore.Engine.Accounts;
using HealthScore.Web.Accounts;

namespace HealthScore.Web.Tests.Accounts;

public sealed class VoiceCardTests
{
    private static readonly DateOnly Day = new(2026, 5, 1);

    [Theory]
    [InlineData(true, "Ada:9")]
    [InlineData(true, "Ada:9 Ben:10 Cy:2")]
    [InlineData(true, "Ada:10 Ada:3")]
    [InlineData(false, "Ada:3 Ada:10")]
    [InlineData(false, "Ada:9 Ben:6")]
    [InlineData(false, "Ada:8")]
    public async Task Promoters_AreSpokenOf_WhereTheyOutnumberTheOthers_ByTheirLatestWord(bool said, string newestFirst)
    {
        var answers = newestFirst.Split(' ').Select((a, i) => new AnswerLine("nps", a.Split(':')[0], Day.AddDays(-i), double.Parse(a.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        var html = await Rendering.HtmlAsync<VoiceCard>(("Answers", answers), ("Referrals", Array.Empty<DateOnly>()));
        html.Contains("They say they would recommend us", StringComparison.Ordinal).Should().Be(said);
        html.Should().Contain("referred nobody");
    }
}
