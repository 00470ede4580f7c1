using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Measuring;
using HealthScore.Benchmarks.Workloads;

namespace HealthScore.Benchmarks.Benches;

/// <summary>What a benchmark works on and with.</summary>
internal sealed record BenchContext(BenchServer Server, BenchDatabase Database, Workload Workload, int Repeats, Report Report);
