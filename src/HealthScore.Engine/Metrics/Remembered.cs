using System.Collections.Concurrent;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;

namespace HealthScore.Engine.Metrics;

/// <summary>What was found by passing over all accounts, and for whom.</summary>
/// <param name="Scope">Whose accounts.</param>
/// <param name="Source">What was measured.</param>
/// <param name="Day">As of which day.</param>
/// <param name="Run">The last finished run.</param>
/// <param name="Catalogue">Grows with each change of a metric.</param>
/// <param name="Segments">What the segments are called, in their order.</param>
internal readonly record struct ProfileKey(int? Scope, MetricSource Source, DateOnly Day, long Run, long Catalogue, string Segments);

/// <summary>The findings of late.</summary>
/// <param name="turn">One pass over all accounts at a time is enough for a node: who asks for the same waits for it, and finds what it found.</param>
internal sealed class Remembered<T>(SemaphoreSlim turn)
    where T : class
{
    private const int Most = 300;

    private readonly ConcurrentDictionary<ProfileKey, T> _known = new();

    public async Task<Result<T>> ReadAsync(ProfileKey key, Func<Task<Result<T>>> read, CancellationToken ct)
    {
        if (_known.TryGetValue(key, out var known)) return known;
        await turn.WaitAsync(ct);
        try
        {
            if (_known.TryGetValue(key, out known)) return known;
            var found = await read();
            if (!found.IsOk) return found;
            if (_known.Count >= Most) _known.Clear();
            return _known[key] = found.Value;
        }
        finally
        {
            turn.Release();
        }
    }
}
