using System.Net;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Models;

namespace HealthScore.Web.Tests.Models;

public sealed class ModelPagesTests(ModelStudio studio) : IClassFixture<ModelStudio>
{
    [Fact]
    public async Task Matrix_TellsOwnFromInherited()
    {
        var all = await studio.PublishedAsync(ScoreKind.Health, null, null);
        using var visitor = await studio.App.SignedInAsync(Role.CsOps);
        var page = await visitor.PageAsync("/models");
        page.Should().Contain($"class=\"scope own\" href=\"/models/{all}\"").And.Contain("Version 1, from all accounts")
            .And.Contain($"/models/new?kind=health&amp;segment={studio.SegmentId}&amp;stage={studio.StageId}");
        (await visitor.PageAsync("/models?kind=expansion")).Should().Contain("No expansion model yet");
    }

    [Fact]
    public async Task NewModel_ForAScope_BecomesADraft_AndIsRefusedTwice()
    {
        using var visitor = await studio.App.SignedInAsync(Role.CsOps);
        var path = $"/models/new?kind=risk&segment={studio.SegmentId}&stage=";
        (await visitor.PageAsync(path)).Should().Contain("value=\"Enterprise, any stage\"");

        (string, string)[] wish = [("Input.SegmentId", $"{studio.SegmentId}"), ("Input.StageId", ""), ("Input.Name", "Risk, Enterprise"), ("Input.Start", "")];
        var made = await visitor.SendAsync(path, "new-model", wish);
        made.Headers.Location!.OriginalString.Should().MatchRegex(@"/models/\d+$");
        (await visitor.PageAsync(made.Headers.Location.OriginalString)).Should().Contain("Not published yet").And.Contain("Draft saved by CS Ops Example");

        var again = await (await visitor.SendAsync(path, "new-model", wish)).Content.ReadAsStringAsync();
        WebUtility.HtmlDecode(again).Should().Contain("There is already a model for risk for Enterprise, any stage: Risk, Enterprise.");
        (await (await visitor.SendAsync(path, "new-model", ("Input.Name", ""))).Content.ReadAsStringAsync()).Should().Contain("Give the model a name");
    }

    [Fact]
    public async Task OldVersion_CanBeLookedAt_AndPublishedAnew()
    {
        var id = await studio.PublishedAsync(ScoreKind.Health, studio.SegmentId, null);
        var view = (await studio.The<ReadModel>().RunAsync(Actor.System, id, default)).Value!;
        var saved = await studio.The<SaveDraft>().RunAsync(Actor.System, id, view.DraftRevision, view.Definition with { Dwell = 5 }, default);
        await studio.The<PublishScoringModel>().RunAsync(Actor.System, id, saved.Value!.Revision, 1, "Calmer", default);

        using var visitor = await studio.App.SignedInAsync(Role.CsOps);
        WebUtility.HtmlDecode(await visitor.PageAsync($"/models/{id}/history")).Should().Contain("Calmer").And.Contain("dwell in days").And.Contain("Dana Ops");
        WebUtility.HtmlDecode(await visitor.PageAsync($"/models/{id}/history/1")).Should().Contain("dwell in days").And.Contain("Preview going back").And.Contain("Publish it anew as version 3");
        (await visitor.PageAsync($"/models/{id}/history/2")).Should().NotContain("roll-back", "it scores now");
    }

    [Theory]
    [InlineData(Role.Csm)]
    [InlineData(Role.Leadership)]
    public async Task ThoseWhoMayNotEdit_ReadEverythingAndChangeNothing(Role role)
    {
        var id = await studio.PublishedAsync(role == Role.Csm ? ScoreKind.Risk : ScoreKind.Expansion, null, studio.StageId);
        using var visitor = await studio.App.SignedInAsync(role);
        (await visitor.PageAsync("/models")).Should().NotContain("/models/new");
        var page = await visitor.PageAsync($"/models/{id}");
        page.Should().Contain("<fieldset class=\"definition\" disabled").And.NotContain("Save as draft").And.Contain("CS Ops and admins change it");
        (await visitor.PageAsync($"/models/{id}/history/1")).Should().NotContain("roll-back");
        (await visitor.GetAsync("/models/new")).Headers.Location?.PathAndQuery.Should().Contain("forbidden");
        (await visitor.GetAsync("/models/new")).StatusCode.Should().NotBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Export_IsTheModelAsCode()
    {
        var id = await studio.PublishedAsync(ScoreKind.Health, studio.SegmentId, studio.StageId);
        using var visitor = await studio.App.SignedInAsync(Role.Leadership);
        var document = ModelJson.Read(await visitor.PageAsync($"/models/{id}/export"));
        document.Value.Should().Match<ModelDocument>(d => d.Segment == "Enterprise" && d.Stage == "Onboarding" && d.Version == 1);
        (await visitor.GetAsync("/models/999/export")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await visitor.GetAsync("/models/999")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await visitor.GetAsync($"/models/{id}/history/9")).StatusCode.Should().Be(HttpStatusCode.NotFound);
        (await studio.App.NewVisitor().GetAsync($"/models/{id}/export")).StatusCode.Should().Be(HttpStatusCode.Redirect);
    }
}
