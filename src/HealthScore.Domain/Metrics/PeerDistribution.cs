using System.Runtime.InteropServices;
using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Metrics;

/// <summary>What a percentile ranks: the mean of a count over a window, or the last of a gauge (window 0).</summary>
/// <param name="MetricId">The metric.</param>
/// <param name="Window">Days; 0 for a gauge, whose last reading has no window.</param>
public readonly record struct PercentileMeasure(short MetricId, int Window);

/// <summary>
/// The inputs of all percentiles of one day by peer group: active accounts of the same segment and stage, none counting as
/// the same (scoring contract, section 2). First filled, by one thread or merged from several; then frozen; then asked.
/// </summary>
public sealed class PeerDistribution
{
    /// <summary>Among fewer peers nobody is ranked.</summary>
    public const int FewestPeers = 20;

    private readonly Dictionary<Group, List<double>> _groups = [];

    /// <summary>A distribution without peers: every percentile is missing.</summary>
    public static PeerDistribution None { get; } = new();

    /// <summary>Adds one active account's input; only accounts for which it is not missing are peers.</summary>
    public void Add(int? segmentId, int? stageId, PercentileMeasure measure, double input)
    {
        ref var inputs = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, new(segmentId, stageId, measure), out _);
        (inputs ??= []).Add(input);
    }

    /// <summary>
    /// Notes that a group was asked, whether any of its accounts has an input or not: that there are too few is then known, and nobody
    /// need ask again.
    /// </summary>
    public void AddGroup(int? segmentId, int? stageId, PercentileMeasure measure) => AddRange(segmentId, stageId, measure, []);

    /// <summary>Whether the group was asked; if not, its percentiles are missing only because nobody has looked yet.</summary>
    public bool Knows(int? segmentId, int? stageId, PercentileMeasure measure) => _groups.ContainsKey(new(segmentId, stageId, measure));

    /// <summary>Adds what another worker collected.</summary>
    public void Merge(PeerDistribution other)
    {
        foreach (var (group, inputs) in other._groups) AddRange(group.SegmentId, group.StageId, group.Measure, CollectionsMarshal.AsSpan(inputs));
    }

    /// <summary>Adds the inputs of many accounts.</summary>
    public void AddRange(int? segmentId, int? stageId, PercentileMeasure measure, ReadOnlySpan<double> inputs)
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(_groups, new(segmentId, stageId, measure), out _);
        (known ??= []).AddRange(inputs);
    }

    /// <summary>All inputs, by segment, stage and measure.</summary>
    public IEnumerable<(int? SegmentId, int? StageId, PercentileMeasure Measure, List<double> Inputs)> Groups =>
        _groups.Select(g => (g.Key.SegmentId, g.Key.StageId, g.Key.Measure, g.Value));

    /// <summary>Sorts the inputs; nothing may be added afterwards.</summary>
    public void Freeze()
    {
        foreach (var inputs in _groups.Values) inputs.Sort();
    }

    /// <summary>100 × (number below + ½ × number equal) / number of peers; missing below 20 peers.</summary>
    public MeasureValue Rank(int? segmentId, int? stageId, PercentileMeasure measure, double input)
    {
        if (!_groups.TryGetValue(new(segmentId, stageId, measure), out var inputs) || inputs.Count < FewestPeers) return MeasureValue.Missing;
        var sorted = CollectionsMarshal.AsSpan(inputs);
        // Means that differ by no more than the order of their summation are equal.
        var noise = Math.Abs(input) * Compare.Noise;
        var below = sorted.BinarySearch(new Edge(input - noise, IsAfter: false));
        var upTo = sorted.BinarySearch(new Edge(input + noise, IsAfter: true));
        return MeasureValue.Of(100 * ((~below + ~upTo) / 2.0) / sorted.Length);
    }

    private readonly record struct Group(int? SegmentId, int? StageId, PercentileMeasure Measure);

    // Never equal to an element, so that the search ends before all elements that equal it, or after them.
    private readonly record struct Edge(double Value, bool IsAfter) : IComparable<double>
    {
        public int CompareTo(double other) => other < Value || (IsAfter && other == Value) ? 1 : -1;
    }
}
