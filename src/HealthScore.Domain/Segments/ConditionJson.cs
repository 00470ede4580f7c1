using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Segments;

/// <summary>Conditions as JSON, their keys always in the same order: what is written is read back as it was.</summary>
public static class ConditionJson
{
    private const string DayFormat = "yyyy-MM-dd";

    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private static readonly JsonDocumentOptions s_reading = new() { AllowDuplicateProperties = false };

    /// <summary>A condition on one line.</summary>
    public static string Write(Condition condition)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, s_options)) Write(json, condition);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>A condition from JSON. Errors name the path at fault; whether it makes sense is for <see cref="ConditionCheck"/>.</summary>
    public static Result<Condition> Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json, s_reading);
            var root = JsonPart.Root(document.RootElement);
            var condition = Read(root);
            return root.Errors.Count == 0 ? condition : Result<Condition>.Fail(root.Errors);
        }
        catch (JsonException e)
        {
            return new Error("not_json", $"This is not JSON: {e.Message} Mend it and read it again.");
        }
    }

    private static Condition Read(JsonPart json)
    {
        Condition condition =
            json.Has("all") ? new AllOf([.. json.Objects("all").Select(Read)])
            : json.Has("any") ? new AnyOf([.. json.Objects("any").Select(Read)])
            : json.Has("not") ? new Not(Read(json.RequiredObject("not")))
            : new Question(SubjectOf(json), TestOf(json));
        json.End();
        return condition;
    }

    private static Subject SubjectOf(JsonPart json) =>
        json.Has("field") ? new FieldSubject(json.RequiredWord<AccountField>("field"))
        : json.Has("attribute") ? new AttributeSubject(json.RequiredText("attribute"))
        : json.Has("list") ? new ListSubject(json.RequiredText("list"))
        : json.Has("milestone") ? new MilestoneSubject(json.RequiredText("milestone"))
        : new MeasureSubject(SourceJson.Read(json));

    private static Test TestOf(JsonPart json)
    {
        foreach (var match in Enum.GetValues<TextMatch>())
            if (json.Has(Words.Of(match))) return new TextTest(match, json.Texts(Words.Of(match)));
        foreach (var match in Enum.GetValues<NearMatch>())
            if (json.Has(Words.Of(match))) return new NearTest(match, json.Whole(Words.Of(match)) ?? 0);
        if (json.Has("on_or_after")) return new DayTest(true, json.Day("on_or_after") ?? default);
        if (json.Has("on_or_before")) return new DayTest(false, json.Day("on_or_before") ?? default);
        if (json.Has("yes")) return new YesTest(json.Flag("yes"));
        if (json.Has("known")) return new KnownTest(json.Flag("known"));
        var comparison = Words.ComparisonOf(json.RequiredText("op"));
        if (comparison is null) json.FailHere("has an op that is none of <, <=, >, >=, =");
        return new NumberTest(comparison ?? Comparison.Less, json.RequiredNumber("value"));
    }

    private static void Write(Utf8JsonWriter json, Condition condition)
    {
        json.WriteStartObject();
        switch (condition)
        {
            case AllOf all: Write(json, "all", all.Parts); break;
            case AnyOf any: Write(json, "any", any.Parts); break;
            case Not not:
                json.WritePropertyName("not");
                Write(json, not.Part);
                break;
            case Question question:
                Write(json, question.Subject);
                Write(json, question.Test);
                break;
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string key, IReadOnlyList<Condition> parts)
    {
        json.WriteStartArray(key);
        foreach (var part in parts) Write(json, part);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, Subject subject)
    {
        switch (subject)
        {
            case FieldSubject field: json.WriteString("field", Words.Of(field.Field)); break;
            case AttributeSubject attribute: json.WriteString("attribute", attribute.Name); break;
            case ListSubject list: json.WriteString("list", list.List); break;
            case MilestoneSubject milestone: json.WriteString("milestone", milestone.Milestone); break;
            case MeasureSubject measure: SourceJson.Write(json, measure.Source); break;
        }
    }

    private static void Write(Utf8JsonWriter json, Test test)
    {
        switch (test)
        {
            case TextTest text:
                json.WriteStartArray(Words.Of(text.Match));
                foreach (var value in text.Values) json.WriteStringValue(value);
                json.WriteEndArray();
                break;
            case NumberTest number:
                json.WriteString("op", Words.Of(number.Comparison));
                json.WriteNumber("value", number.Value);
                break;
            case NearTest near: json.WriteNumber(Words.Of(near.Match), near.Days); break;
            case DayTest day: json.WriteString(day.IsAfter ? "on_or_after" : "on_or_before", day.Day.ToString(DayFormat, CultureInfo.InvariantCulture)); break;
            case YesTest yes: json.WriteBoolean("yes", yes.Yes); break;
            case KnownTest known: json.WriteBoolean("known", known.Known); break;
        }
    }
}
