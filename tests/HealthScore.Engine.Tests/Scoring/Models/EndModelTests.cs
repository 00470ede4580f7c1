using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Portfolio;
using HealthScore.Engine.Scoring;
using HealthScore.Engine.Scoring.Live;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Segments;
using HealthScore.Engine.Tests.Scoring.Runs;
using Microsoft.EntityFrameworkCore;
using static HealthScore.Engine.Tests.Scoring.Models.ModelDesk;

namespace HealthScore.Engine.Tests.Scoring.Models;

/// <summary>A model is taken out of use, and back in.</summary>
public sealed class EndModelTests(DemoRuns demo) : IClassFixture<DemoRuns>
{
    private static readonly DateOnly Yesterday = DemoRuns.Today.AddDays(-1);

    [Fact]
    public async Task EndedModel_ScoresNobodyFromTodayOn_AndItsAccountsFallThrough()
    {
        await demo.BackFillAsync(Yesterday, Yesterday);
        await using var db = demo.Database();
        var (general, segment) = (await db.ScoringModels.SingleAsync(m => m.Kind == ScoreKind.Health && m.SegmentId == null && m.StageId == null), await db.Segments.FirstAsync(s => !db.ScoringModels.Any(m => m.SegmentId == s.Id)));
        var made = (await demo.Get<CreateModel>().RunAsync(Ops, new(ScoreKind.Health, segment.Id, null, "For a while", general.Id), default)).Value;
        var definition = (await ReadAsync(made)).Definition;
        var first = (await demo.Get<PublishScoringModel>().RunAsync(Ops, made, (await ReadAsync(made)).DraftRevision, 0, "Try", default)).Value!;
        (await demo.Get<SaveDraft>().RunAsync(Ops, made, (await ReadAsync(made)).DraftRevision, definition with { Margin = 9 }, default)).IsOk.Should().BeTrue();
        (await demo.Get<PreviewModel>().OfDraftAsync(Ops, made, null, default)).IsOk.Should().BeTrue();
        (await ReadAsync(made)).Preview.Should().NotBeNull();
        var scored = await ScoredAsync(first.VersionId);
        scored.Should().NotBeEmpty().And.HaveCount(first.Accounts);

        var heirs = (await demo.Get<EndModel>().LookAsync(Ops, made, default)).Value!;
        heirs.Sum(h => h.Accounts).Should().Be(scored.Count);
        heirs.Should().OnlyContain(h => h.ModelId != made);

        (await demo.Get<EndModel>().RunAsync(Csm, made, 1, "No", default)).Errors[0].Code.Should().Be("forbidden");
        (await demo.Get<EndModel>().RunAsync(Ops, made, 1, " ", default)).Errors[0].Code.Should().Be("reason_missing");
        (await demo.Get<EndModel>().RunAsync(Ops, made, 7, "Unseen", default)).Errors[0].Code.Should().Be("version_overtaken");
        (await demo.Get<EndModel>().RunAsync(Ops, made, 1, "It told nothing more", default)).Value!.Accounts.Should().Be(scored.Count);
        (await demo.Get<EndModel>().RunAsync(Ops, made, 2, "Twice", default)).Errors[0].Code.Should().Be("scores_nothing");

        (await demo.Get<CreateModel>().RunAsync(Ops, new(ScoreKind.Health, segment.Id, null, "Another"), default)).Message.Should().Contain("For a while, which was ended on " + Days.Day(new(2026, 3, 18), CultureInfo.CurrentCulture));
        (await demo.Get<RemoveSegment>().RunAsync(Ops, segment.Id, default)).Message.Should().Contain("For a while was ended");

        (await ScoredAsync(first.VersionId)).Should().BeEmpty();
        (await db.Scores.Where(s => s.Day == DemoRuns.Today && s.Kind == ScoreKind.Health && scored.Contains(s.AccountId)).CountAsync()).Should().Be(heirs.Where(h => h.ModelId is not null).Sum(h => h.Accounts), "whoever has an heir is scored by it");
        (await ReadAsync(made)).Should().Match<ModelView>(v => v.Model.Version == null && v.Model.Last == 2 && v.Model.Ended == DemoRuns.Today && v.Definition.Margin == 9 && v.Preview == null, "the draft stays, but nobody has looked at what it does now");
        (await demo.Get<ListModels>().RunAsync(Csm, ScoreKind.Health, default)).Value!.Cell(segment.Id, null).Should().Match<ModelCell>(c => c.Own!.Id == made && c.IsInherited && c.Applies!.Id == general.Id);
        (await demo.Get<ModelHistory>().RunAsync(Csm, made, default)).Value!.Select(v => (v.Number, v.Ends, v.Reason)).Should().Equal((2, true, "It told nothing more"), (1, false, "Try"));
        (await demo.Get<ExportModel>().RunAsync(Ops, new(made), TextWriter.Null, default)).Errors[0].Code.Should().Be("nothing_to_export");

        (await demo.Get<RollBack>().RunAsync(Ops, made, 2, 2, "Back", default)).Errors[0].Code.Should().Be("version_ends");
        (await demo.Get<RollBack>().RunAsync(Ops, made, 1, 1, "Back", default)).Errors[0].Code.Should().Be("version_overtaken");
        var preview = (await demo.Get<PreviewModel>().RunAsync(Ops, new(ScoreKind.Health, segment.Id, null, definition), null, default)).Value!;
        var back = (await demo.Get<RollBack>().RunAsync(Ops, made, 1, 2, "Back", default, "As before", preview.Summary)).Value!;
        back.Should().Match<PublishedVersion>(v => v.Number == 3 && v.Accounts == scored.Count);
        (await demo.Get<ModelHistory>().RunAsync(Csm, made, default)).Value![0].Should().Match<ModelHistoryEntry>(v => v.Expected == "As before" && v.Preview!.Accounts == preview.Accounts.Count);
        (await demo.Get<ModelHistory>().RunAsync(Csm with { OnlyOwn = true, OwnerId = 1 }, made, default)).Value![0].Preview.Should().BeNull("it counts everybody's accounts");
        (await ScoredAsync(back.VersionId)).Should().Equal(scored);
    }

