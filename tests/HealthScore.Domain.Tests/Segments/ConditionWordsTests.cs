using System.Globalization;
using HealthScore.Domain.Segments;
using static HealthScore.Domain.Tests.Segments.Asking;

namespace HealthScore.Domain.Tests.Segments;

public sealed class ConditionWordsTests
{
    private static readonly ConditionWords s_words = new(Catalogue, CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("""{"all":[]}""", "every account")]
    [InlineData("""{"all":[{"field":"arr","op":">=","value":100000},{"metric":"logins","aggregation":"mean","window":30,"op":"<","value":5}]}""", "ARR is at least 100,000 and logins, mean of 30 days, is below 5")]
    [InlineData("""{"all":[{"any":[{"attribute":"Region","is":["EMEA","APAC"]},{"list":"Lighthouse","yes":true}]},{"not":{"field":"renewal","within_next":90}}]}""",
        "(Region is EMEA or APAC or is on the list Lighthouse) and not (renewal is within the next 90 days)")]
    [InlineData("""{"field":"owner","is":["ana@example.org"]}""", "owner is Ana Costa")]
    [InlineData("""{"field":"name","contains":["bank"]}""", "name contains “bank”")]
    [InlineData("""{"field":"start","more_than_ago":1}""", "start is more than 1 day ago")]
    [InlineData("""{"attribute":"Signed","on_or_after":"2024-01-31"}""", "Signed is 01/31/2024 or later")]
    [InlineData("""{"attribute":"Beta","yes":false}""", "Beta is no")]
    [InlineData("""{"list":"Lighthouse","yes":false}""", "is not on the list Lighthouse")]
    [InlineData("""{"derived":"nps","window":90,"known":false}""", "NPS, mean of 90 days, has no data")]
    [InlineData("""{"field":"owner","known":false}""", "owner is not known")]
    [InlineData("""{"milestone":"First value","yes":true}""", "milestone First value is done")]
    public void Condition_ReadsAsASentence(string json, string words) => s_words.Of(Read(json)).Should().Be(words);

    [Fact]
    public void Answers_AreSaidAsPeopleWriteThem()
    {
        Actual(new FieldSubject(AccountField.Arr)).Should().Be("84,000");
        Actual(new FieldSubject(AccountField.Renewal)).Should().Be("07/20/2025, 35 days ahead");
        Actual(new FieldSubject(AccountField.Owner)).Should().Be("Ana Costa");
        Actual(new FieldSubject(AccountField.Churned)).Should().Be("not known");
        Actual(new MeasureSubject(Logins)).Should().Be("4.5");
        Actual(new MeasureSubject(Nps)).Should().Be("no data");
        Actual(new ListSubject("Lighthouse")).Should().Be("yes");
    }

    private static string Actual(Subject subject) => s_words.Of(Answers.Of(subject, Acme), subject, Today);
}
