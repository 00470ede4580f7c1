using System.Globalization;
using HealthScore.Domain.Scoring;
using static HealthScore.Domain.Tests.Scoring.Given;

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
    [InlineData(1000.0, 996.0, "seats", "Logins fell from 1,000 to 996 seats")]
    [InlineData(45.14, 45.11, "%", "Logins fell from 45.14 to 45.11 %")]
    [InlineData(2.0, 1.0, "seats", "Logins fell 50 % to 1 seat")]
    [InlineData(3.0, 0.0, "seats", "Logins fell from 3 to 0 seats")]
    public void Input_IsToldByItsValues(double before, double after, string unit, string words) =>
        One(new WhyItMoved(-3, 0, 0, [new("logins", -3)], 0), before, after, unit).Should().Be(words);

    [Theory]
    [InlineData("a=80 b=50", "a=80", "No data any more for B")]
    [InlineData("a=80", "a=80 b=50", "Data is there now for B")]
    [InlineData("a=80 b=50", "a=80 c=60", "Data is there for C, no longer for B")]
    public void Data_IsToldByTheMeasuresThatCameOrWent(string before, string now, string words) =>
        Of(Model(Measure("a"), Measure("b"), Measure("c")), before, now).Should().Equal(words);

    [Fact]
    public void Data_ThatWeighsDifferentlyWithoutHavingComeOrGone_NamesNothing() =>
        One(new WhyItMoved(3, 0, 3, [], 0), 4, 4).Should().Be("Measures weigh differently since data came or went");

    [Theory]
    [InlineData("a=50 b=80", "a=90 b=30", "Value is the worst dimension now, before it was Use", "B fell 63 % to 30")]
    [InlineData("a=50 b=60", "a=40 b=60", "A fell 20 % to 40")]
    [InlineData("a=50 b=20", "a=50", "Use is the worst dimension now, before it was Value; No data any more for B")]
    // What came or went in a dimension that gives the score on neither day moved nothing, and is not named.
    [InlineData("a=50 b=60 c=90", "a=40 b=60", "A fell 20 % to 40")]
    public void SideBySide_TellsAnotherWorstDimensionFromData(string before, string now, params string[] words) =>
        Of(Model(Dimension("Use", 1, Measure("a")), Dimension("Value", 1, Measure("b")), Dimension("Rest", 1, Measure("c"))) with { Method = ScoringMethod.SideBySide }, before, now)
            .Should().BeEquivalentTo(words);

    [Fact]
    public void SideBySide_WithinTheSameWorstDimension_IsToldByData() =>
        Of(Model(Dimension("Use", 1, Measure("a"), Measure("b")), Dimension("Value", 1, Measure("c"))) with { Method = ScoringMethod.SideBySide }, "a=40 b=60 c=90", "a=40 c=90")
            .Should().Equal("No data any more for B");

    [Theory]
    [InlineData("a=80 b=80", "a=80 b=50", "Short of target now: B at 50")]
    [InlineData("a=80 b=50", "a=80 b=75", "No longer short of target: B at 75")]
    [InlineData("a=80 b=75", "a=80", "Short of target now: B without data")]
    public void AllOrNone_NamesTheTargetsThatWereMetOrMissed(string before, string now, string words) =>
        Of(Model(Measure("a", target: 70), Measure("b", missing: MissingPolicy.Zero, target: 70)) with { Method = ScoringMethod.AllOrNone }, before, now).Should().Equal(words);

    [Fact]
    public void AllOrNone_WithMeasuresThatChangedPlaces_NamesBoth() =>
        Reasons.Of(
            new(-1, 0, -1, [], 0) { Before = new(null, ["logins"]), Now = new(null, ["seats"]) },
            new Dictionary<string, MeasureMove> { ["logins"] = new("Logins", "", 1, 9), ["seats"] = new("Seats", "%", 80, 20) }, new([], []), default, English)[0].Text
            .Should().Be("Short of target now: Seats at 20 %; no longer: Logins at 9");

    [Theory]
    [InlineData(1, 1, "A new version of the model scores the same values differently")]
    [InlineData(2, 2, "Another model applies since the segment changed")]
    [InlineData(3, 3, "Another model applies since the stage changed")]
    [InlineData(4, 4, "Another model applies since segment and stage changed")]
    // A more specific model was published; or the account moved while the models are for all segments.
    [InlineData(2, 1, "Another model now scores the accounts of this segment and stage")]
    [InlineData(5, 2, "Another model now scores the accounts of this segment and stage")]
    public void Model_IsToldByWhatChanged(int model, int account, string words)
    {
        var before = new ScoredBy(Of(1), 1, 1);
        (int?, int?)[] places = [(1, 1), (2, 1), (1, 2), (2, 2)];
        var (segment, stage) = places[account - 1];
        Reasons.Of(new(5, 5, 0, [], 0), Moves(1, 1), new([], []), ModelMove.Of(before, new(Of(model), segment, stage)), English)[0].Text.Should().Be(words);

        static ScoringModel Of(int id)
        {
            var scope = id switch { 1 or 5 => (Segment: (int?)null, Stage: (int?)null), 2 => (2, null), 3 => (null, 2), _ => (2, 2) };
            var model = new ScoringModel(ScoreKind.Health, scope.Segment, scope.Stage, "A model");
            typeof(ScoringModel).GetProperty(nameof(ScoringModel.Id))!.SetValue(model, id);
            return model;
        }
    }

    [Theory]
    [InlineData("", "champion left: at most 60", "Now in force: champion left: at most 60")]
    [InlineData("champion left: at most 60", "", "No longer in force: champion left: at most 60")]
    [InlineData("champion left: at most 60", "champion left: at most 60", "Still in force: champion left: at most 60")]
    [InlineData("a person's override to 50", "a person's override to 30", "Now in force: a person's override to 30; no longer: a person's override to 50")]
    [InlineData("", "", "Rules and overrides")]
    public void Override_NamesWhatCameOrWent(string before, string now, string words) =>
        Reasons.Of(new(-20, 0, 0, [], -20), Moves(1, 1), new(List(before), List(now)), default, English)[0].Text.Should().Be(words);

    [Fact]
    public void Causes_StandStrongestFirstInTheDirectionOfTheChange_AndTheSmallestAreLeftOut()
    {
        var why = new WhyItMoved(-6, 1, 0, [new("logins", -9)], 2.004);
        var reasons = Reasons.Of(why with { Data = 0.004 }, Moves(10, 1), new(["x"], []), default, English);
        reasons.Select(r => r.Points).Should().Equal(-9, 1, 2.004);
    }

    [Fact]
    public void Numbers_AreWrittenAsTheReaderWritesThem() =>
        Reasons.Of(new(-3, 0, 0, [new("logins", -3)], 0), Moves(40, 12.5, "%"), new([], []), default, CultureInfo.GetCultureInfo("de-DE"))[0].Text
            .Should().Be("Logins fell from 40 to 12,5 %");

    // A change as it is scored and split, with the measures called by their letters.
    private static IEnumerable<string> Of(ModelDefinition model, string before, string now)
    {
        model = model with { MinCoverage = 0 };
        var (first, last) = (ScoreRecord.Of(Score(model, before)), ScoreRecord.Of(Score(model, now)));
        var moves = model.Dimensions.SelectMany(d => d.Measures, (d, m) => (Dimension: d.Name, m.Id)).Zip(first.Measures.Zip(last.Measures))
            .ToDictionary(m => m.First.Id, m => new MeasureMove(m.First.Id.ToUpperInvariant(), "", m.Second.First.Value, m.Second.Second.Value, m.First.Dimension));
        return Reasons.Of(WhyItMoved.Explain(first, last, ScoreKind.Health, model)!, moves, new([], []), default, English).Select(r => r.Text);
    }

    private static string One(WhyItMoved why, double? before, double? after, string unit = "") =>
        Reasons.Of(why, Moves(before, after, unit), new([], []), default, English).Should().ContainSingle().Subject.Text;

    private static Dictionary<string, MeasureMove> Moves(double? before, double? after, string unit = "") => new() { ["logins"] = new("Logins", unit, before, after) };

    private static List<string> List(string text) => text.Length == 0 ? [] : [text];
}
