using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Storage.Scores;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Journeys;

/// <summary>The stay that <c>StaySql</c> finds, and the progress that the pages filter by, are the Domain's, account by account.</summary>
public sealed class ProgressTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    [Fact]
    public async Task Progress_OfAllAccounts_IsThatOfTheDomain_AndFiltersTheGrid()
    {
        await using var connection = await demo.Source.OpenConnectionAsync();
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await CurrentSql.RebuildAsync(connection, DemoRuns.Today, default);
            await transaction.CommitAsync();
        }

        await using var db = demo.Database();
        var rows = await db.CurrentAccounts.AsNoTracking().ToListAsync();
        var states = (await db.AccountStates.AsNoTracking().Where(s => s.From <= DemoRuns.Today).OrderBy(s => s.From).ToListAsync()).ToLookup(s => s.AccountId);
        var milestones = (await db.Milestones.AsNoTracking().ToListAsync()).ToLookup(m => m.AccountId);
        var expected = await db.Stages.ToDictionaryAsync(s => s.Id, s => s.ExpectedDays);
        foreach (var row in rows)
        {
            var began = states[row.AccountId].Reverse().TakeWhile(s => s.StageId == row.StageId).LastOrDefault()?.From;
            var progress = row.StageId is { } stage
                ? StageStay.Of(began!.Value, expected[stage], milestones[row.AccountId].Where(m => m.StageId == stage), DemoRuns.Today).On(DemoRuns.Today)
                : Progress.None;
            (row.StageSince, row.Progress).Should().Be((row.StageId is null ? null : began, progress), row.Name);
        }

        foreach (var progress in new[] { Progress.OnTrack, Progress.Behind, Progress.Stuck })
        {
            var those = rows.Where(r => r.Active && r.Progress == progress).Select(r => r.AccountId).ToList();
            those.Should().NotBeEmpty($"the demo company has accounts that are {progress}");
            (await demo.Get<SelectAccounts>().RunAsync(Actor.System, new() { Progress = progress }, 5000, default)).Value.Should().BeEquivalentTo(those);
        }
    }
}
