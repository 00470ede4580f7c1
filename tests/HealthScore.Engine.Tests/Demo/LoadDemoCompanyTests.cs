using HealthScore.Domain.Accounts;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Demo;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Tests.Demo;

/// <summary>What was made comes out of a real database as it went in.</summary>
public sealed class LoadDemoCompanyTests(LoadedDemo demo) : IClassFixture<LoadedDemo>
{
    [Fact]
    public void Load_OfAnEmptyDatabase_TellsWhatItDid()
    {
        demo.Loaded.IsOk.Should().BeTrue(demo.Loaded.Message);
        demo.Loaded.Value!.Accounts.Should().Be(300);
        demo.Loaded.Value.Readings.Should().Be(Fieldnote.Accounts.Sum(a => a.Series.Sum(s => s.Days.Length)));
        demo.Told.Should().Be(300);
    }

    [Fact]
    public async Task Readings_ComeBackToTheLastBit()
    {
        await using var connection = await demo.Source.OpenConnectionAsync();
        var store = new ReadingStore(demo.Source);
        foreach (var account in Fieldnote.Accounts.Where(a => a.Account.Id % 20 == 0))
        {
            var stored = await store.ReadAccountAsync(connection, account.Account.Id, Fieldnote.Today.AddYears(-3), Fieldnote.Today);
            stored.Select(r => (r.MetricId, r.Day, r.Value)).Should()
                .Equal(account.Series.SelectMany(s => s.Days.Zip(s.Values, (d, v) => (s.MetricId, d, v))));
        }
    }

