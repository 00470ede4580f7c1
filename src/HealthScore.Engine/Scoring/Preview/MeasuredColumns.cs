using System.Runtime.InteropServices;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage.Scores;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>Takes accounts as of one day and puts what was measured into columns.</summary>
internal sealed class MeasuredColumns(IReadOnlyList<MeasureSource> sources)
{
    private readonly List<long> _ids = [];
    private readonly List<int?> _segments = [];
    private readonly List<int?> _stages = [];
    private readonly List<int?> _owners = [];
    private readonly List<decimal> _arr = [];
    private readonly List<MeasureValue>[] _values = [.. sources.Select(_ => new List<MeasureValue>())];

    public void Add(in ScoredAccount account, MeasuredDay measured)
    {
        _ids.Add(account.Id);
        _segments.Add(measured.SegmentId);
        _stages.Add(measured.StageId);
        _owners.Add(account.OwnerId);
        _arr.Add(account.Arr);
        for (var j = 0; j < _values.Length; j++) _values[j].Add(measured.Values[j]);
    }

    /// <summary>The columns of all ranges as one, with ranks in the place of what is ranked.</summary>
    public static MeasuredAccounts Of(IReadOnlyList<MeasuredColumns> ranges, IReadOnlyList<MeasureSource> sources, CompiledModel model, PeerDistribution peers, DateOnly day, int oneIn)
    {
        var columns = sources.Select(s => new MeasuredColumn(s, new double[ranges.Sum(r => r._ids.Count)], new MeasureStatus[ranges.Sum(r => r._ids.Count)])).ToArray();
        var (measured, at) = (new MeasuredDay(), 0);
        foreach (var range in ranges)
            for (var i = 0; i < range._ids.Count; i++, at++)
            {
                measured.Begin(model, day, range._segments[i], range._stages[i]);
                for (var j = 0; j < columns.Length; j++) measured.Values[j] = range._values[j][i];
                model.Rank(measured, peers);
                for (var j = 0; j < columns.Length; j++) (columns[j].Statuses[at], columns[j].Values[at]) = (measured.Values[j].Status, measured.Values[j].Value);
            }

        return new(day, oneIn, All(r => r._ids), All(r => r._segments), All(r => r._stages), All(r => r._owners), All(r => r._arr), columns);

        T[] All<T>(Func<MeasuredColumns, List<T>> of)
        {
            var all = new T[ranges.Sum(r => r._ids.Count)];
            var next = 0;
            foreach (var range in ranges)
            {
                CollectionsMarshal.AsSpan(of(range)).CopyTo(all.AsSpan(next));
                next += range._ids.Count;
            }

            return all;
        }
    }
}
