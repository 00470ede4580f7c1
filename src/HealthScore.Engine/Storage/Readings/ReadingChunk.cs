using System.Runtime.InteropServices;
using Npgsql;

namespace HealthScore.Engine.Storage.Readings;

/// <summary>Rows of one month that are read, merged and written together.</summary>
/// <param name="batch">What is to be merged into them.</param>
/// <param name="rows">Where each of them starts in the batch.</param>
internal sealed class ReadingChunk(ReadingBatch batch, List<int> rows)
{
    private readonly List<(long Account, int Version, byte[] Data)> _stored = [];
    private readonly List<ChangedReading> _changes = [];
    private readonly List<MergedRow> _merged = new(rows.Count);

    /// <summary>Where the batch goes on behind these rows.</summary>
    public int End => batch.EndOfRow(rows[^1]);

    public DateOnly Month => batch.Month(rows[0]);

    public IReadOnlyList<MergedRow> Merged => _merged;

    /// <summary>What merging a row changed.</summary>
    public ReadOnlySpan<ChangedReading> ChangesOf(MergedRow row) => CollectionsMarshal.AsSpan(_changes)[row.Changes];

    /// <summary>Its rows as they are stored.</summary>
    public void Ask(NpgsqlBatch trip) => ReadingSql.AddRows(trip, Month, [.. rows.Select(batch.Account)]);

    public async Task ReadAsync(NpgsqlDataReader answers, CancellationToken ct)
    {
        while (await answers.ReadAsync(ct)) _stored.Add((answers.GetInt64(0), answers.GetInt32(1), answers.GetFieldValue<byte[]>(2)));
        await answers.NextResultAsync(ct);
    }

    public void Merge(ReadingMerge merge)
    {
        var next = 0;
        foreach (var row in rows)
            _merged.Add(next < _stored.Count && _stored[next].Account == batch.Account(row)
                ? merge.Row(row, _stored[next].Version, _stored[next++].Data, _changes)
                : merge.Row(row, 0, [ReadingMonth.Format], _changes));
        _stored.Clear();
    }

    /// <summary>Writes what the merge changed. True: answered by the accounts that another writer was faster with.</summary>
    public bool Write(NpgsqlBatch trip)
    {
        var (filled, emptied) = (_merged.FindAll(r => r.Data is { Length: > 1 }), _merged.FindAll(r => r.Data is { Length: 1 }));
        if (emptied.Count > 0) ReadingSql.AddDelete(trip, Month, [.. emptied.Select(r => r.Account)]);
        if (filled.Count > 0) ReadingSql.AddWrite(trip, Month, [.. filled.Select(r => r.Account)], [.. filled.Select(r => r.Version)], [.. filled.Select(r => r.Data!)]);
        return filled.Count > 0;
    }

    /// <summary>Those of its rows once more.</summary>
    public ReadingChunk Again(IReadOnlySet<long> accounts) => new(batch, rows.FindAll(r => accounts.Contains(batch.Account(r))));
}
