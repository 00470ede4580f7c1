using System.Globalization;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Accounts;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Journeys;

/// <summary>A stage of the account's journey.</summary>
/// <param name="IsPresent">True of the stage the account is in on the day.</param>
public sealed record JourneyStage(int Id, string Name, int? ExpectedDays, bool IsPresent);

/// <summary>A milestone of the present stay.</summary>
/// <param name="Done">The day it was reached, up to the day shown; null: not yet.</param>
/// <param name="DaysLate">Since when it is overdue; null: it is not.</param>
/// <param name="Rule">When a rule finds it done: the rule in words; null: people say when.</param>
/// <param name="Evidence">What tells that it was reached.</param>
/// <param name="DoneBy">Who said so; null: a rule, or nobody knows.</param>
/// <param name="Recorded">The day on which somebody said so.</param>
public sealed record JourneyMilestone(long Id, string Name, bool IsRequired, DateOnly Due, DateOnly? Done, int? DaysLate, string? Rule, string? Evidence, string? DoneBy, DateOnly? Recorded);

/// <summary>Where an account is on its journey, as of a day.</summary>
/// <param name="Name">The journey's name; null: there is none.</param>
/// <param name="Since">The day it entered the present stage; null: it is in none.</param>
/// <param name="Why">What put it there.</param>
/// <param name="BehindSince">The first day on which it was behind; null: it is not.</param>
/// <param name="Earlier">Milestones of earlier stays, the last stay first; they delay nothing any more.</param>
/// <param name="MovedToday">The move by which somebody put it there today, to be taken back; null: there is none.</param>
public sealed record AccountJourney(
    string? Name, IReadOnlyList<JourneyStage> Stages, DateOnly? Since, string? Why, Progress Progress, DateOnly? BehindSince, IReadOnlyList<JourneyMilestone> Milestones,
    IReadOnlyList<EarlierMilestone> Earlier, long? MovedToday)
{
    /// <summary>The journey that its segment follows, where the account stands in a stage of another one; null: it is on its own.</summary>
    public string? Follows { get; init; }

    /// <summary>The stages that it can be moved to: those of the journey that its segment follows.</summary>
    public IReadOnlyList<JourneyStage> MoveTo { get; init; } = [];

    internal static AccountJourney None { get; } = new(null, [], null, null, Progress.None, null, [], [], null);
}

/// <summary>A milestone of an earlier stay.</summary>
/// <param name="Stage">The stage it was for.</param>
public sealed record EarlierMilestone(string Stage, JourneyMilestone Milestone);

/// <summary>Reads an account's journey.</summary>
public sealed class ReadAccountJourney(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock)
{
    /// <param name="actor">Who looks.</param>
    /// <param name="account">The head of its page, whose day is looked at.</param>
    /// <param name="culture">How numbers and days are written.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<AccountJourney> RunAsync(Actor actor, AccountView account, CultureInfo culture, CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var (id, day) = (account.Id, account.Day);
        if (!await db.CurrentAccounts.SeenBy(actor).AnyAsync(a => a.AccountId == id, ct)) return AccountJourney.None;
        var map = await db.JourneyMapAsync(ct);
        var state = await db.AccountStates.AsNoTracking().Where(s => s.AccountId == id && s.From <= day).OrderByDescending(s => s.From).FirstOrDefaultAsync(ct);
        var journey = map.Journeys.FirstOrDefault(j => j.Stages.Any(s => s.Id == state?.StageId)) ?? map.Of(state?.SegmentId);
        if (journey is null) return AccountJourney.None;
        var stages = journey.Stages.Select(s => new JourneyStage(s.Id, s.Name, s.ExpectedDays, s.Id == state?.StageId)).ToList();
        var present = journey.Stages.FirstOrDefault(s => s.Id == state?.StageId);
        var own = map.Of(state?.SegmentId) ?? journey;
        List<JourneyStage> moveTo = [.. own.Stages.Where(s => s.Id != state?.StageId).Select(s => new JourneyStage(s.Id, s.Name, s.ExpectedDays, false))];
        if (present is null || account.StageSince is not { } since) return AccountJourney.None with { Name = journey.Journey.Name, Stages = stages, MoveTo = moveTo };
        var all = await db.Milestones.AsNoTracking().Where(m => m.AccountId == id && (m.Entered == null || m.Entered <= day)).OrderBy(m => m.Due).ThenBy(m => m.Id).ToListAsync(ct);
        // What was recorded later was not known on the day.
        foreach (var later in all.Where(m => m.Recorded > day)) later.Done = null;
        var milestones = all.Where(m => m.StageId == present.Id && m.IsOf(since)).ToList();
        var stay = StageStay.Of(since, present.ExpectedDays, milestones, day);
        var words = new ConditionWords(await db.JourneyCatalogueAsync(actor, ct), culture);
        var rules = map.Milestones.Where(m => m.Rule is not null).ToDictionary(m => m.Id, m => words.Of(m.Rule!));
        var names = map.Journeys.SelectMany(j => j.Stages).ToDictionary(s => s.Id, s => s.Name);
        var move = await db.StageMoves.AsNoTracking().Where(m => m.AccountId == id && m.Day >= since && m.Day <= day).OrderByDescending(m => m.Id).FirstOrDefaultAsync(ct);
        if (move?.StageId != present.Id) move = null;
        return new(
            journey.Journey.Name, stages, since, Why(present, state!.IsStaged, move, words), stay.On(day), stay.BehindSince(day), [.. milestones.Select(m => Line(m, day, rules))],
            [.. all.Except(milestones).OrderByDescending(m => m.Entered).Select(m => new EarlierMilestone(names.GetValueOrDefault(m.StageId, ""), Line(m, day, rules) with { DaysLate = null }))],
            move?.Day == clock.Today ? move.Id : null)
        { Follows = own == journey ? null : own.Journey.Name, MoveTo = moveTo };
    }

    private static JourneyMilestone Line(Milestone m, DateOnly day, Dictionary<int, string> rules)
    {
        var rule = m.DefinitionId is { } id ? rules.GetValueOrDefault(id) : null;
        return m.Done <= day
            ? new(m.Id, m.Name, m.IsRequired, m.Due, m.Done, null, rule, m.Evidence, m.DoneBy, m.Recorded)
            : new(m.Id, m.Name, m.IsRequired, m.Due, null, m.Due < day ? day.DayNumber - m.Due.DayNumber : null, rule, null, null, null);
    }

    private static string Why(Stage stage, bool isStaged, StageMove? move, ConditionWords words) =>
        move is not null ? $"{move.By} moved it here: {move.Reason}"
        : !isStaged ? "An import put it here."
        : stage.Entry is { } entry ? $"Its entry rule let it in: {words.Of(entry)}."
        : "It began here: no entry rule put it into a further stage.";
}
