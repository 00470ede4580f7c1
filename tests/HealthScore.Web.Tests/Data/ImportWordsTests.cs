using HealthScore.Engine.Ingest.Problems;
using HealthScore.Web.Data;

namespace HealthScore.Web.Tests.Data;

public sealed class ImportWordsTests
{
    [Theory]
    [InlineData(ProblemReason.AmbiguousDates)]
    [InlineData(ProblemReason.AmbiguousDecimals)]
    [InlineData(ProblemReason.UnknownAccount)]
    [InlineData(ProblemReason.UnknownMetric)]
    [InlineData(ProblemReason.UnknownName)]
    public void ProblemThatThePageAsksAbout_PointsToTheQuestion_NotToTheMappingsJson(ProblemReason reason) =>
        new Problem(2, "a", "b", reason, "Say in the mapping: \"x\": \"y\".").OnceAsked().Should().Contain("the question above").And.NotContain("\"");

    [Fact]
    public void OtherProblem_SaysWhatItSays() =>
        new Problem(2, "a", "soon", ProblemReason.NotADate, "This is not a date.").OnceAsked().Should().Be("This is not a date.");
}
