using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Rows;
using HealthScore.Engine.Ingest.Writing;

namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>The segments, stages and owners that a file names.</summary>
internal sealed class NameBook
{
    private readonly Dictionary<string, int> segments;
    private readonly Dictionary<string, int> stages;
    private readonly Dictionary<string, int> owners;

    private NameBook(Dictionary<string, int> segments, Dictionary<string, int> stages, Dictionary<string, int> owners) =>
        (this.segments, this.stages, this.owners) = (segments, stages, owners);

    public int? Segment(string? name) => Find(segments, name);
    public int? Stage(string? name) => Find(stages, name);
    public int? Owner(string? name) => Find(owners, name);

    public static async Task<NameBook> ResolveAsync(WriteContext context, AccountsFile file)
    {
        var (connection, ct) = (context.Connection, context.Cancellation);
        var book = new NameBook(await AccountSql.ReadSegmentsAsync(connection, ct), await AccountSql.ReadStagesAsync(connection, ct), await AccountSql.ReadOwnersAsync(connection, ct));
        var bound = context.Import.Bound;
        var newSegments = Missing(context, file, r => r.Segment.Value, book.segments, bound["segment"], "segment");
        var newStages = Missing(context, file, r => r.Stage.Value, book.stages, bound["stage"], "stage");
        var newOwners = Missing(context, file, r => r.Owner.Value, book.owners, bound["owner"], "owner");
        if (newStages.Count > 0 && await AccountSql.HasEntryRulesAsync(connection, ct))
            foreach (var (name, row) in newStages)
                context.Import.Log.Add(row.Row, bound["stage"]!.ColumnName, name, ProblemReason.UnknownName,
                    "There is no such stage, and where a journey has entry rules its stages are not made by a file: a new one at its end would be beyond all others. Mend the name, or add the stage on the page Journeys.");
        if (context.StopsHere) return book;
        if (newSegments.Count > 0) Add(book.segments, await AccountSql.InsertSegmentsAsync(connection, [.. newSegments.Keys], ct));
        if (newStages.Count > 0) await AccountSql.EnsureJourneyAsync(connection, ct);
        if (newStages.Count > 0) Add(book.stages, await AccountSql.InsertStagesAsync(connection, [.. newStages.Keys], ct));
        if (newOwners.Count > 0)
            Add(book.owners, await AccountSql.InsertOwnersAsync(connection,
                [.. newOwners.Keys.Select(m => m.ToLowerInvariant())], [.. newOwners.Select(o => o.Value.OwnerName ?? NameOf(o.Key))], ct));
        return book;
    }

    private static Dictionary<string, AccountRow> Missing(
        WriteContext context, AccountsFile file, Func<AccountRow, string?> name, Dictionary<string, int> known, BoundField? field, string what)
    {
        var missing = new Dictionary<string, AccountRow>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in file.Rows)
        {
            if (name(row) is not { } text || known.ContainsKey(text)) continue;
            if (context.Import.Mapping.UnknownNames == WhenUnknown.Refuse)
                context.Import.Log.Add(row.Row, field!.ColumnName, text, ProblemReason.UnknownName, $"There is no such {what}. Add it, or let the mapping create it: \"unknown_names\": \"create\".");
            else if (what == "owner" && !System.Net.Mail.MailAddress.TryCreate(text, out _))
                context.Import.Log.Add(row.Row, field!.ColumnName, text, ProblemReason.UnknownName, "There is no owner of this name, and a new one needs a mail address. Give the address in this column, the name as \"owner_name\".");
            else missing.TryAdd(text, row);
        }

        return missing;
    }

    private static int? Find(Dictionary<string, int> book, string? name) => name is null ? null : book.TryGetValue(name, out var id) ? id : -1;

    private static void Add(Dictionary<string, int> book, List<(int Id, string Name)> added)
    {
        foreach (var (id, name) in added) book[name] = id;
    }

    // ada.lovelace@example.org → Ada Lovelace
    private static string NameOf(string mail) =>
        string.Join(' ', mail[..mail.IndexOf('@', StringComparison.Ordinal)].Split('.', '_', '-').Where(w => w.Length > 0).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
}
