using HealthScore.Engine.Demo;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Tests.Demo;

/// <summary>The entry rules of the demo company go on with the past that its accounts come with.</summary>
public sealed class DemoJourneysTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    [Fact]
    public void PublicBodies_GoTheirOwnWay_AndNobodyElseDoes()
    {
        var company = Fieldnote.Generate(300);
        var journeys = company.Stages.ToDictionary(s => s.Id, s => s.JourneyId);
        journeys.Values.Distinct().Should().BeEquivalentTo(company.Journeys.Select(j => j.Id)).And.HaveCount(2);
        foreach (var account in Fieldnote.Accounts)
        {
            foreach (var state in account.States) journeys[state.StageId!.Value].Should().Be(company.Segments.Single(s => s.Id == state.SegmentId).JourneyId ?? 1, account.Account.Name);
            foreach (var milestone in account.Milestones) company.Milestones.Single(m => m.Id == milestone.DefinitionId).Should().Match<Domain.Journeys.MilestoneDefinition>(m => m.StageId == milestone.StageId && m.Name == milestone.Name);
        }
    }

    [Fact]
    public async Task EntryRules_MoveNobodyOnTheDayOfTheLoad_AndSomeAsTimeGoesOn()
    {
        (await demo.Get<PlaceAccounts>().AllAsync(default)).Should().Be(0);

        demo.Time.Now = demo.Time.Now.AddDays(150);
        (await demo.Get<PlaceAccounts>().AllAsync(default)).Should().BePositive();
        await using var db = demo.Database();
        var today = DateOnly.FromDateTime(demo.Time.Now.Date);
        var entered = await db.AccountStates.Where(s => s.From == today).Select(s => s.StageId).Distinct().ToListAsync();
        entered.Should().Contain([DemoStages.Adoption, DemoStages.Renewal]);
    }
}
