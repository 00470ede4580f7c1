using HealthScore.Engine.Ingest.Rows;
using HealthScore.Engine.Ingest.Writing;

namespace HealthScore.Engine.Ingest.Contacts;

/// <summary>Checks a file of contacts against what the database knows, and writes what is new in it.</summary>
internal static class WriteContacts
{
    public static async Task<ImportCounts> RunAsync(WriteContext context, ContactsFile file)
    {
        var accounts = await AccountBook.ReadAsync(context, file.Accounts);
        await accounts.ResolveAsync(context, file.Rows.Select(r => new RowPlace(r.Account, context.Import.Today.DayNumber, r.Row)), context.Import.Bound["account"]!);
        if (context.Import.Log.Errors > 0) return default;

        var known = (await ContactSql.ReadAsync(context.Connection, [.. file.Rows.Select(r => accounts[r.Account]?.Id ?? 0).Distinct()], context.Cancellation))
            .ToDictionary(c => (c.Account, c.Key));
        var added = new List<StoredContact>();
        var changed = new List<StoredContact>();
        foreach (var row in file.Rows)
        {
            var id = accounts[row.Account]?.Id ?? 0;
            var before = known.GetValueOrDefault((id, row.Key));
            var after = Merge(row, before ?? new StoredContact(id, row.Key, row.Name ?? row.Mail.Value ?? row.Key, null, null, false, null));
            if (before is null) added.Add(after);
            else if (after != before) changed.Add(after);
        }

        var counts = new ImportCounts(added.Count, changed.Count, file.Rows.Count - added.Count - changed.Count);
        if (!context.StopsHere) await ContactSql.UpsertAsync(context.Connection, [.. added, .. changed], context.Cancellation);
        return counts;
    }

    private static StoredContact Merge(ContactRow row, StoredContact known) => known with
    {
        Name = row.Name ?? known.Name,
        Mail = row.Mail.Or(known.Mail),
        Persona = row.Persona.Or(known.Persona),
        IsChampion = row.IsChampion ?? known.IsChampion,
        LastContact = row.LastContact.Or(known.LastContact),
    };
}
