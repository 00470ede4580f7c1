using Npgsql;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>
/// Merges one batch into the packed months, a chunk of rows at a time, within the connection's transaction. While a chunk is merged
/// here, PostgreSQL writes the one before and reads the one after.
/// </summary>
internal sealed class ReadingWriter(NpgsqlDataSource source, NpgsqlConnection connection, ReadingBatch batch)
{
    // About a megabyte of packed rows: enough for a trip to be worth its way, and memory stays small.
    private const int RowsPerChunk = 2000;

    private readonly ReadingMerge _merge = new(batch);
    private readonly Queue<ReadingChunk> _again = [];
    private ReadingCounts _counts;
    private int _next;

    public PresenceChanges Changes { get; private set; } = new(new HashSet<short>());

    /// <summary>The accounts of which something was added, corrected or removed.</summary>
    public HashSet<long> ChangedAccounts { get; } = [];

    public async Task<ReadingCounts> WriteAsync(IProgress<long>? progress, CancellationToken ct)
    {
        var (merged, read, done) = (default(ReadingChunk), await BeginAsync(ct), 0);
        while (merged is not null || read is not null || _again.Count > 0)
        {
            var next = NextChunk();
            var trip = TripAsync(merged, next, ct);
            try
            {
                read?.Merge(_merge);
            }
            finally
            {
                await trip;
            }

            if (merged is not null) progress?.Report(done = Math.Max(done, merged.End));
            (merged, read) = (read, next);
        }
        return _counts;
    }

    // The first trip takes the lock and asks for what every write has to know.
    private async Task<ReadingChunk?> BeginAsync(CancellationToken ct)
    {
        var (months, first) = (batch.Months(), NextChunk()!);
        await using var trip = Trip.Begin(connection);
        ReadingSql.AddBegin(trip, months, batch.HasRemovals);
        first.Ask(trip);
        List<DateOnly> missing = [];
        await using (var answers = await trip.AskAsync(ct))
        {
            while (await answers.ReadAsync(ct)) missing.Add(answers.GetFieldValue<DateOnly>(0));
            await answers.NextResultAsync(ct);
            await answers.NextResultAsync(ct);
            HashSet<short> gauges = [];
            while (await answers.ReadAsync(ct)) gauges.Add(answers.GetInt16(0));
            await answers.NextResultAsync(ct);
            Changes = new(gauges);
            await first.ReadAsync(answers, ct);
        }

        if (missing.Count > 0) await ReadingSql.EnsureMonthsAsync(source, [.. missing], ct);
        return first;
    }

    private async Task TripAsync(ReadingChunk? merged, ReadingChunk? next, CancellationToken ct)
    {
        await using var trip = Trip.Begin(connection);
        var isWritten = merged?.Write(trip) is true;
        next?.Ask(trip);
        HashSet<long> late = [];
        if (trip.BatchCommands.Count > 0)
        {
            await using var answers = await trip.AskAsync(ct);
            for (; isWritten && await answers.ReadAsync(ct);) late.Add(answers.GetInt64(0));
            if (isWritten) await answers.NextResultAsync(ct);
            if (next is not null) await next.ReadAsync(answers, ct);
        }

        if (merged is null) return;
        foreach (var row in merged.Merged)
            if (!late.Contains(row.Account)) Credit(merged, row);
        // Another writer changed these between our reading and writing them: they are read and merged once more.
        if (late.Count > 0) _again.Enqueue(merged.Again(late));
    }

    // Rows of one month, so that each statement touches one partition.
    private ReadingChunk? NextChunk()
    {
        if (_again.TryDequeue(out var again)) return again;
        if (_next == batch.Count) return null;
        List<int> rows = [];
        for (var month = batch.Month(_next); rows.Count < RowsPerChunk && _next < batch.Count && batch.Month(_next) == month; _next = batch.EndOfRow(_next)) rows.Add(_next);
        return new(batch, rows);
    }

    private void Credit(ReadingChunk chunk, MergedRow row)
    {
        _counts += row.Counts;
        if (row.Data is not null) ChangedAccounts.Add(row.Account);
        foreach (ref readonly var reading in chunk.ChangesOf(row)) Changes.Add(row, chunk.Month.DayNumber, reading);
    }
}
