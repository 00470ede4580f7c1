using System.Collections.Concurrent;
using HealthScore.Domain.Metrics;

namespace HealthScore.Engine.Metrics;

/// <summary>What was found by passing over all accounts, and for whom.</summary>
/// <param name="Scope">Whose accounts.</param>
/// <param name="Source">What was measured.</param>
/// <param name="Day">As of which day.</param>
/// <param name="Run">The last finished run.</param>
/// <param name="Catalogue">Grows with each change of a metric.</param>
internal readonly record struct ProfileKey(int? Scope, MetricSource Source, DateOnly Day, long Run, long Catalogue);

/// <summary>The findings of late.</summary>
internal sealed class Remembered<T>
    where T : class
{
    private const int Most = 300;

    private readonly ConcurrentDictionary<ProfileKey, T> _known = new();

    public T? Find(ProfileKey key) => _known.GetValueOrDefault(key);

    public T Keep(ProfileKey key, T found)
    {
        if (_known.Count >= Most) _known.Clear();
        return _known[key] = found;
    }
}
