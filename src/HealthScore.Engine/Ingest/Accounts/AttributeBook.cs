using System.Globalization;
using HealthScore.Domain.Accounts;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Rows;
using HealthScore.Engine.Ingest.Values;
using HealthScore.Engine.Ingest.Writing;

namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>
/// The custom attributes that a file brings. What the values of a new one are follows from all of its values in the file; a later
/// file must keep to it. Attributes have no history: the file's last row of an account counts.
/// </summary>
internal static class AttributeBook
{
    /// <summary>Reads the attributes of all rows, notes what cannot be read, and makes those that are new.</summary>
    public static async Task ApplyAsync(WriteContext context, AccountsFile file, FactsBook book)
    {
        var attributes = context.Import.Bound.Attributes;
        if (attributes.Count == 0) return;
        var known = (await AccountSql.ReadAttributesAsync(context.Connection, context.Cancellation)).ToDictionary(a => a.Name, StringComparer.OrdinalIgnoreCase);
        List<(string Name, AttributeKind Kind)> added = [];
        for (var i = 0; i < attributes.Count; i++)
        {
            var (field, at) = (attributes[i], i);
            var isKnown = known.TryGetValue(field.Attribute!, out var attribute);
            if (!isKnown) attribute = (field.Attribute!, Guess(file.Rows.Select(r => r.Attributes[at]).OfType<string>(), context.Import.Formats.DecimalSign));
            if (!isKnown) added.Add(attribute);
            foreach (var row in file.Rows) Take(context, row, field, row.Attributes[at], attribute, book[row.Account]);
        }

        if (added.Count > 0 && !context.StopsHere)
            await AccountSql.InsertAttributesAsync(context.Connection, [.. added.Select(a => a.Name)], [.. added.Select(a => (int)a.Kind)], context.Cancellation);
    }

    private static void Take(WriteContext context, AccountRow row, BoundField field, string? text, (string Name, AttributeKind Kind) attribute, AccountFacts? account)
    {
        if (account is null) return;
        if (text is null || NoValue.Is(text))
        {
            if (context.Import.Mapping.Empty == WhenEmpty.Clear) account.Attributes.Remove(attribute.Name);
        }
        else if (Read(text, attribute.Kind, context.Import.Formats.DecimalSign) is { } value) account.Attributes[attribute.Name] = value;
        else context.Import.Log.Add(row.Row, field.ColumnName, text, Reason(attribute.Kind), $"The attribute {attribute.Name} is {Words(attribute.Kind)}.");
    }

    private static AttributeKind Guess(IEnumerable<string> texts, char decimalSign)
    {
        List<AttributeKind> kinds = [AttributeKind.YesNo, AttributeKind.Number, AttributeKind.Day];
        var isEmpty = true;
        foreach (var text in texts.Where(t => !NoValue.Is(t)))
        {
            isEmpty = false;
            kinds.RemoveAll(k => Read(text, k, decimalSign) is null);
            if (kinds.Count == 0) break;
        }

        return isEmpty || kinds.Count == 0 ? AttributeKind.Text : kinds[0];
    }

    // 1 and 0 are numbers, never yes or no; days are written the same way everywhere.
    private static AttributeValue? Read(string text, AttributeKind kind, char decimalSign) => kind switch
    {
        AttributeKind.YesNo => !char.IsAsciiDigit(text[0]) && TruthText.TryRead(text, out var yes) ? AttributeValue.Of(yes) : null,
        AttributeKind.Number => NumberText.TryRead(text, decimalSign, out var number) ? AttributeValue.Of(number) : null,
        AttributeKind.Day => DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? AttributeValue.Of(day) : null,
        _ => AttributeValue.Of(text),
    };

    private static ProblemReason Reason(AttributeKind kind) => kind switch
    {
        AttributeKind.YesNo => ProblemReason.NotYesOrNo,
        AttributeKind.Number => ProblemReason.NotANumber,
        _ => ProblemReason.NotADate,
    };

    private static string Words(AttributeKind kind) => kind switch
    {
        AttributeKind.YesNo => "yes or no. Write yes or no, true or false",
        AttributeKind.Number => "a number",
        _ => "a day. Write it like 2024-12-31",
    };
}
