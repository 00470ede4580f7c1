using HealthScore.Domain.Primitives;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Web.Shared;

namespace HealthScore.Web.Models;

/// <summary>One long look at many accounts at a time, with its progress. It stops when it is cancelled, and with the page.</summary>
public sealed class LongWork : IProgress<AccountsDone>, IDisposable
{
    private static readonly TimeSpan s_redrawAfter = TimeSpan.FromMilliseconds(150);

    private CancellationTokenSource? _stop;
    private AccountsDone _done;
    private long _toldAt;

    /// <summary>Called when there is something new to draw, from any thread.</summary>
    public Action Changed { get; set; } = () => { };

    public bool IsRunning => _stop is not null;

    public string What { get; private set; } = "";

    public double? Fraction => _done.Total > 0 ? (double)_done.Done / _done.Total : null;

    public string? Note => _done.Total > 0 ? $"{Formats.Count(_done.Done)} of {Formats.Count(_done.Total)}" : null;

    /// <summary>What came of it; null when it was cancelled.</summary>
    public async Task<Result<T>?> RunAsync<T>(string what, ILogger log, Func<IProgress<AccountsDone>, CancellationToken, Task<Result<T>>> work)
    {
        Cancel();
        using var stop = _stop = new CancellationTokenSource();
        (What, _done) = (what, default);
        Changed();
        try
        {
            // Not on the circuit's own thread: a page must hear its cancel button.
            return await Task.Run(() => work(this, stop.Token), stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return null;
        }
        catch (Exception e) when (Outage.IsBehind(e))
        {
            log.LogWarning(e, "{What} was broken off", what);
            return new Error("outage", Outage.Words);
        }
        finally
        {
            if (_stop == stop) _stop = null;
            Changed();
        }
    }

    public void Cancel() => _stop?.Cancel();

    public void Report(AccountsDone value)
    {
        // Ranges end on several threads; progress only goes up.
        if (value.Done < _done.Done) return;
        _done = value;
        if (_toldAt != 0 && TimeProvider.System.GetElapsedTime(_toldAt) < s_redrawAfter) return;
        _toldAt = TimeProvider.System.GetTimestamp();
        Changed();
    }

    public void Dispose()
    {
        Changed = () => { };
        Cancel();
    }
}
