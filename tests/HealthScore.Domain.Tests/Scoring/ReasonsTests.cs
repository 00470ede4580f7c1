using System.Globalization;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Scoring;

/// <summary>Every kind of cause in words, and nothing that the numbers do not say.</summary>
public sealed class ReasonsTests
{
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en-GB");

    [Theory]
    [InlineData(100.0, 38.0, "", "Logins fell 62 % to 38")]
    [InlineData(20.0, 30.0, "seats", "Logins rose 50 % to 30 seats")]
    [InlineData(40.0, 12.5, "%", "Logins fell from 40 to 12.5 %")]
    [InlineData(3.0, 41.0, "days", "Logins rose from 3 to 41 days")]
    [InlineData(0.0, 7.0, "", "Logins rose from 0 to 7")]
    [InlineData(1.0, 900.0, "", "Logins rose from 1 to 900")]
    [InlineData(-2.0, 5.0, "", "Logins rose from −2 to 5")]
    [InlineData(5.0, 5.0, "", "Logins stayed at 5")]
    public void Input_IsToldByItsValues(double before, double after, string unit, string words) =>
        One(new WhyItMoved(-3, 0, 0, [new("logins", -3)], 0), before, after, unit).Should().Be(words);

    [Fact]
    public void Data_IsToldByTheMeasuresThatCameOrWent()
    {
        One(new WhyItMoved(-3, 0, -3, [], 0), 4, null).Should().Be("No data any more for Logins");
        One(new WhyItMoved(3, 0, 3, [], 0), null, 4).Should().Be("Data is there again for Logins");
        One(new WhyItMoved(3, 0, 3, [], 0), 4, 4).Should().Be("Measures weigh differently since data came or went");
    }

    [Fact]
    public void Model_TellsAnotherVersionFromAnotherModel()
    {
        Reasons.Of(new(5, 5, 0, [], 0), Moves(1, 1), new([], []), isOtherModel: false, English)[0].Text.Should().Be("A new version of the model weighs things differently");
        Reasons.Of(new(5, 5, 0, [], 0), Moves(1, 1), new([], []), isOtherModel: true, English)[0].Text.Should().Be("Another model applies since segment or stage changed");
    }

    [Theory]
    [InlineData("", "champion left: at most 60", "Now in force: champion left: at most 60")]
    [InlineData("champion left: at most 60", "", "No longer in force: champion left: at most 60")]
    [InlineData("champion left: at most 60", "champion left: at most 60", "Still in force: champion left: at most 60")]
    public void Override_NamesWhatCameOrWent(string before, string now, string words) =>
        Reasons.Of(new(-20, 0, 0, [], -20), Moves(1, 1), new(List(before), List(now)), false, English)[0].Text.Should().Be(words);

    [Fact]
    public void Causes_StandStrongestFirstInTheDirectionOfTheChange_AndTheSmallestAreLeftOut()
    {
        var why = new WhyItMoved(-6, 1, 0, [new("logins", -9)], 2.004);
        var reasons = Reasons.Of(why with { Data = 0.004 }, Moves(10, 1), new(["x"], []), false, English);
        reasons.Select(r => r.Points).Should().Equal(-9, 1, 2.004);
    }

    [Fact]
    public void Numbers_AreWrittenAsTheReaderWritesThem() =>
        Reasons.Of(new(-3, 0, 0, [new("logins", -3)], 0), Moves(40, 12.5, "%"), new([], []), false, CultureInfo.GetCultureInfo("de-DE"))[0].Text
            .Should().Be("Logins fell from 40 to 12,5 %");

    private static string One(WhyItMoved why, double? before, double? after, string unit = "") =>
        Reasons.Of(why, Moves(before, after, unit), new([], []), false, English).Should().ContainSingle().Subject.Text;

    private static Dictionary<string, MeasureMove> Moves(double? before, double? after, string unit = "") => new() { ["logins"] = new("Logins", unit, before, after) };

    private static List<string> List(string text) => text.Length == 0 ? [] : [text];
}
