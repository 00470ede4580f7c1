using HealthScore.Benchmarks.Databases;
using HealthScore.Benchmarks.Workloads;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Tests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace HealthScore.Engine.Tests.Benchmarks;

/// <summary>What lives on the heap in the middle of a run, after everything was measured and while scores are written, for a small and a larger company.</summary>
[Collection(nameof(RunMemoryTests))]
[CollectionDefinition(nameof(RunMemoryTests), DisableParallelization = true)]
public sealed class RunMemoryTests
{
    private const int Days = 5, Small = 1_000, Large = 9_000;

    // Its id, its bands of the day before, and of each day the two inputs that percentiles rank by, in lists that may be half empty.
    private const double Allowed = 8 + (3 * 16) + (Days * 2 * 2 * sizeof(double)) + 50;

    private static readonly RunSizes Sizes = new() { MostAccounts = 250, Workers = 2 };

    [Fact]
    public async Task Run_KeepsOfAnAccount_WhatPercentilesAndBandsNeed_AndNothingElse()
    {
        // What is made once for a program is there afterwards.
        await HeldAsync(Sizes.MostAccounts * Sizes.Workers);
        var small = await HeldAsync(Small);
        var large = await HeldAsync(Large);

        ((large - small) / (double)(Large - Small)).Should().BeLessThan(Allowed, "of {0:N0} bytes for {1:N0} accounts and {2:N0} for {3:N0}", small, Small, large, Large);
    }

    private static async Task<long> HeldAsync(int accounts)
    {
        var database = new TestDatabase();
        await database.InitializeAsync();
        try
        {
            await using var bench = BenchDatabase.Open(database.ConnectionString);
            await bench.Get<LoadWorkload>().RunAsync(new Workload(accounts, Months: 1), null, default);
            var first = Workload.LastDay.AddDays(1 - Days);
            await bench.BackFillAsync(first.AddDays(-1), first.AddDays(-1), default);
            return await HeldAsync(bench, (await bench.Get<StartRun>().BackFillAsync(Actor.System, first, Workload.LastDay, default)).Value);
        }
        finally
        {
            await database.DisposeAsync();
        }
    }

    private static async Task<long> HeldAsync(BenchDatabase bench, long id)
    {
        using var scoring = new RunScoring(
            bench.Source, bench.Get<IDbContextFactory<HealthScoreDb>>(), bench.Get<ReadingStore>(), bench.Get<OrganisationClock>(), TimeProvider.System, Sizes, NullLogger<RunScoring>.Instance);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        Task<ScoringRun> working;
        long held;
        await using (var connection = await bench.Source.OpenConnectionAsync())
        await using (await connection.BeginTransactionAsync())
        {
            // All is measured then, and each worker is about to write what it has scored.
            await using (var hold = new NpgsqlCommand("lock table score in share row exclusive mode", connection)) await hold.ExecuteNonQueryAsync();
            working = scoring.FinishAsync(id, default);
            await using var writers = bench.Source.CreateCommand($"select count(*) from scoring_run_range where run_id = {id} and state = {(int)RangeState.Scoring}");
            await Eventually.IsAsync(async () => (long)(await writers.ExecuteScalarAsync())! == Sizes.Workers, "all workers are about to write");
            held = GC.GetTotalMemory(forceFullCollection: true) - before;
        }

        (await working).Status.Should().Be(RunStatus.Finished);
        return held;
    }
}
