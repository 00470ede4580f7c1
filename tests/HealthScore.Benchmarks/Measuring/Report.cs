using System.Diagnostics;
using System.Globalization;

namespace HealthScore.Benchmarks.Measuring;

/// <summary>Collects what a benchmark measures; in the end it is a table for people and JSON for programs.</summary>
internal sealed class Report(string benchmark, int accounts)
{
    private readonly List<Samples> _samples = [];
    private readonly List<Ratio> _ratios = [];

    public string Benchmark { get; } = benchmark;

    public int Accounts { get; } = accounts;

    public IReadOnlyList<Samples> Samples => _samples;

    public IReadOnlyList<Ratio> Ratios => _ratios;

    /// <summary>Where the time of our last repeat went.</summary>
    public IReadOnlyList<Wait> Waits { get; set; } = [];

    /// <summary>The samples of that name, begun if need be.</summary>
    public Samples Of(string name, string unit = "s")
    {
        var found = _samples.Find(s => s.Name == name);
        if (found is null) _samples.Add(found = new(name, unit));
        return found;
    }

    public bool Has(string name) => _samples.Exists(s => s.Name == name);

    /// <summary>Measures how long something takes, in seconds.</summary>
    public async Task<double> TimeAsync(string name, Func<Task> work)
    {
        var start = Stopwatch.GetTimestamp();
        await work();
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Of(name).Add(seconds);
        await Console.Error.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {name}: {seconds:N3} s"));
        return seconds;
    }

    /// <summary>Median by median, if both were measured.</summary>
    public void Compare(string name, string by, string target = "")
    {
        if (Has(name) && Has(by))
            _ratios.Add(new($"{name.Trim()} / {by.Trim()}", Of(name).Median / Of(by).Median, target));
    }

    /// <summary>A ratio that is more than one median by another.</summary>
    public void Compare(string name, double value, string target = "") => _ratios.Add(new(name, value, target));
}
