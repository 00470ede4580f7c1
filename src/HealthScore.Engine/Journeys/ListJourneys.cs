using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Journeys;

/// <summary>A stage with the active accounts in it that the user may see.</summary>
/// <param name="MedianDays">How long they have been in it, in the middle; null: nobody is.</param>
public sealed record StageSummary(int Id, string Name, int? ExpectedDays, Condition? Entry, int Milestones, int Accounts, decimal Arr, double? MedianDays, int OnTrack, int Behind, int Stuck);

/// <summary>A journey as the page shows it.</summary>
/// <param name="Segments">Those that follow it.</param>
/// <param name="IsFirst">True of the one that every segment follows which names none.</param>
public sealed record JourneySummary(int Id, string Name, string Description, bool GoesBack, bool IsFirst, IReadOnlyList<StageSummary> Stages, IReadOnlyList<SegmentName> Segments);

/// <summary>A segment by name.</summary>
public sealed record SegmentName(int Id, string Name);

/// <summary>The journeys side by side.</summary>
/// <param name="WithoutStage">Active accounts in no stage.</param>
/// <param name="WithoutArr">Their revenue.</param>
public sealed record JourneyList(IReadOnlyList<JourneySummary> Journeys, int WithoutStage, decimal WithoutArr, ConditionCatalogue Catalogue);

/// <summary>Lists the journeys with who is where on them, and how they get on.</summary>
public sealed class ListJourneys(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    public async Task<Result<JourneyList>> RunAsync(Actor actor, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see the journeys");
        await using var db = await factory.CreateDbContextAsync(ct);
        var map = await db.JourneyMapAsync(ct);
        var segments = await db.Segments.AsNoTracking().OrderBy(s => s.Position).ThenBy(s => s.Id).ToListAsync(ct);
        // Days stay apart, so that the middle one can be found: there are fewer of them than accounts.
        var groups = await db.CurrentAccounts.SeenBy(actor).Where(a => a.Active).GroupBy(a => new { a.StageId, a.Progress, a.StageSince })
            .Select(g => new Group(g.Key.StageId ?? 0, g.Key.Progress, g.Key.StageSince, g.Count(), g.Sum(a => a.Arr))).ToListAsync(ct);
        var byStage = groups.ToLookup(g => g.Stage);
        return new JourneyList(
            [.. map.Journeys.Select((j, i) => new JourneySummary(
                j.Journey.Id, j.Journey.Name, j.Journey.Description, j.Journey.GoesBack, i == 0, [.. j.Stages.Select(s => Sum(s, map, [.. byStage[s.Id]]))],
                [.. segments.Where(s => map.Of(s.Id) == j).Select(s => new SegmentName(s.Id, s.Name))]))],
            byStage[0].Sum(g => g.Accounts), byStage[0].Sum(g => g.Arr), await db.JourneyCatalogueAsync(actor, ct));
    }

    private StageSummary Sum(Stage stage, JourneyMap map, Group[] groups) => new(
        stage.Id, stage.Name, stage.ExpectedDays, stage.Entry, map.Milestones.Count(m => m.StageId == stage.Id), groups.Sum(g => g.Accounts), groups.Sum(g => g.Arr), MedianDays(groups),
        Count(groups, Progress.OnTrack), Count(groups, Progress.Behind), Count(groups, Progress.Stuck));

    private double? MedianDays(Group[] groups)
    {
        var days = groups.Where(g => g.Since is not null).Select(g => (Days: clock.Today.DayNumber - g.Since!.Value.DayNumber, g.Accounts)).OrderBy(g => g.Days).ToList();
        var all = days.Sum(g => g.Accounts);
        return all == 0 ? null : (At((all - 1) / 2) + At(all / 2)) / 2.0;

        int At(int place)
        {
            foreach (var (day, accounts) in days)
            {
                if (place < accounts) return day;
                place -= accounts;
            }

            return days[^1].Days;
        }
    }

    private static int Count(Group[] groups, Progress progress) => groups.Where(g => g.Progress == progress).Sum(g => g.Accounts);

    private sealed record Group(int Stage, Progress Progress, DateOnly? Since, int Accounts, decimal Arr);
}
