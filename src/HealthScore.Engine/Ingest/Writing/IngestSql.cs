using HealthScore.Domain.Metrics;
using Npgsql;

namespace HealthScore.Engine.Ingest.Writing;

/// <summary>The statements that every kind of import needs.</summary>
internal static class IngestSql
{
    public static Task<List<KnownAccount>> ReadAccountsAsync(NpgsqlConnection connection, IReadOnlyList<string> externalIds, CancellationToken ct) =>
        Statement.ListAsync(connection,
            "select id, external_id, name, start, churned from account where external_id = any($1)",
            r => new KnownAccount(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetFieldValue<DateOnly>(3), r.Get<DateOnly>(4)),
            ct, externalIds.ToArray());

    /// <summary>Returns the new accounts' ids by their external ids. Somebody else may have been faster with one: it is then not new, and its id is returned all the same.</summary>
    public static async Task<Dictionary<string, long>> InsertAccountsAsync(
        NpgsqlConnection connection, string[] externalIds, string[] names, DateOnly[] starts, DateOnly?[] churned, CancellationToken ct)
    {
        // No conflict is named: spread over several machines, external ids have no unique index.
        await Statement.RunAsync(connection,
            "insert into account (external_id, name, start, churned) select * from unnest($1, $2, $3, $4) as n (external_id, name, start, churned) on conflict do nothing",
            ct, externalIds, names, starts, churned);
        return (await Statement.ListAsync(connection, "select external_id, id from account where external_id = any($1)", r => (r.GetString(0), r.GetInt64(1)), ct, externalIds))
            .ToDictionary(r => r.Item1, r => r.Item2);
    }

    public static Task<List<KnownMetric>> ReadMetricsAsync(NpgsqlConnection connection, CancellationToken ct) =>
        Statement.ListAsync(connection, "select id, key, expression, retired_on from metric", r => new KnownMetric(r.GetInt16(0), r.GetString(1), r.IsDBNull(2) ? null : r.GetString(2), r.Get<DateOnly>(3)), ct);

    public static async Task<Dictionary<string, short>> InsertMetricsAsync(NpgsqlConnection connection, IReadOnlyList<Metric> metrics, CancellationToken ct) =>
        (await Statement.ListAsync(connection,
            """
            insert into metric (key, name, kind, freshness, unit, description, higher_is_better, is_leading)
            select * from unnest($1, $2, $3, $4, $5, $6, $7, $8)
            on conflict (key) do update set key = excluded.key
            returning key, id
            """,
            r => (r.GetString(0), r.GetInt16(1)), ct,
            metrics.Select(m => m.Key).ToArray(), metrics.Select(m => m.Name).ToArray(), metrics.Select(m => (int)m.Kind).ToArray(), metrics.Select(m => m.Freshness).ToArray(),
            metrics.Select(m => m.Unit).ToArray(), metrics.Select(m => m.Description).ToArray(), metrics.Select(m => m.HigherIsBetter).ToArray(), metrics.Select(m => m.IsLeading).ToArray()))
        .ToDictionary(r => r.Item1, r => r.Item2);
}