    [Fact]
    public async Task EndedModel_WithoutAnHeir_LeavesNoScore_WhetherItsAccountsFollowOneByOneOrInARun()
    {
        await demo.ForgetAsync();
        await demo.BackFillAsync(Yesterday, Yesterday);
        await using var db = demo.Database();
        (await ShownAsync()).Expansion.Should().BePositive();
        var account = await db.CurrentAccounts.Where(a => a.Active && a.Health != null && a.Expansion != null).Select(a => a.AccountId).FirstAsync();
        (await OnItsPageAsync(ScoreKind.Expansion)).Should().Match<(double? Head, string? Why)>(s => s.Head != null && s.Why == null);
        foreach (var model in await db.ScoringModels.Where(m => m.Kind == ScoreKind.Expansion).Select(m => m.Id).ToListAsync())
            (await demo.Get<EndModel>().RunAsync(Ops, model, (await ReadAsync(model)).Model.Last, "It tells nothing", default)).IsOk.Should().BeTrue();

        while (await demo.Get<LiveScoring>().ScoreMarkedAsync(TimeSpan.FromSeconds(-1), 500, default) > 0)
        {
        }

        (await ShownAsync()).Should().Match<(int Health, int Expansion)>(s => s.Expansion == 0 && s.Health > 0, "its accounts were marked and followed one by one");
        (await OnItsPageAsync(ScoreKind.Expansion)).Should().Match<(double? Head, string? Why)>(s => s.Head == null && s.Why!.EndsWith("It was last scored on 17 Mar 2026."), "what was is not passed off as what is");
        (await OnItsPageAsync(ScoreKind.Health)).Head.Should().NotBeNull();
        await demo.FinishAsync((await demo.Get<Engine.Scoring.Runs.StartRun>().TodayAsync(Ops, default)).Value);
        (await ShownAsync()).Should().Match<(int Health, int Expansion)>(s => s.Expansion == 0 && s.Health > 0, "and so it is where they are too many for that");
        (await OnItsPageAsync(ScoreKind.Expansion)).Head.Should().BeNull();

        // Without any model of health nobody came since, and the year before does not go.
        foreach (var model in await db.ScoringModels.Where(m => m.Kind == ScoreKind.Health).Select(m => m.Id).ToListAsync())
            (await demo.Get<EndModel>().RunAsync(Ops, model, (await ReadAsync(model)).Model.Last, "It tells nothing", default)).IsOk.Should().BeTrue();
        while (await demo.Get<LiveScoring>().ScoreMarkedAsync(TimeSpan.FromSeconds(-1), 500, default) > 0)
        {
        }

        var portfolio = await demo.Get<ReadPortfolio>().RunAsync(Actor.System, new(), default);
        (portfolio.Day, portfolio.Came, portfolio.LastScored is not null, portfolio.Trend.Count > 0).Should().Be((null, 0, true, true));
        (await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { IsNew = true }, default)).Total.Should().Be(0);
        (await demo.Get<ListAccounts>().RunAsync(Actor.System, new() { IsNew = false }, default)).Total.Should().BePositive();

