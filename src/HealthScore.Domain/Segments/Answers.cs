using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Segments;

/// <summary>Whether a condition holds for an account, and why.</summary>
public static class Answers
{
    /// <summary>True when it holds.</summary>
    public static bool Holds(this Condition condition, ConditionFacts facts)
    {
        switch (condition)
        {
            case Question question: return Passes(question.Test, Of(question.Subject, facts), facts.Day);
            case Not not: return !not.Part.Holds(facts);
            case AllOf all:
                foreach (var part in all.Parts)
                    if (!part.Holds(facts)) return false;
                return true;
            case AnyOf any:
                foreach (var part in any.Parts)
                    if (part.Holds(facts)) return true;
                return false;
            default: throw new ArgumentException($"no such condition: {condition}", nameof(condition));
        }
    }

    /// <summary>What its questions ask for.</summary>
    public static IEnumerable<Subject> Subjects(this Condition condition) => condition switch
    {
        AllOf all => all.Parts.SelectMany(Subjects),
        AnyOf any => any.Parts.SelectMany(Subjects),
        Not not => not.Part.Subjects(),
        Question question => [question.Subject],
        _ => throw new ArgumentException($"no such condition: {condition}", nameof(condition)),
    };

    /// <summary>Whether it holds, with the answer to each of its questions, none left out.</summary>
    public static Answer Explain(this Condition condition, ConditionFacts facts)
    {
        IReadOnlyList<Answer> parts = condition switch
        {
            AllOf all => [.. all.Parts.Select(p => p.Explain(facts))],
            AnyOf any => [.. any.Parts.Select(p => p.Explain(facts))],
            Not not => [not.Part.Explain(facts)],
            _ => [],
        };
        return new(condition, condition.Holds(facts), condition is Question question ? Of(question.Subject, facts) : null, parts);
    }

    /// <summary>The answer to a question; null: not known.</summary>
    public static AttributeValue? Of(Subject subject, ConditionFacts facts) => subject switch
    {
        FieldSubject field => Of(field.Field, facts),
        AttributeSubject attribute => facts.Attributes is { } known && known.TryGetValue(attribute.Name, out var value) ? value : null,
        MeasureSubject { Source: DerivedSource { Measure: DerivedMeasure.DaysInStage } } => facts.DaysInStage is { } days ? AttributeValue.Of(days) : null,
        MeasureSubject { Source: DerivedSource { Measure: DerivedMeasure.MilestoneDelay } } => facts.MilestoneDelay is { } days ? AttributeValue.Of(days) : null,
        MeasureSubject measure => facts.Measure(measure.Source) is { IsOk: true } value ? AttributeValue.Of(value.Value) : null,
        ListSubject list => AttributeValue.Of(facts.Lists.Contains(list.List)),
        MilestoneSubject milestone => AttributeValue.Of(facts.HasDone(milestone.Milestone)),
        _ => throw new ArgumentException($"no such subject: {subject}", nameof(subject)),
    };

    private static AttributeValue? Of(AccountField field, ConditionFacts facts) => field switch
    {
        AccountField.Name => AttributeValue.Of(facts.Name),
        AccountField.ExternalId => AttributeValue.Of(facts.ExternalId),
        AccountField.Owner => facts.Owner is { } owner ? AttributeValue.Of(owner) : null,
        AccountField.Arr => AttributeValue.Of((double)facts.Arr),
        AccountField.Start => AttributeValue.Of(facts.Start),
        AccountField.Renewal => facts.Renewal is { } day ? AttributeValue.Of(day) : null,
        AccountField.Churned => facts.Churned is { } day ? AttributeValue.Of(day) : null,
        AccountField.Stage => facts.Stage is { } stage ? AttributeValue.Of(stage) : null,
        _ => throw new ArgumentOutOfRangeException(nameof(field), field, "no such field"),
    };

    private static bool Passes(Test test, AttributeValue? answer, DateOnly today)
    {
        if (test is KnownTest known) return known.Known == answer is not null;
        if (answer is not { } value) return false;
        return test switch
        {
            TextTest text when value.Kind == AttributeKind.Text => Matches(text, value.Text!),
            NumberTest number when value.Kind == AttributeKind.Number => number.Comparison.Holds(value.Number, number.Value),
            NearTest near when value.Kind == AttributeKind.Day => IsNear(near, value.Day.DayNumber - today.DayNumber),
            DayTest day when value.Kind == AttributeKind.Day => day.IsAfter ? value.Day >= day.Day : value.Day <= day.Day,
            YesTest yes when value.Kind == AttributeKind.YesNo => value.Yes == yes.Yes,
            _ => false,
        };
    }

    private static bool Matches(TextTest test, string text)
    {
        foreach (var value in test.Values)
            if (test.Match switch
                {
                    TextMatch.Is => text.Equals(value, StringComparison.OrdinalIgnoreCase),
                    TextMatch.Contains => text.Contains(value, StringComparison.OrdinalIgnoreCase),
                    _ => text.StartsWith(value, StringComparison.OrdinalIgnoreCase),
                })
                return true;
        return false;
    }

    private static bool IsNear(NearTest test, int ahead) => test.Match switch
    {
        NearMatch.WithinNext => ahead >= 0 && ahead <= test.Days,
        NearMatch.WithinLast => ahead <= 0 && -ahead <= test.Days,
        NearMatch.MoreThanAgo => -ahead > test.Days,
        _ => ahead > test.Days,
    };
}

/// <summary>What a condition says of an account.</summary>
/// <param name="Condition">The condition.</param>
/// <param name="Holds">Whether it holds.</param>
/// <param name="Actual">Of a question: what the account has; null: not known, or no question.</param>
/// <param name="Parts">The answers of its parts.</param>
public sealed record Answer(Condition Condition, bool Holds, AttributeValue? Actual, IReadOnlyList<Answer> Parts);
