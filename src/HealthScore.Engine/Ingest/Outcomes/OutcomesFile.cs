using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Rows;

namespace HealthScore.Engine.Ingest.Outcomes;

/// <summary>The rows of a file of outcomes, one for each account, kind and day.</summary>
internal sealed class OutcomesFile
{
    private const int LongestReason = 1_000;
    private readonly Dictionary<(int, Domain.Accounts.OutcomeKind, DateOnly), OutcomeEntry> entries = [];

    public Names Accounts { get; } = new();
    public IReadOnlyCollection<OutcomeEntry> Entries => entries.Values;

    public static OutcomesFile Read(ImportContext context)
    {
        var file = new OutcomesFile();
        while (context.Next()) file.ReadRow(context);
        return file;
    }

    private void ReadRow(ImportContext context)
    {
        var (rows, bound) = (context.Rows, context.Bound);
        var account = rows.Text(bound["account"], isRequired: true) is { IsEmpty: false } key ? Accounts.Number(key) : -1;
        var word = rows.Text(bound["kind"], isRequired: true);
        var isKind = OutcomeWords.TryRead(word, out var kind);
        if (!isKind && !word.IsEmpty)
            rows.Log(bound["kind"], ProblemReason.UnknownWord, "This is not an outcome. Possible: renewed, churned, expanded, contracted; \"words\" in the mapping can translate others.");
        var day = rows.Day(bound["day"], isRequired: true);
        if (day > context.Today) rows.Log(bound["day"], ProblemReason.InFuture, "The day lies in the future.");
        var amount = rows.Amount(bound["amount"]);
        var reason = rows.Text(bound["reason"], false, LongestReason) is { IsEmpty: false } text ? text.ToString() : null;
        if (account >= 0 && isKind && day is { } on) Keep(context, new OutcomeEntry(rows.Row, account, kind, on, amount, reason));
    }

    private void Keep(ImportContext context, OutcomeEntry entry)
    {
        var key = (entry.Account, entry.Kind, entry.Day);
        if (entries.TryGetValue(key, out var earlier))
        {
            if (context.Mapping.Repeats == WhenRepeated.Refuse)
                context.Rows.Log(context.Bound["day"], ProblemReason.Repeated, $"Row {earlier.Row} has the same account, outcome and day. Say in the mapping what to do: \"repeats\": \"sum\" or \"last\".");
            else if (context.Mapping.Repeats == WhenRepeated.Sum)
                entry = entry with { Amount = earlier.Amount is null ? entry.Amount : earlier.Amount + (entry.Amount ?? 0), Reason = entry.Reason ?? earlier.Reason };
        }

        entries[key] = entry;
    }
}
