using Npgsql;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>Merges one batch into the packed months, a chunk of rows at a time, within the connection's transaction.</summary>
internal sealed class ReadingWriter(NpgsqlConnection connection, ReadingBatch batch, IReadOnlySet<short> gauges, ClosedDays closed)
{
    // About a megabyte of packed rows: enough for a statement to be worth its way, and memory stays small.
    private const int RowsPerChunk = 2000;

    private readonly ReadingMerge _merge = new(batch);
    private ReadingCounts _counts;

    public PresenceChanges Changes { get; } = new(gauges);

    /// <summary>The accounts of which something was added, corrected or removed.</summary>
    public HashSet<long> ChangedAccounts { get; } = [];

    public LateChanges Late { get; } = new(closed);

    public async Task<ReadingCounts> WriteAsync(IProgress<long>? progress, CancellationToken ct)
    {
        for (var done = 0; done < batch.Count; progress?.Report(done))
        {
            var rows = NextRows(done);
            done = batch.EndOfRow(rows[^1]);
            // Another writer may change a row between our reading and writing it: those rows are read and merged once more.
            while (rows.Count > 0) rows = await WriteRowsAsync(rows, ct);
        }
        return _counts;
    }

    // Where the next rows start in the batch: rows of one month, so that each statement touches one partition.
    private List<int> NextRows(int from)
    {
        List<int> rows = [];
        var month = batch.Month(from);
        for (; rows.Count < RowsPerChunk && from < batch.Count && batch.Month(from) == month; from = batch.EndOfRow(from))
            rows.Add(from);
        return rows;
    }

    // Returns the rows that another writer was faster with.
    private async Task<List<int>> WriteRowsAsync(List<int> rows, CancellationToken ct)
    {
        var month = batch.Month(rows[0]);
        var merged = await MergeAsync(month, rows, ct);
        var filled = merged.Where(r => r.Data is { Length: > 1 }).ToList();
        var late = filled.Count == 0 ? [] : await ReadingSql.WriteRowsAsync(connection, month,
            [.. filled.Select(r => r.Account)], [.. filled.Select(r => r.Version)], [.. filled.Select(r => r.Data!)], ct);
        var emptied = merged.Where(r => r.Data is { Length: 1 }).Select(r => r.Account).ToArray();
        if (emptied.Length > 0) await ReadingSql.DeleteRowsAsync(connection, month, emptied, ct);
        foreach (var row in merged)
            if (!late.Contains(row.Account)) Credit(month, row);
        return late.Count == 0 ? [] : rows.FindAll(r => late.Contains(batch.Account(r)));
    }

    private async Task<List<MergedRow>> MergeAsync(DateOnly month, List<int> rows, CancellationToken ct)
    {
        List<MergedRow> merged = new(rows.Count);
        await using var command = ReadingSql.ReadRows(connection, month, [.. rows.Select(batch.Account)]);
        await using var stored = await command.ExecuteReaderAsync(ct);
        _merge.Start();
        var found = await stored.ReadAsync(ct);
        foreach (var row in rows)
        {
            if (found && stored.GetInt64(0) == batch.Account(row))
            {
                merged.Add(_merge.Row(row, stored.GetInt32(1), stored.GetFieldValue<byte[]>(2)));
                found = await stored.ReadAsync(ct);
            }
            else merged.Add(_merge.Row(row, 0, [ReadingMonth.Format]));
        }
        return merged;
    }

    private void Credit(DateOnly month, MergedRow row)
    {
        _counts += row.Counts;
        if (row.Data is not null) ChangedAccounts.Add(row.Account);
        foreach (ref readonly var reading in _merge.ChangesOf(row))
        {
            Changes.Add(row.Account, month.DayNumber, reading);
            Late.Add(month.DayNumber, reading);
        }
    }
}
