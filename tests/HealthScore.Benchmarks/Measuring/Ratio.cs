namespace HealthScore.Benchmarks.Measuring;

/// <summary>One measured thing against another of the same run: what can be compared between machines.</summary>
/// <param name="Name">What is divided by what.</param>
/// <param name="Value">The quotient of the medians.</param>
/// <param name="Target">What we want, as it stands in docs/performance.md; empty: nothing in particular.</param>
internal sealed record Ratio(string Name, double Value, string Target);
