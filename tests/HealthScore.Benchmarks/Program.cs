using HealthScore.Benchmarks.Commands;

return await CommandLine.RunAsync(args);
