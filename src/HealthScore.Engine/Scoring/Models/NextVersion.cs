using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>The one way to a new version, for a draft, an old version, a file and the end of a model alike.</summary>
internal static class NextVersion
{
    private const int LongestText = 2000;

    /// <summary>
    /// Adds the version to be saved, or says why it may not be. It scores from today; a model's first version may do so from an earlier
    /// day, since no day has been scored by what it replaces: so a company can score the past that it brings along.
    /// Other weights in the same ratio score alike: nobody publishes that by hand, but a file comes in as it is written.
    /// </summary>
    public static async Task<Result<ScoringModelVersion>> NextVersionAsync(
        this HealthScoreDb db, ScoringModel model, ModelDefinition definition, Actor actor, VersionWords words, OrganisationClock clock, CancellationToken ct, DateOnly? earlier = null, PreviewSummary? preview = null, bool ends = false, bool isWritten = false)
    {
        var catalogue = await db.CatalogueAsync(ct);
        List<Error> errors = ends ? [] : [.. ModelValidator.Check(definition, catalogue)];
        var (reason, expected) = (words.Reason, words.ExpectedEffect ?? "");
        if (string.IsNullOrWhiteSpace(reason)) errors.Add(new("reason_missing", "Say why the model changes.", "reason"));
        if (reason.Length > LongestText) errors.Add(new("reason_too_long", $"The reason has {reason.Length} characters; shorten it to {LongestText}.", "reason"));
        if (expected.Length > LongestText) errors.Add(new("expected_too_long", $"The expected effect has {expected.Length} characters; shorten it to {LongestText}.", "expected"));
        // Definition and number come from one statement: what is published between two would be counted but not compared with.
        var latest = await db.ScoringModelVersions.AsNoTracking().Where(v => v.ModelId == model.Id).OrderByDescending(v => v.Number).FirstOrDefaultAsync(ct);
        if (!ends && !isWritten && latest is { Ends: false } && ModelDifference.Between(latest.Definition, definition, model.Kind, catalogue).Count == 0)
            errors.Add(new("no_changes", "This says the same as the version that scores now, so there is nothing to publish."));
        if (errors.Count > 0) return Result<ScoringModelVersion>.Fail(errors);

        var last = latest?.Number ?? 0;
        var version = new ScoringModelVersion
        {
            ModelId = model.Id, Number = last + 1, Published = last == 0 && earlier < clock.Today ? earlier.Value : clock.Today, PublishedAt = clock.Now, PublishedBy = actor.Name, Reason = reason.Trim(),
            ExpectedEffect = expected.Trim(), Preview = preview, Definition = definition, Ends = ends,
        };
        model.Versions.Add(version);
        // It was compared with what is replaced now. Whoever saves the draft at the same moment is in nobody's way.
        await db.ScoringModels.Where(m => m.Id == model.Id).ExecuteUpdateAsync(m => m.SetProperty(x => x.DraftPreview, (PreviewSummary?)null), ct);
        return version;
    }

    /// <summary>Says who published or ended the model since this version was the latest, 0: none; null: nobody.</summary>
    /// <param name="db">In the transaction that publishes.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="last">The latest version that was seen.</param>
    /// <param name="then">What to do now.</param>
    /// <param name="ct">Stops waiting.</param>
    public static async Task<Error?> OvertakenSinceAsync(this HealthScoreDb db, int modelId, int last, string then, CancellationToken ct)
    {
        var latest = await db.ScoringModelVersions.AsNoTracking().Where(v => v.ModelId == modelId).OrderByDescending(v => v.Number).Select(v => new { v.Number, v.PublishedBy, v.Ends }).FirstOrDefaultAsync(ct);
        return latest is null || latest.Number == last ? null
            : new("version_overtaken", $"{latest.PublishedBy} {(latest.Ends ? "ended the model with" : "published")} version {latest.Number} after you opened this page. {then}");
    }
}
