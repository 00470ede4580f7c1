using System.Collections.Concurrent;
using System.Diagnostics;

namespace HealthScore.Benchmarks.Measuring;

/// <summary>What a piece of work waited for.</summary>
/// <param name="Statement">The statement's beginning, without numbers.</param>
/// <param name="Calls">How often it was sent.</param>
/// <param name="Seconds">All calls together; those at the same time count each.</param>
/// <param name="LastEnd">When the last one ended, in seconds from the start.</param>
internal sealed record Wait(string Statement, int Calls, double Seconds, double LastEnd);

/// <summary>Which statements a piece of work sends, and how long it waits for each: Npgsql tells it as activities.</summary>
internal sealed class StatementWatch : IDisposable
{
    private readonly ConcurrentDictionary<string, (int Calls, TimeSpan Time, TimeSpan LastEnd)> _statements = [];
    private readonly ActivityListener _listener;
    private readonly long _start = Stopwatch.GetTimestamp();

    public StatementWatch()
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == "Npgsql",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = Note,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    /// <summary>The costliest first.</summary>
    public IEnumerable<Wait> Waits =>
        _statements.Select(s => new Wait(s.Key, s.Value.Calls, s.Value.Time.TotalSeconds, s.Value.LastEnd.TotalSeconds)).OrderByDescending(w => w.Seconds);

    public void Dispose() => _listener.Dispose();

    private void Note(Activity activity)
    {
        var text = (activity.GetTagItem("db.query.text") ?? activity.GetTagItem("db.statement")) as string ?? activity.DisplayName;
        var end = Stopwatch.GetElapsedTime(_start);
        _statements.AddOrUpdate(Shorten(text), (1, activity.Duration, end), (_, s) => (s.Calls + 1, s.Time + activity.Duration, end));
    }

    // Ranges stand in the text of a COPY: without their numbers all ranges are the same statement.
    private static string Shorten(string text)
    {
        var words = string.Join(' ', text.Split([' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries).Select(w => w.Any(char.IsDigit) ? "#" : w));
        return words.Length > 70 ? words[..70] : words;
    }
}
