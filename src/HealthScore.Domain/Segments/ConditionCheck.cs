using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Segments;

/// <summary>Checks a condition. The errors name the place at fault as the JSON format does, e.g. <c>all[1].value</c>.</summary>
public sealed class ConditionCheck
{
    private const int MostQuestions = 100;
    private const int Deepest = 8;
    private const int MostDays = 3650;
    private const int LongestText = 200;

    private readonly ConditionCatalogue _catalogue;
    private readonly Problems _problems = new();
    private int _questions;

    private ConditionCheck(ConditionCatalogue catalogue) => _catalogue = catalogue;

    /// <summary>All that is wrong; empty when the condition may be used.</summary>
    public static IReadOnlyList<Error> Of(Condition condition, ConditionCatalogue catalogue)
    {
        var check = new ConditionCheck(catalogue);
        if (condition is not AllOf { Parts.Count: 0 }) check.Check(condition, "", 1);
        if (check._questions > MostQuestions) check._problems.Add("too_many", "", $"There are {check._questions} questions; use at most {MostQuestions}.");
        return check._problems.Errors;
    }

    private void Check(Condition condition, string path, int depth)
    {
        if (depth > Deepest)
        {
            _problems.Add("too_deep", path, $"Groups stand in each other more than {Deepest} deep; flatten them.");
            return;
        }

        switch (condition)
        {
            case AllOf all: Parts(all.Parts, Problems.Below(path, "all"), depth); break;
            case AnyOf any: Parts(any.Parts, Problems.Below(path, "any"), depth); break;
            case Not not: Check(not.Part, Problems.Below(path, "not"), depth + 1); break;
            case Question question: Check(question, path); break;
        }
    }

    private void Parts(IReadOnlyList<Condition> parts, string path, int depth)
    {
        if (parts.Count == 0) _problems.Add("empty_group", path, "The group is empty; add a condition, or remove the group.");
        for (var i = 0; i < parts.Count; i++) Check(parts[i], $"{path}[{i}]", depth + 1);
    }

    private void Check(Question question, string path)
    {
        _questions++;
        Check(question.Subject, path);
        if (_catalogue.IsOfJourney && question is { Subject: FieldSubject { Field: AccountField.Stage }, Test: TextTest { Match: TextMatch.Is } text }) Stages(text.Values, Problems.Below(path, Words.Of(text.Match)));
        if (_catalogue.KindOf(question.Subject) is { } kind) Check(question.Test, kind, path);
    }

    private void Check(Subject subject, string path)
    {
        switch (subject)
        {
            case FieldSubject field:
                _problems.Known(field.Field, Problems.Below(path, "field"), "The field");
                if (field.Field == AccountField.Stage) OnlyJourneys(Problems.Below(path, "field"), "The stage");
                break;
            case AttributeSubject attribute when !_catalogue.Attributes.ContainsKey(attribute.Name):
                _problems.Add("unknown_attribute", Problems.Below(path, "attribute"), attribute.Name.Length == 0 ? "Choose an attribute." : $"There is no attribute \"{attribute.Name}\"; import it with the accounts, or choose another.");
                break;
            case ListSubject list when !_catalogue.Lists.Contains(list.List):
                _problems.Add("unknown_list", Problems.Below(path, "list"), list.List.Length == 0 ? "Choose a list." : $"There is no list \"{list.List}\"; make it, or choose another.");
                break;
            case MilestoneSubject milestone:
                OnlyJourneys(Problems.Below(path, "milestone"), "A milestone");
                if (_catalogue.IsOfJourney && !_catalogue.Milestones.Contains(milestone.Milestone))
                    _problems.Add("unknown_milestone", Problems.Below(path, "milestone"), milestone.Milestone.Length == 0 ? "Choose a milestone." : $"There is no milestone \"{milestone.Milestone}\"; add it to a stage, or choose another.");
                break;
            case MeasureSubject measure:
                SourceCheck.Check(measure.Source, path, _catalogue.Metrics, _problems);
                Circles(measure.Source, path);
                break;
        }
    }

    private void Stages(IReadOnlyList<string> names, string path)
    {
        for (var i = 0; i < names.Count; i++)
            if (names[i].Length > 0 && !_catalogue.Stages.Contains(names[i], StringComparer.OrdinalIgnoreCase))
                _problems.Add("unknown_stage", $"{path}[{i}]", $"There is no stage \"{names[i]}\"; add it to a journey, or choose another.");
    }

    private void OnlyJourneys(string path, string what)
    {
        if (!_catalogue.IsOfJourney) _problems.Add("circle", path, $"{what} cannot define a segment: which journey an account is on follows from its segment. Ask for something else.");
    }

    private void Circles(MeasureSource source, string path)
    {
        if (source is MetricSource { Aggregation: Aggregation.Percentile })
            _problems.Add("circle", Problems.Below(path, "aggregation"), "A rank among peers follows from segment and stage, so it cannot define them. Compare the value itself.");
        if (new MeasureSubject(source).IsOfStay) OnlyJourneys(Problems.Below(path, "derived"), "What depends on the stage");
    }

    private void Check(Test test, AttributeKind kind, string path)
    {
        var fits = test switch
        {
            KnownTest => true,
            TextTest => kind == AttributeKind.Text,
            NumberTest => kind == AttributeKind.Number,
            NearTest or DayTest => kind == AttributeKind.Day,
            _ => kind == AttributeKind.YesNo,
        };
        if (!fits) _problems.Add("wrong_test", path, $"What is asked for is {InWords(kind)}; choose a comparison that fits.");
        switch (test)
        {
            case TextTest text:
                var key = Words.Of(text.Match);
                if (text.Values.Count == 0) _problems.Add("no_value", Problems.Below(path, key), "Give at least one value.");
                for (var i = 0; i < text.Values.Count; i++)
                    if (text.Values[i].Length is 0 or > LongestText) _problems.Add("no_value", $"{Problems.Below(path, key)}[{i}]", $"A value is empty or longer than {LongestText} characters; change or remove it.");
                break;
            case NumberTest number:
                _problems.Known(number.Comparison, Problems.Below(path, "op"), "The comparison");
                _problems.Finite(number.Value, Problems.Below(path, "value"), "The value");
                break;
            case NearTest near:
                _problems.Between(near.Days, 0, MostDays, Problems.Below(path, Words.Of(near.Match)), "The number of days");
                break;
        }
    }

    private static string InWords(AttributeKind kind) => kind switch
    {
        AttributeKind.Text => "a text",
        AttributeKind.Number => "a number",
        AttributeKind.Day => "a day",
        _ => "yes or no",
    };
}
