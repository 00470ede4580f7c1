using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Tests.Scoring.Models;
using Microsoft.EntityFrameworkCore;
using static HealthScore.Engine.Tests.Scoring.Models.ModelDesk;

namespace HealthScore.Engine.Tests.Scoring.Templates;

public sealed class TemplateTests(ModelDesk desk) : IClassFixture<ModelDesk>
{
    [Fact]
    public async Task Template_InOnesOwnMetrics_IsADraftWithoutWhatIsMissing()
    {
        var made = await desk.The<CreateModel>().RunAsync(Ops, new(ScoreKind.Health, desk.Enterprise, null, "Enterprise", Template: "enterprise", Metrics: new Dictionary<string, string?> { ["active_users"] = "logins", ["seats_used"] = "seats" }), default);

        var model = (await desk.ReadAsync(made.Value));
        model.Model.HasDraft.Should().BeTrue();
        model.Definition.Measures.Select(m => m.Id).Should().Contain(["goals", "users_trend"]).And.NotContain(["licences", "critical"], "these need metrics that were left out");
        model.Definition.Rules.Should().OnlyContain(r => r.RiskEvent != null, "the rule on critical tickets has lost its measure");
        model.Definition.Dimensions.Should().NotContain(d => d.Name == "Service");
        (await desk.PublishAsync(model, "As it is")).Message.Should().BeNull();
    }

    [Fact]
    public async Task Template_WithAMetricOfAnotherKindOrNone_IsRefusedAtItsField()
    {
        var metrics = new Dictionary<string, string?> { ["active_users"] = "seats", ["open_critical_tickets"] = "no_such" };
        var refused = await desk.The<CreateModel>().RunAsync(Ops, new(ScoreKind.Health, desk.Small, null, "Small", Template: "enterprise", Metrics: metrics), default);
        refused.Errors.Select(e => (e.Code, e.Field)).Should().BeEquivalentTo([("kinds_differ", "Metrics[active_users]"), ("unknown_metric", "Metrics[open_critical_tickets]")]);

        await using (var db = await desk.The<IDbContextFactory<HealthScoreDb>>().CreateDbContextAsync())
            await db.Metrics.Where(m => m.Key == "tickets").ExecuteUpdateAsync(m => m.SetProperty(x => x.RetiredOn, new DateOnly(2026, 3, 1)));
        (await desk.The<ListModelMetrics>().RunAsync(Ops, default)).Value!.Select(m => m.Key).Should().NotContain("tickets", "nothing new may use it");
        (await desk.The<CreateModel>().RunAsync(Ops, new(ScoreKind.Health, desk.Small, null, "Small", Template: "enterprise", Metrics: new Dictionary<string, string?> { ["active_users"] = "tickets" }), default))
            .Errors.Should().ContainSingle(e => e.Code == "retired_metric" && e.Field == "Metrics[active_users]");

        (await desk.The<CreateModel>().RunAsync(Ops, new(ScoreKind.Risk, desk.Small, null, "Small", Template: "enterprise"), default)).Errors.Should().ContainSingle(e => e.Code == "kind_differs" && e.Field == "Template");
        (await desk.The<CreateModel>().RunAsync(Ops, new(ScoreKind.Health, desk.Small, null, "Small", Template: "no_such"), default)).Errors.Should().ContainSingle(e => e.Code == "not_found");
    }
}
