using System.Diagnostics;

namespace HealthScore.Tests;

/// <summary>Waits for what another process, node or thread is about to do, and fails when it does not come.</summary>
public static class Eventually
{
    private static readonly TimeSpan s_patience = TimeSpan.FromMinutes(1);

    /// <summary>Asks again and again until it is so.</summary>
    /// <param name="isSo">Asked every few milliseconds.</param>
    /// <param name="what">What is waited for, for the message.</param>
    public static async Task IsAsync(Func<Task<bool>> isSo, string what)
    {
        for (var start = Stopwatch.GetTimestamp(); !await isSo(); await Task.Delay(10))
            if (Stopwatch.GetElapsedTime(start) > s_patience)
                throw new TimeoutException($"Waited {s_patience.TotalSeconds:0} s in vain until {what}.");
    }
}
