using System.Globalization;
using System.Text.RegularExpressions;
using HealthScore.Domain.Accounts;
using HealthScore.Domain.Segments;

namespace HealthScore.Web.Segments;

/// <summary>A condition in somebody's hands: a group of conditions, or a question whose fields may be half written.</summary>
public abstract class ConditionNode
{
    /// <summary>Where it stands in the JSON format, as errors name it.</summary>
    public string Path { get; set; } = "";

    public abstract Condition ToCondition(string path);

    public static ConditionNode Of(Condition condition) => condition switch
    {
        AllOf all => new GroupNode(GroupKind.All, all.Parts.Select(Of)),
        AnyOf any => new GroupNode(GroupKind.Any, any.Parts.Select(Of)),
        Not { Part: AnyOf none } => new GroupNode(GroupKind.None, none.Parts.Select(Of)),
        Not not => new GroupNode(GroupKind.None, [Of(not.Part)]),
        Question question => new QuestionNode(question),
        _ => throw new ArgumentException($"no such condition: {condition}", nameof(condition)),
    };

    /// <summary>As the page edits it: a group of which all must hold.</summary>
    public static GroupNode RootOf(Condition condition) => Of(condition) is GroupNode { Kind: GroupKind.All } all ? all : new(GroupKind.All, [Of(condition)]);
}

/// <summary>How many of a group must hold.</summary>
public enum GroupKind
{
    All,
    Any,
    None,
}

/// <summary>A group.</summary>
public sealed class GroupNode(GroupKind kind, IEnumerable<ConditionNode> parts) : ConditionNode
{
    public GroupKind Kind { get; set; } = kind;

    public List<ConditionNode> Parts { get; } = [.. parts];

    public override Condition ToCondition(string path)
    {
        Path = path;
        var key = Kind switch { GroupKind.All => "all", GroupKind.Any => "any", _ => "not.any" };
        var prefix = path.Length == 0 ? key : $"{path}.{key}";
        Condition[] of = [.. Parts.Select((p, i) => p.ToCondition(string.Create(CultureInfo.InvariantCulture, $"{prefix}[{i}]")))];
        return Kind switch { GroupKind.All => new AllOf(of), GroupKind.Any => new AnyOf(of), _ => new Not(new AnyOf(of)) };
    }
}

/// <summary>A question.</summary>
public sealed partial class QuestionNode : ConditionNode
{
    public QuestionNode(Question question) => (Subject, Match, Text) = (question.Subject, MatchOf(question.Test), TextOf(question.Test));

    public Subject Subject { get; private set; }

    /// <summary>The comparison, by its key in the JSON format, or its sign.</summary>
    public string Match { get; set; }

    /// <summary>What it is compared with, as it was typed.</summary>
    public string Text { get; set; }

    /// <summary>True until somebody touches it: nobody is told off for what they have not begun.</summary>
    public bool IsNew { get; set; }

    /// <summary>What is wrong with what was typed; null: nothing.</summary>
    public string? Mistake { get; private set; }

    /// <summary>Asks for something else; a comparison that does not fit it gives way.</summary>
    public void Ask(Subject subject, AttributeKind kind)
    {
        Subject = subject;
        if (ConditionMatches.Of(subject, kind).Any(m => m.Key == Match)) return;
        (Match, Text) = (ConditionMatches.Of(subject, kind)[0].Key, "");
    }

    /// <summary>Goes on asking for the same stage or milestone under another name.</summary>
    public void Rename(Func<string, string> stage, Func<string, string> milestone)
    {
        if (Subject is MilestoneSubject done) Subject = new MilestoneSubject(milestone(done.Milestone));
        else if (Subject is FieldSubject { Field: AccountField.Stage } && Match == "is") Text = string.Join(", ", ValuesOf(Text).Select(stage).Select(Written));
    }

    public override Condition ToCondition(string path)
    {
        (Path, Mistake) = (path, null);
        return new Question(Subject, ToTest());
    }

    private Test ToTest()
    {
        if (Match is "known" or "unknown") return new KnownTest(Match == "known");
        if (Match is "yes" or "no") return new YesTest(Match == "yes");
        if (ConditionMatches.Texts.TryGetValue(Match, out var text))
            return new TextTest(text, ValuesOf(Text));
        if (Match is "on_or_after" or "on_or_before")
            return new DayTest(Match == "on_or_after", DateOnly.TryParseExact(Text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : Wrong("Choose a day.", default(DateOnly)));
        if (ConditionMatches.Near.TryGetValue(Match, out var near))
            return new NearTest(near, int.TryParse(Text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : Wrong("Write a number of days.", 0));
        return new NumberTest(ConditionMatches.Numbers[Match], double.TryParse(Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : Wrong("Write a number.", 0.0));
    }

    /// <summary>A value as it is typed: in quotes where it has a comma.</summary>
    public static string Written(string value) => value.Contains(',', StringComparison.Ordinal) || value.StartsWith('"') ? $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : value;

    // Commas stand between values; a value that has one itself stands in quotes.
    private static string[] ValuesOf(string text) =>
        [.. Value().Matches(text).Select(m => m.Groups["quoted"] is { Success: true } quoted ? quoted.Value.Replace("\"\"", "\"", StringComparison.Ordinal) : m.Value).Select(v => v.Trim()).Where(v => v.Length > 0)];

    [GeneratedRegex("""\s*"(?<quoted>([^"]|"")*)"\s*(?=,|$)|[^,]+""", RegexOptions.ExplicitCapture)]
    private static partial Regex Value();

    private T Wrong<T>(string mistake, T fallback)
    {
        Mistake = mistake;
        return fallback;
    }

    private static string MatchOf(Test test) => test switch
    {
        KnownTest known => known.Known ? "known" : "unknown",
        YesTest yes => yes.Yes ? "yes" : "no",
        TextTest text => ConditionMatches.Texts.First(m => m.Value == text.Match).Key,
        DayTest day => day.IsAfter ? "on_or_after" : "on_or_before",
        NearTest near => ConditionMatches.Near.First(m => m.Value == near.Match).Key,
        NumberTest number => ConditionMatches.Numbers.First(m => m.Value == number.Comparison).Key,
        _ => throw new ArgumentException($"no such test: {test}", nameof(test)),
    };

    private static string TextOf(Test test) => test switch
    {
        TextTest text => string.Join(", ", text.Values.Select(Written)),
        DayTest day => day.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        NearTest near => near.Days.ToString(CultureInfo.InvariantCulture),
        NumberTest number => number.Value.ToString("0.##############", CultureInfo.InvariantCulture),
        _ => "",
    };
}
