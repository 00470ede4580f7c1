using HealthScore.Domain.Metrics;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Values;

namespace HealthScore.Engine.Tests.Ingest.Mapping;

public sealed class MappingJsonTests
{
    [Fact]
    public void Mapping_InBothForms_IsRead()
    {
        var mapping = MappingJson.Read("""
            {
              // weekly figures
              "dates": "day-first",
              "fields": { "account": "account_id", "day": { "column": "week", "plus_days": 6 } },
              "metrics": { "logins": "Logins", "tickets": { "value": "count of rows", "kind": "count", "repeats": "sum" } },
              "skip": { "is_trial": "TRUE", "plan": ["free", "test"] },
              "new_metrics": { "kind": "gauge", "freshness": 8 },
            }
            """).Value!;
        mapping.Dates.Should().Be(DateOrder.DayFirst);
        mapping.Fields["account"].Column.Should().Be("account_id");
        mapping.Fields["day"].PlusDays.Should().Be(6);
        mapping.Metrics["logins"].Column.Should().Be("Logins");
        mapping.Metrics["tickets"].Kind.Should().Be(MetricKind.Count);
        mapping.Skip["plan"].Should().Equal("free", "test");
        mapping.NewMetrics!.Kind.Should().Be(NewMetricKind.Gauge);
        MappingCheck.Of(mapping, ImportKind.Readings).Should().BeEmpty();
        MappingJson.Write(MappingJson.Read(MappingJson.Write(mapping)).Value!).Should().Be(MappingJson.Write(mapping));
    }

    [Fact]
    public void Null_LeavesItToTheFile() =>
        MappingJson.Read("""{ "delimiter": null, "dates": null, "decimal": null, "join": null, "unknown_accounts": null }""").Value.Should().BeEquivalentTo(new ImportMapping());

    [Theory]
    [InlineData("""{ "field": {} }""", "field")]
    [InlineData("""{ "fields": { "day": { "colum": "x" } } }""", "fields.day.colum")]
    [InlineData("""{ "metrics": { "logins": { "colunm": "x" } } }""", "metrics.logins.colunm")]
    [InlineData("""{ "join": { "with": "x" } }""", "join.with")]
    public void Key_ThatNobodyKnows_IsNamed(string json, string key)
    {
        var error = MappingJson.Read(json).Errors.Should().ContainSingle().Subject;
        error.Code.Should().Be("mapping_invalid");
        error.Message.Should().Contain($"\"{key}\"").And.Contain("Possible there: ");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("""{ "dates": "guess" }""")]
    [InlineData("""{ "dates": 1 }""")]
    [InlineData("""{ "fields": { "arr": { "column": "x", "multiply": "twelve" } } }""")]
    [InlineData("""{ "fields": null }""")]
    [InlineData("""{ "fields": { "account": null } }""")]
    [InlineData("""{ "metrics": { "logins": null } }""")]
    [InlineData("""{ "skip": { "plan": null } }""")]
    [InlineData("""{ "only": { "plan": [null] } }""")]
    [InlineData("""{ "join": { "file": null, "key": "k", "take": [] } }""")]
    [InlineData("""{ "join": { "file": "f", "key": "k", "take": [null] } }""")]
    [InlineData("""{ "fields": """)]
    public void Json_ThatIsNoMapping_IsRefused(string json) =>
        MappingJson.Read(json).Errors.Should().ContainSingle().Which.Code.Should().Be("mapping_invalid");

    [Theory]
    [InlineData(ImportKind.Accounts, """{ "fields": { "name": "n" } }""", "fields.account")]
    [InlineData(ImportKind.Accounts, """{ "fields": { "account": "a", "day": "d" } }""", "fields.day")]
    [InlineData(ImportKind.Accounts, """{ "fields": { "account": { } } }""", "fields.account")]
    [InlineData(ImportKind.Accounts, """{ "fields": { "account": { "column": "a", "multiply": 2 } } }""", "fields.account")]
    [InlineData(ImportKind.Accounts, """{ "kind": "readings", "fields": { "account": "a" } }""", "kind")]
    [InlineData(ImportKind.Accounts, """{ "fields": { "account": "a" }, "repeats": "sum" }""", "repeats")]
    [InlineData(ImportKind.Accounts, """{ "fields": { "account": "a" }, "metrics": { "m": "m" } }""", "metrics")]
    [InlineData(ImportKind.Readings, """{ "fields": { "account": "a", "day": "d" } }""", "metrics")]
    [InlineData(ImportKind.Readings, """{ "fields": { "account": "a", "day": "d", "value": "v" }, "metrics": { "m": "m" } }""", "metrics")]
    [InlineData(ImportKind.Readings, """{ "fields": { "account": "a", "day": "d" }, "metrics": { "Log ins": "m" } }""", "metrics.Log ins")]
    [InlineData(ImportKind.Readings, """{ "fields": { "account": "a", "day": "d" }, "metrics": { "m": { "value": "sum" } } }""", "metrics.m")]
    [InlineData(ImportKind.Contacts, """{ "fields": { "account": "a" } }""", "fields")]
    [InlineData(ImportKind.Contacts, """{ "fields": { "account": "a", "mail": "m" }, "join": { "file": "../x", "key": "k", "take": "t" } }""", "")]
    [InlineData(ImportKind.Contacts, """{ "fields": { "account": "a", "mail": "m" }, "join": { "file": "../x", "key": "k", "take": ["t"] } }""", "join.file")]
    [InlineData(ImportKind.Contacts, """{ "fields": { "account": "a", "mail": "m" }, "delimiter": "::" }""", "delimiter")]
    [InlineData(ImportKind.Contacts, """{ "fields": { "account": "a", "mail": "m" }, "decimal": ";" }""", "decimal")]
    public void Mapping_ThatMakesNoSense_IsRefusedWhereItIsWrong(ImportKind kind, string json, string place)
    {
        var read = MappingJson.Read(json);
        if (place.Length == 0) read.IsOk.Should().BeFalse();
        else MappingCheck.Of(read.Value!, kind).Should().ContainSingle().Which.Field.Should().Be(place);
    }
}
