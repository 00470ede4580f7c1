using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;

namespace HealthScore.Domain.Tests.Segments;

public sealed class ConditionJsonTests
{
    [Theory]
    [InlineData("""{"all":[]}""")]
    [InlineData("""{"all":[{"field":"arr","op":">=","value":100000},{"any":[{"attribute":"Region","is":["EMEA","APAC"]},{"not":{"list":"Lighthouse","yes":true}}]}]}""")]
    [InlineData("""{"metric":"logins","aggregation":"ratio","window":30,"by":"seats","op":"<","value":0.5}""")]
    [InlineData("""{"derived":"nps","window":90,"known":false}""")]
    [InlineData("""{"derived":"days_to_renewal","op":"<=","value":90}""")]
    [InlineData("""{"field":"renewal","within_next":90}""")]
    [InlineData("""{"attribute":"Signed","on_or_after":"2024-01-31"}""")]
    [InlineData("""{"milestone":"First value","yes":true}""")]
    public void Write_GivesBackWhatWasRead(string json) => ConditionJson.Write(Asking.Read(json)).Should().Be(json);

    [Theory]
    [InlineData("""{"field":"score","op":">","value":1}""", "field")]
    [InlineData("""{"all":[{"field":"arr","op":"~","value":1}]}""", "all[0]")]
    [InlineData("""{"any":[{"field":"arr","op":">"}]}""", "any[0].value")]
    [InlineData("""{"not":{"attribute":"Region","is":"EMEA"}}""", "not.is")]
    [InlineData("""{"attribute":"Region","is":[1]}""", "is[0]")]
    [InlineData("""{"attribute":"Beta","yes":"maybe"}""", "yes")]
    [InlineData("""{"field":"start","on_or_after":"31.1.2024"}""", "on_or_after")]
    [InlineData("""{"field":"arr","op":">","value":1,"band":"red"}""", "band")]
    [InlineData("""{"field":"arr","op":">","value":1,"within_next":3}""", "op")]
    public void Read_SaysWhereItIsWrong(string json, string field) => ConditionJson.Read(json).Errors.Should().Contain(e => e.Field == field);

    [Fact]
    public void Read_WhatIsNoJson_IsRefused() => ConditionJson.Read("ARR > 5").Errors.Single().Code.Should().Be("not_json");

    [Fact]
    public void RandomConditions_ComeBackAsTheyWere()
    {
        for (var seed = 1; seed <= 500; seed++)
        {
            var condition = RandomConditions.Of(new Random(seed));
            var json = ConditionJson.Write(condition);
            var read = Asking.Read(json);
            ConditionJson.Write(read).Should().Be(json);
            read.Holds(Asking.Acme).Should().Be(condition.Holds(Asking.Acme));
            condition.Explain(Asking.Acme).Holds.Should().Be(condition.Holds(Asking.Acme));
            new Not(condition).Holds(Asking.Acme).Should().Be(!condition.Holds(Asking.Acme));
            ConditionCheck.Of(condition, Asking.Catalogue).Should().BeEmpty(json);
        }
    }
}

internal static class RandomConditions
{
    public static Condition Of(Random random, int depth = 3) => random.Next(depth == 0 ? 1 : 4) switch
    {
        1 => new AllOf(Parts(random, depth)),
        2 => new AnyOf(Parts(random, depth)),
        3 => new Not(Of(random, depth - 1)),
        _ => Question(random),
    };

    private static Condition[] Parts(Random random, int depth) => [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Of(random, depth - 1))];

    private static Question Question(Random random)
    {
        Subject[] subjects =
        [
            .. new[] { AccountField.Name, AccountField.ExternalId, AccountField.Owner, AccountField.Arr, AccountField.Start, AccountField.Renewal, AccountField.Churned }.Select(f => new FieldSubject(f)),
            new AttributeSubject("Region"), new AttributeSubject("Sites"), new AttributeSubject("Signed"), new AttributeSubject("Beta"),
            new ListSubject("Lighthouse"), new MeasureSubject(Asking.Logins), new MeasureSubject(Asking.Nps),
        ];
        var subject = subjects[random.Next(subjects.Length)];
        if (subject is not ListSubject && random.Next(5) == 0) return new(subject, new KnownTest(random.Next(2) == 0));
        return new(subject, Asking.Catalogue.KindOf(subject) switch
        {
            AttributeKind.Text => new TextTest((TextMatch)random.Next(1, 4), [.. Enumerable.Range(0, random.Next(1, 3)).Select(_ => "aB\"ü<".Substring(random.Next(4), 1))]),
            AttributeKind.Number => new NumberTest((Comparison)random.Next(1, 6), Math.Round(random.NextDouble() * 200000, random.Next(4))),
            AttributeKind.Day when random.Next(2) == 0 => new DayTest(random.Next(2) == 0, Asking.Today.AddDays(random.Next(-500, 500))),
            AttributeKind.Day => new NearTest((NearMatch)random.Next(1, 5), random.Next(500)),
            _ => new YesTest(random.Next(2) == 0),
        });
    }
}
