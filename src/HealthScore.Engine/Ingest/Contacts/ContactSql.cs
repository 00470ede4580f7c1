using HealthScore.Engine.Ingest.Writing;
using Npgsql;

namespace HealthScore.Engine.Ingest.Contacts;

/// <summary>A contact's row.</summary>
internal sealed record StoredContact(long Account, string Key, string Name, string? Mail, string? Persona, bool IsChampion, DateOnly? LastContact);

/// <summary>Contacts, many at a time.</summary>
internal static class ContactSql
{
    public static Task<List<StoredContact>> ReadAsync(NpgsqlConnection connection, long[] accounts, CancellationToken ct) => Statement.ListAsync(connection,
        "select account_id, external_id, name, email, persona, is_champion, last_contact from contact where account_id = any($1)",
        r => new StoredContact(r.GetInt64(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetString(3), r.IsDBNull(4) ? null : r.GetString(4), r.GetBoolean(5), r.Get<DateOnly>(6)),
        ct, accounts);

    public static Task UpsertAsync(NpgsqlConnection connection, IReadOnlyList<StoredContact> contacts, CancellationToken ct) => Statement.RunAsync(connection,
        """
        insert into contact (account_id, external_id, name, email, persona, is_champion, last_contact)
        select * from unnest($1, $2, $3, $4, $5, $6, $7)
        on conflict (account_id, external_id) do update set
            name = excluded.name, email = excluded.email, persona = excluded.persona, is_champion = excluded.is_champion, last_contact = excluded.last_contact
        """,
        ct, contacts.Select(c => c.Account).ToArray(), contacts.Select(c => c.Key).ToArray(), contacts.Select(c => c.Name).ToArray(), contacts.Select(c => c.Mail).ToArray(),
        contacts.Select(c => c.Persona).ToArray(), contacts.Select(c => c.IsChampion).ToArray(), contacts.Select(c => c.LastContact).ToArray());
}