    [Fact]
    public async Task Facts_ComeBackAsTheyWere()
    {
        await using var db = demo.Database();
        foreach (var account in Fieldnote.Accounts.Where(a => a.Account.Id % 20 == 0))
        {
            var id = account.Account.Id;
            (await db.Accounts.AsNoTracking().SingleAsync(a => a.Id == id)).Should().BeEquivalentTo(account.Account);
            (await db.AccountStates.AsNoTracking().Where(s => s.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.States);
            (await db.Renewals.AsNoTracking().Where(r => r.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.Renewals);
            (await db.Outcomes.AsNoTracking().Where(o => o.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.Outcomes);
            (await db.Contacts.AsNoTracking().Where(c => c.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.Contacts);
            (await db.RiskEvents.AsNoTracking().Where(e => e.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.RiskEvents);
            (await db.Touches.AsNoTracking().Where(t => t.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.Touches);
            (await db.Referrals.AsNoTracking().Where(r => r.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.Referrals);
            (await db.SurveyResponses.AsNoTracking().Where(s => s.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.Surveys);
            (await db.Pulses.AsNoTracking().Where(p => p.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.Pulses);
            (await db.Goals.AsNoTracking().Where(g => g.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.Goals);
            (await db.GoalProgress.AsNoTracking().Where(p => p.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.GoalProgress);
            (await db.Milestones.AsNoTracking().Where(m => m.AccountId == id).ToListAsync()).Should().BeEquivalentTo(account.Milestones);
        }
    }

    [Fact]
    public async Task Overrides_ComeBackAsTheyWere()
    {
        await using var db = demo.Database();
        (await db.ManualOverrides.AsNoTracking().ToListAsync()).Should().BeEquivalentTo(Fieldnote.Accounts.SelectMany(a => a.Overrides)).And.NotBeEmpty();
    }

    [Fact]
    public async Task Models_ComeBackAsTheyWere()
    {
        await using var db = demo.Database();
        var models = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).OrderBy(m => m.Id).ToListAsync();
        var made = Fieldnote.Generate(300).Models;
        models.Select(m => (m.Kind, m.SegmentId, m.StageId, m.Name)).Should().BeEquivalentTo(made.Select(m => (m.Kind, m.SegmentId, m.StageId, m.Name)));
        foreach (var model in made)
            models.Single(m => m.Name == model.Name).Versions.OrderBy(v => v.Number).Select(v => v.Definition)
                .Should().BeEquivalentTo(model.Versions.Select(v => v.Definition), o => o.RespectingRuntimeTypes());
    }

    [Fact]
    public async Task MetricDays_CountTheAccountsWithAReading()
    {
        await using var db = demo.Database();
        var counted = Fieldnote.Accounts.SelectMany(a => a.Series).SelectMany(s => s.Days.Select(d => (s.MetricId, d))).GroupBy(x => x).ToDictionary(g => g.Key, g => (long)g.Count());
        var stored = await db.Set<MetricDay>().AsNoTracking().ToListAsync();
        stored.ToDictionary(m => (m.MetricId, m.Day.DayNumber), m => m.Readings).Should().Equal(counted);
    }

    [Fact]
    public async Task GaugeStarts_AreTheFirstReadings()
    {
        await using var db = demo.Database();
        var stored = await db.Database.SqlQuery<string>($"select account_id || ' ' || metric_id || ' ' || day as \"Value\" from gauge_start").ToListAsync();
        var gauges = DemoMetrics.Create().Where(m => m.Kind == Domain.Metrics.MetricKind.Gauge).Select(m => m.Id).ToHashSet();
        stored.Should().BeEquivalentTo(Fieldnote.Accounts.SelectMany(a => a.Series.Where(s => gauges.Contains(s.MetricId)).Select(s => $"{a.Account.Id} {s.MetricId} {DateOnly.FromDayNumber(s.Days[0]):yyyy-MM-dd}")));
    }

    [Fact]
    public async Task CurrentAccounts_AreThereBeforeTheFirstScore()
    {
        await using var db = demo.Database();
        var current = await db.CurrentAccounts.AsNoTracking().ToListAsync();
        current.Should().HaveCount(300).And.OnlyContain(c => c.Day == null);
        current.Where(c => c.Active).Sum(c => c.Arr).Should().Be(Fieldnote.Accounts.Where(a => a.Account.Churned is null).Sum(a => a.States[^1].Arr));
    }

    [Fact]
    public async Task NewFacts_GetIdsOfTheirOwn()
    {
        await using var db = demo.Database();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var touch = new Touch { AccountId = 1, Day = Fieldnote.Today, Channel = "call" };
        var account = new Account(0, "new-one", "New one", Fieldnote.Today);
        db.AddRange(touch, account);
        await db.SaveChangesAsync();
        account.Id.Should().Be(301);
        touch.Id.Should().Be(Fieldnote.Accounts.SelectMany(a => a.Touches).Max(t => t.Id) + 1);
    }

    [Fact]
    public async Task Users_OfAllRoles_SignInWithThePasswordsToldOfThem()
    {
        await using var scope = demo.Services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<AppUser>>();
        foreach (var told in demo.Loaded.Value!.Users)
        {
            var user = await users.FindByEmailAsync(told.Email);
            (user!.Role, user.Name, user.OnlyOwn).Should().Be((told.Role, told.Name, told.Role == Role.Csm));
            (await users.CheckPasswordAsync(user, told.Password)).Should().BeTrue();
        }
        demo.Loaded.Value.Users.Select(u => u.Role).Should().BeEquivalentTo(Roles.All);
    }

    [Fact]
    public async Task Csm_OwnsAFullPortfolio()
    {
        await using var db = demo.Database();
        var csm = await db.Users.AsNoTracking().SingleAsync(u => u.Role == Role.Csm);
        (await db.CurrentAccounts.CountAsync(a => a.Active && a.OwnerId == csm.OwnerId)).Should().BeGreaterThan(12);
        (await db.Owners.SingleAsync(o => o.Id == csm.OwnerId)).Name.Should().Be(csm.Name);
    }

    [Fact]
    public async Task Load_OfADatabaseInUse_IsRefused()
    {
        var again = await demo.LoadAsync(Actor.System, 10);
        again.Errors.Should().ContainSingle().Which.Code.Should().Be("not_empty");
    }

    [Theory]
    [InlineData(0, 18, "accounts_out_of_range")]
    [InlineData(300, 2, "months_out_of_range")]
    public async Task Load_OfAnImpossibleCompany_IsRefused(int accounts, int months, string code)
    {
        var refused = await demo.LoadAsync(Actor.System, accounts, months);
        refused.Errors.Should().ContainSingle().Which.Code.Should().Be(code);
    }

    [Fact]
    public async Task Load_ByAnybodyButAnAdmin_IsRefused()
    {
        var refused = await demo.LoadAsync(new Actor("1", "Robin", Role.CsOps), 10);
        refused.Errors.Should().ContainSingle().Which.Code.Should().Be("forbidden");
    }
}
