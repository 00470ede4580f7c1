using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;

namespace HealthScore.Domain.Tests.Segments;

/// <summary>Accounts and conditions to ask in tests.</summary>
internal static class Asking
{
    public static readonly DateOnly Today = new(2025, 6, 15);
    public static readonly MetricSource Logins = new("logins", Aggregation.Mean, 30);
    public static readonly DerivedSource Nps = new(DerivedMeasure.Nps, 90);

    public static readonly ConditionCatalogue Catalogue = new()
    {
        Metrics = new Dictionary<string, Metric> { ["logins"] = new("logins", "Logins", MetricKind.Count) },
        Attributes = new Dictionary<string, AttributeKind>(StringComparer.OrdinalIgnoreCase)
        {
            ["Region"] = AttributeKind.Text, ["Sites"] = AttributeKind.Number, ["Signed"] = AttributeKind.Day, ["Beta"] = AttributeKind.YesNo,
        },
        Owners = new Dictionary<string, string> { ["ana@example.org"] = "Ana Costa" },
        Lists = ["Lighthouse"],
    };

    public static readonly ConditionFacts Acme = new()
    {
        Day = Today, Name = "Acme Bank", ExternalId = "A-1", Owner = "ana@example.org", Arr = 84000, Start = Today.AddDays(-400), Renewal = Today.AddDays(35),
        Attributes = new Dictionary<string, AttributeValue>(StringComparer.OrdinalIgnoreCase)
        {
            ["Region"] = AttributeValue.Of("EMEA"), ["Sites"] = AttributeValue.Of(3.0), ["Signed"] = AttributeValue.Of(new DateOnly(2024, 1, 31)), ["Beta"] = AttributeValue.Of(true),
        },
        Lists = new HashSet<string> { "Lighthouse" },
        Measures = new(new Dictionary<MeasureSource, int> { [Logins] = 0, [Nps] = 1 }, [MeasureValue.Of(4.5), MeasureValue.Missing]),
    };

    public static Condition Field(AccountField field, Test test) => new Question(new FieldSubject(field), test);

    public static Condition Attribute(string name, Test test) => new Question(new AttributeSubject(name), test);

    public static Condition Measure(MeasureSource source, Test test) => new Question(new MeasureSubject(source), test);

    public static Condition Arr(Comparison comparison, double value) => Field(AccountField.Arr, new NumberTest(comparison, value));

    public static Condition Is(string attribute, params string[] values) => Attribute(attribute, new TextTest(TextMatch.Is, values));

    public static Condition Read(string json) => ConditionJson.Read(json) is { IsOk: true } read ? read.Value! : throw new ArgumentException("no condition", nameof(json));
}
