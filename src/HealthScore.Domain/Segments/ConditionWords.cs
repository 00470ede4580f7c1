using System.Globalization;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Segments;

/// <summary>Says in plain words what conditions ask for, and what an account answers.</summary>
/// <param name="catalogue">What things are called.</param>
/// <param name="culture">How numbers and days are written.</param>
public sealed class ConditionWords(ConditionCatalogue catalogue, CultureInfo culture)
{
    /// <summary>E.g. <c>ARR is at least 100,000 and logins, mean of 30 days, is below 5</c>.</summary>
    public string Of(Condition condition) => condition switch
    {
        AllOf { Parts.Count: 0 } => "every account",
        AllOf all => string.Join(" and ", all.Parts.Select(p => Bracketed(p, p is AnyOf { Parts.Count: > 1 }))),
        AnyOf any => string.Join(" or ", any.Parts.Select(p => Bracketed(p, p is AllOf { Parts.Count: > 1 }))),
        Not not => $"not {Bracketed(not.Part, true)}",
        Question { Test: YesTest yes } question => Of(question.Subject, yes.Yes),
        Question question => $"{Name(question.Subject)} {Of(question.Test, question.Subject)}",
        _ => throw new ArgumentException($"no such condition: {condition}", nameof(condition)),
    };

    /// <summary>What a question asks for, in the middle of a sentence.</summary>
    public string Of(Subject subject) => subject switch
    {
        FieldSubject field => field.Field.InWords(),
        AttributeSubject attribute => attribute.Name,
        MeasureSubject measure => SourceName.Lower(SourceName.Of(measure.Source, catalogue.Metrics)),
        ListSubject list => $"list {list.List}",
        MilestoneSubject milestone => $"milestone {milestone.Milestone}",
        _ => throw new ArgumentException($"no such subject: {subject}", nameof(subject)),
    };

    /// <summary>What an account answers to a question, e.g. <c>84,000</c>, <c>35 days ahead, 2026-01-04</c> or <c>not known</c>.</summary>
    public string Of(AttributeValue? actual, Subject subject, DateOnly today) => actual switch
    {
        null => subject is MeasureSubject ? "no data" : "not known",
        { Kind: AttributeKind.Number } number => Number(number.Number),
        { Kind: AttributeKind.Day } day => $"{day.Day.ToString("d", culture)}, {Away(day.Day.DayNumber - today.DayNumber)}",
        { Kind: AttributeKind.YesNo } yes => yes.Yes ? "yes" : "no",
        { } text => Text(text.Text!, subject),
    };

    private string Bracketed(Condition condition, bool isNeeded) => isNeeded ? $"({Of(condition)})" : Of(condition);

    // A name with a comma in it is closed by one.
    private string Name(Subject subject) => Of(subject) is var name && name.Contains(',', StringComparison.Ordinal) ? name + "," : name;

    private static string Of(Subject subject, bool yes) => subject switch
    {
        ListSubject list => $"is {(yes ? "" : "not ")}on the list {list.List}",
        MilestoneSubject milestone => $"milestone {milestone.Milestone} is {(yes ? "" : "not ")}done",
        AttributeSubject attribute => $"{attribute.Name} is {(yes ? "yes" : "no")}",
        _ => throw new ArgumentException($"no yes or no: {subject}", nameof(subject)),
    };

    private string Of(Test test, Subject subject) => test switch
    {
        TextTest text => $"{Of(text.Match)} {string.Join(" or ", text.Values.Select(v => text.Match == TextMatch.Is ? Text(v, subject) : $"“{v}”"))}",
        NumberTest number => $"is {number.Comparison.InWords()} {Number(number.Value)}",
        NearTest near => Of(near),
        DayTest day => $"is {day.Day.ToString("d", culture)} or {(day.IsAfter ? "later" : "earlier")}",
        KnownTest known when subject is MeasureSubject => known.Known ? "has data" : "has no data",
        KnownTest known => known.Known ? "is known" : "is not known",
        _ => throw new ArgumentException($"no such test: {test}", nameof(test)),
    };

    private static string Of(TextMatch match) => match switch
    {
        TextMatch.Contains => "contains",
        TextMatch.StartsWith => "starts with",
        _ => "is",
    };

    private static string Of(NearTest test) => test.Match switch
    {
        NearMatch.WithinNext => $"is within the next {Days(test.Days)}",
        NearMatch.WithinLast => $"is within the last {Days(test.Days)}",
        NearMatch.MoreThanAgo => $"is more than {Days(test.Days)} ago",
        _ => $"is more than {Days(test.Days)} ahead",
    };

    private static string Away(int days) => days switch
    {
        0 => "today",
        > 0 => $"{Days(days)} ahead",
        _ => $"{Days(-days)} ago",
    };

    private static string Days(int days) => days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{days} days");

    private string Number(double value) => value.ToString("#,##0.##", culture);

    private string Text(string value, Subject subject) => subject is FieldSubject { Field: AccountField.Owner } ? catalogue.Owners.GetValueOrDefault(value, value) : value;
}
