using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Journeys;

/// <summary>A journey to look at or to work on.</summary>
/// <param name="Input">What it is now, to be handed back with changes.</param>
/// <param name="Catalogue">What its rules may ask for, besides its own stages and milestones.</param>
public sealed record JourneyView(JourneyInput Input, ConditionCatalogue Catalogue);

/// <summary>Reads one journey, or what a new one may ask for.</summary>
public sealed class ReadJourney(IDbContextFactory<HealthScoreDb> factory)
{
    public async Task<Result<JourneyView>> RunAsync(Actor actor, int journeyId, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the journeys");
        await using var db = await factory.CreateDbContextAsync(ct);
        return JourneyInput.Of(await db.JourneyMapAsync(ct), journeyId) is { } input ? new JourneyView(input, await db.JourneyCatalogueAsync(actor, ct, journeyId)) : Error.NotFound("journey");
    }

    /// <summary>A journey that is to be made, with one stage.</summary>
    public async Task<Result<JourneyView>> NewAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.EditModels)) return Error.Forbidden("make a journey");
        await using var db = await factory.CreateDbContextAsync(ct);
        return new JourneyView(new(0, 0, "", "", true, [new(0, "", null, null, [])]), await db.JourneyCatalogueAsync(actor, ct));
    }
}