        async Task<(double? Head, string? Why)> OnItsPageAsync(ScoreKind kind)
        {
            var head = (await demo.Get<ReadAccount>().RunAsync(Actor.System, account, null, default)).Value!.Scores.Single(s => s.Kind == kind);
            var why = await demo.Get<ReadScore>().RunAsync(Actor.System, account, kind, DemoRuns.Today, DemoRuns.Today.AddDays(-30), CultureInfo.GetCultureInfo("en-GB"), default);
            return (head.Score, why.Message);
        }

        async Task<(int Health, int Expansion)> ShownAsync() =>
            (await db.CurrentAccounts.CountAsync(a => a.Active && a.Health != null), await db.CurrentAccounts.CountAsync(a => a.Active && a.Expansion != null));
    }

    [Fact]
    public async Task Model_IsRenamed_AndKeepsItsVersion()
    {
        await using var db = demo.Database();
        var model = await db.ScoringModels.AsNoTracking().FirstAsync(m => m.Kind == ScoreKind.Risk);
        (await demo.Get<RenameModel>().RunAsync(Csm, model.Id, "No", default)).Errors[0].Code.Should().Be("forbidden");
        (await demo.Get<RenameModel>().RunAsync(Ops, model.Id, " ", default)).Errors.Should().ContainSingle(e => e.Code == "name_missing" && e.Field == "Name");
        (await demo.Get<RenameModel>().RunAsync(Ops, 999, "Risk", default)).Errors[0].Code.Should().Be("not_found");
        var before = await ReadAsync(model.Id);
        (await demo.Get<RenameModel>().RunAsync(Ops, model.Id, " Who leaves us ", default)).Value.Should().Be("Who leaves us");
        (await ReadAsync(model.Id)).Should().Match<ModelView>(v => v.Model.Name == "Who leaves us" && v.Model.Version == before.Model.Version && v.DraftRevision == before.DraftRevision);
    }

    private async Task<ModelView> ReadAsync(int model) => (await demo.Get<ReadModel>().RunAsync(Csm, model, default)).Value!;

    // Whom a version scores, after a run of today.
    private async Task<List<long>> ScoredAsync(int version)
    {
        await demo.FinishAsync((await demo.Get<Engine.Scoring.Runs.StartRun>().TodayAsync(Ops, default)).Value);
        await using var db = demo.Database();
        return await db.Scores.Where(s => s.Day == DemoRuns.Today && s.VersionId == version).OrderBy(s => s.AccountId).Select(s => s.AccountId).ToListAsync();
    }
}
