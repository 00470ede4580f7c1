using HealthScore.Domain.Metrics;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Web.Data;

namespace HealthScore.Web.Tests.Data;

public sealed class MappingEditsTests
{
    private static readonly FileProfile File = new("usage.csv", 1, "utf-8, comma",
        [new("who", FieldType.Text, ["A"]), new("when", FieldType.Day, []), new("what", FieldType.Text, []), new("Logins (week)", FieldType.Number, []), new("4th", FieldType.Number, [])]);

    private static readonly ImportMapping Wide = new()
    {
        Fields = new Dictionary<string, FieldSource> { ["account"] = new() { Column = "who" }, ["day"] = new() { Column = "when", PlusDays = 6 } },
        Metrics = new Dictionary<string, MetricColumn> { ["logins_week"] = new() { Column = "Logins (week)" } },
        Skip = new Dictionary<string, string[]> { ["what"] = ["test"] },
    };

    [Fact]
    public void Column_OfAField_KeepsWhatOnlyAMappingFileSays()
    {
        var changed = Wide.WithColumn("day", "what");
        changed.Fields["day"].Should().Be(new FieldSource { Column = "what", PlusDays = 6 });
        changed.Skip.Should().BeSameAs(Wide.Skip);
    }

    [Fact]
    public void Column_TakenByAField_IsNoLongerAMetric() =>
        Wide.WithColumn("id", "Logins (week)").Metrics.Should().BeEmpty();

    [Fact]
    public void Column_TakenAway_LeavesTheFieldOut() =>
        Wide.WithColumn("day", null).Fields.Keys.Should().Equal("account");

    [Fact]
    public void Metric_Taken_GetsAKeyThatIsValidAndFree()
    {
        var changed = Wide.WithMetric("4th", true).WithKey("metric_4th", "logins").WithMetric("logins week", true);
        changed.Metrics.Keys.Should().Equal("logins_week", "logins", "logins_week_2");
        changed.WithMetric("4th", false).Metrics.Keys.Should().Equal("logins_week", "logins_week_2");
    }

    [Fact]
    public void Key_ThatAnotherMetricHas_IsNotTaken()
    {
        var two = Wide.WithMetric("4th", true);
        two.WithKey("metric_4th", "logins_week").Should().BeSameAs(two);
    }

    [Fact]
    public void Metric_Changed_LeavesTheOthers() =>
        Wide.WithCountOfRows(true).With("logins_week", m => m with { Kind = MetricKind.Gauge }).Metrics.Values.Should().Equal(
            new MetricColumn { Column = "Logins (week)", Kind = MetricKind.Gauge }, new MetricColumn { Value = "count of rows" });

    [Fact]
    public void WideFile_MadeLong_TakesLikelyColumnsAndBackAgain()
    {
        var changed = Wide.AsLong(File);
        changed.IsLong().Should().BeTrue();
        changed.Metrics.Should().BeEmpty();
        changed.Fields.ToDictionary(f => f.Key, f => f.Value.Column).Should().Equal(new Dictionary<string, string?> { ["account"] = "who", ["day"] = "when", ["metric"] = "what", ["value"] = "Logins (week)" });
        changed.AsWide(File).Metrics.Values.Select(m => m.Column).Should().Equal("Logins (week)", "4th");
    }

    [Fact]
    public void LongFile_WithoutAColumnForItsValue_StaysLong() =>
        Wide.AsLong(File).WithColumn("value", null).WithColumn("metric", null).IsLong().Should().BeTrue();

    [Fact]
    public void UnknownMetrics_Created_GetTheirKindByTheirValues()
    {
        var changed = Wide.WithUnknownMetrics(WhenUnknown.Create);
        changed.NewMetrics.Should().Be(new NewMetrics { Kind = NewMetricKind.Guess });
        MappingJson.Read(MappingJson.Write(changed)).Value.Should().BeEquivalentTo(changed);
    }
}
