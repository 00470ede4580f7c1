using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>How a draft comes, goes and is kept from being overwritten unseen.</summary>
internal static class DraftChanges
{
    public static void SaveDraft(this ScoringModel model, ModelDefinition definition, Actor actor, DateTimeOffset now)
    {
        (model.Draft, model.DraftBy, model.DraftAt) = (definition, actor.Name, now);
        model.DraftRevision++;
    }

    public static void ClearDraft(this ScoringModel model)
    {
        (model.Draft, model.DraftBy, model.DraftAt, model.DraftPreview) = (null, null, null, null);
        model.DraftRevision++;
    }

    /// <summary>The model, to be changed by someone who has seen this revision of its draft.</summary>
    public static async Task<Result<ScoringModel>> OpenAsync(this HealthScoreDb db, int modelId, int revision, OrganisationClock clock, CancellationToken ct)
    {
        var model = await db.ScoringModels.SingleOrDefaultAsync(m => m.Id == modelId, ct);
        return model is null ? Error.NotFound("model") : model.DraftRevision == revision ? model : Overtaken(model, clock);
    }

    /// <summary>Says who came first.</summary>
    public static async Task<Error> OvertakenAsync(this HealthScoreDb db, int modelId, OrganisationClock clock, CancellationToken ct)
    {
        db.ChangeTracker.Clear();
        return await db.ScoringModels.AsNoTracking().SingleOrDefaultAsync(m => m.Id == modelId, ct) is { } model ? Overtaken(model, clock) : Error.NotFound("model");
    }

    private static Error Overtaken(ScoringModel model, OrganisationClock clock)
    {
        var happened = model.DraftAt is { } at
            ? $"{model.DraftBy} saved this draft on {Days.Moment(TimeZoneInfo.ConvertTime(at, clock.Zone), CultureInfo.CurrentCulture)}, after you opened it."
            : "Someone published or discarded this draft after you opened it.";
        return new("draft_overtaken", $"{happened} Nothing of yours is lost: look at what differs, then save again over it or take theirs.");
    }
}
