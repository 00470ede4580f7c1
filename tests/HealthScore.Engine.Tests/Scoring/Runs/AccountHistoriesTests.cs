using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Scoring.Runs;

/// <summary>What <see cref="AccountHistories"/> hands out by <see cref="HistorySql"/>, against the slow way: table by table, account by account.</summary>
public sealed class AccountHistoriesTests(DemoRuns demo) : IClassFixture<DemoRuns>, IAsyncLifetime
{
    private static readonly DateOnly Day = DemoRuns.Today.AddDays(-1);

    public async Task InitializeAsync()
    {
        await using var db = demo.Database();
        if (await db.ManualOverrides.AnyAsync()) return;
        var account = await db.Accounts.OrderBy(a => a.Id).Select(a => a.Id).LastAsync();
        db.AddRange(
            new ManualOverride { AccountId = account, Kind = ScoreKind.Risk, From = Day, To = Day, Band = Band.Red, Score = 88.5, Reason = "r", By = "b" },
            new Pulse { AccountId = account, Day = Day, Score = 42, Expires = Day.AddDays(7) },
            new Referral { AccountId = account, Day = Day.AddDays(-9) });
        await db.SaveChangesAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task History_OfEveryAccount_IsWhatTheTablesHold()
    {
        await using var db = demo.Database();
        await using var connection = await demo.Source.OpenConnectionAsync();
        var accounts = await db.Accounts.AsNoTracking().Where(a => a.Churned == null || a.Churned >= Day).OrderBy(a => a.Id).ToListAsync();
        accounts.RemoveAll(a => a.FirstDay > Day);

        await ShouldHoldAsync(db, accounts, await AccountHistories.LoadAsync(connection, new(accounts[0].Id, accounts[^1].Id), Day, Day, default));
        // Single accounts in a trip.
        accounts.RemoveAll(a => a.Id % 3 == 1);
        await using var trip = Trip.Begin(connection);
        AccountHistories.Ask(trip, [.. accounts.Select(a => a.Id)], Day, Day);
        await using var answers = await trip.AskAsync(default);
        await ShouldHoldAsync(db, accounts, await AccountHistories.ReadAsync(answers, default));
    }

    private static async Task ShouldHoldAsync(HealthScoreDb db, List<Account> accounts, AccountHistories histories)
    {
        histories.Count.Should().Be(accounts.Count);
        var history = new AccountHistory();
        for (var i = 0; i < histories.Count; i++)
        {
            histories.Fill(i, history);
            (histories.Id(i), history.Start, history.Churned, history.FirstReading).Should().Be((accounts[i].Id, accounts[i].Start, accounts[i].Churned, accounts[i].FirstReading));
            await CompareAsync(db, accounts[i].Id, history);
        }
    }

    private static async Task CompareAsync(HealthScoreDb db, long id, AccountHistory history)
    {
        var earliest = Day.AddDays(-400);
        history.States.Should().BeEquivalentTo(await db.AccountStates.AsNoTracking().Where(s => s.AccountId == id && s.From <= Day).OrderBy(s => s.From).ToListAsync(), o => o.WithStrictOrdering());
        history.Renewals.Should().BeEquivalentTo(await db.Renewals.Where(r => r.AccountId == id && r.Day >= Day).Select(r => r.Day).ToListAsync());
        history.Touches.Should().BeEquivalentTo(await db.Touches.Where(t => t.AccountId == id && t.Day <= Day && t.Day >= earliest).Select(t => t.Day).ToListAsync());
        history.Referrals.Should().BeEquivalentTo(await db.Referrals.Where(r => r.AccountId == id && r.Day <= Day && r.Day >= earliest).Select(r => r.Day).ToListAsync());
        // Names, notes and reasons do not score, so they stay where they are.
        Same(await db.Goals.AsNoTracking().Where(g => g.AccountId == id && g.Opened <= Day && (g.Closed == null || g.Closed > Day)).ToListAsync(), history.Goals, nameof(Goal.AccountId), nameof(Goal.Name));
        Same(await db.GoalProgress.AsNoTracking().Where(p => p.AccountId == id && p.Day <= Day).ToListAsync(), history.Progress, nameof(GoalProgress.AccountId));
        Same(await db.Milestones.AsNoTracking().Where(m => m.AccountId == id).ToListAsync(), history.Milestones, nameof(Milestone.AccountId), nameof(Milestone.Name), nameof(Milestone.DefinitionId), nameof(Milestone.Evidence), nameof(Milestone.DoneBy), nameof(Milestone.Recorded));
        Same(await db.SurveyResponses.AsNoTracking().Where(r => r.AccountId == id && r.Day <= Day && r.Day >= earliest).ToListAsync(), history.Responses, nameof(SurveyResponse.AccountId));
        Same(await db.Pulses.AsNoTracking().Where(p => p.AccountId == id && p.Day <= Day).ToListAsync(), history.Pulses, nameof(Pulse.AccountId));
        Same(await db.RiskEvents.AsNoTracking().Where(r => r.AccountId == id && r.Opened <= Day && (r.Closed == null || r.Closed > Day)).ToListAsync(), history.RiskEvents, nameof(RiskEvent.AccountId), nameof(RiskEvent.Note));
        Same(await db.ManualOverrides.AsNoTracking().Where(o => o.AccountId == id && o.From <= Day && o.To >= Day).ToListAsync(), history.Overrides, nameof(ManualOverride.AccountId), nameof(ManualOverride.Reason), nameof(ManualOverride.By));
    }

    private static void Same<T>(List<T> expected, List<T> given, params string[] aside) =>
        given.Should().BeEquivalentTo(expected, o => o.Excluding(m => aside.Any(name => m.Path.EndsWith("." + name, StringComparison.Ordinal) || m.Path == name)));
}
