using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>Queues runs. Whoever wakes next takes them up; the queue, not the scheduler, decides what runs.</summary>
public sealed class StartRun(IDbContextFactory<HealthScoreDb> factory, OrganisationClock clock, KeptDays kept)
{
    /// <summary>The furthest back a missed night is made up for without being asked.</summary>
    public const int CatchUpDays = 31;

    private const int MostTries = 4;
    private static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(15);

    /// <summary>Scores what is missing up to yesterday for good, then today provisionally.</summary>
    public async Task<Result<long>> NowAsync(Actor actor, CancellationToken ct)
    {
        if (RunRights.Refuse(actor) is { } forbidden) return forbidden;
        await using var db = await factory.CreateDbContextAsync(ct);
        var from = await FirstMissingDayAsync(db, ct);
        return await QueueAsync(db, Run(actor, RunTrigger.Now, from < clock.Today ? from : clock.Today, clock.Today, isProvisional: true), ct);
    }

    /// <summary>Scores the past days that have no score yet; what was published stays as it is.</summary>
    public Task<Result<long>> BackFillAsync(Actor actor, DateOnly from, DateOnly to, CancellationToken ct) => BackFillAsync(actor, from, to, monthEndsOnly: false, ct);

    /// <summary>The same for the last day of each month only, as many in one pass over the data as their measures fit into a file.</summary>
    public Task<Result<long>> BackFillMonthEndsAsync(Actor actor, DateOnly from, DateOnly to, CancellationToken ct) => BackFillAsync(actor, from, to, monthEndsOnly: true, ct);

    private async Task<Result<long>> BackFillAsync(Actor actor, DateOnly from, DateOnly to, bool monthEndsOnly, CancellationToken ct)
    {
        if (RunRights.Refuse(actor) is { } forbidden) return forbidden;
        if (from > to) return new Error("days_reversed", $"The first day, {Days.Day(from, CultureInfo.CurrentCulture)}, comes after the last, {Days.Day(to, CultureInfo.CurrentCulture)}.", nameof(from));
        if (to > clock.Yesterday) return new Error("day_not_over", $"{Days.Day(to, CultureInfo.CurrentCulture)} has not ended yet; the last day that can be back-filled is {Days.Day(clock.Yesterday, CultureInfo.CurrentCulture)}.", nameof(to));
        var run = Run(actor, RunTrigger.BackFill, from, to, monthEndsOnly: monthEndsOnly);
        if (!RunPlan.Spans(run).Any()) return new Error("no_month_end", $"No month ends from {Days.Day(from, CultureInfo.CurrentCulture)} to {Days.Day(to, CultureInfo.CurrentCulture)}.", nameof(to));
        await using var db = await factory.CreateDbContextAsync(ct);
        if (await kept.RefuseAsync(db, run, ct) is { } refusal) return refusal;
        return await QueueAsync(db, run, ct);
    }

    /// <summary>Scores today for all, provisionally, and no day before: what a night still waits for must not be scored early.</summary>
    public async Task<Result<long>> TodayAsync(Actor actor, CancellationToken ct)
    {
        if (RunRights.Refuse(actor) is { } forbidden) return forbidden;
        await using var db = await factory.CreateDbContextAsync(ct);
        return await QueueAsync(db, Run(actor, RunTrigger.Now, clock.Today, clock.Today, isProvisional: true), ct);
    }

    /// <summary>The nightly run: the day that ended last, and the nights that were missed. Null when there is nothing to do.</summary>
    public async Task<long?> NightlyAsync(CancellationToken ct)
    {
        await using var db = await factory.CreateDbContextAsync(ct);
        var from = await FirstMissingDayAsync(db, ct);
        if (from > clock.Yesterday || !await db.Accounts.AnyAsync(ct)) return null;
        // A night that failed is tried again after a while, a few times; one that a person stopped is left alone.
        var tried = await db.ScoringRuns.AsNoTracking().Where(r => r.Trigger == RunTrigger.Nightly && r.To == clock.Yesterday).ToListAsync(ct);
        if (tried.Exists(r => r.Status != RunStatus.Failed) || tried.Count >= MostTries || tried.Exists(r => r.EndedAt > clock.Now - RetryAfter)) return null;
        try
        {
            return await QueueAsync(db, Run(Actor.System, RunTrigger.Nightly, from, clock.Yesterday), ct);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return null; // Another node was faster.
        }
    }

    // The first nightly run of an installation scores one day; later ones begin after the last finished day.
    private async Task<DateOnly> FirstMissingDayAsync(HealthScoreDb db, CancellationToken ct)
    {
        // A back-fill says nothing of the days between it and the last night; days that are scored already cost little.
        var finished = await db.ScoringRuns.Where(r => r.Trigger != RunTrigger.BackFill).LastFinalDayAsync(ct);
        var earliest = clock.Yesterday.AddDays(1 - CatchUpDays);
        return finished is not { } last ? clock.Yesterday : last.AddDays(1) < earliest ? earliest : last.AddDays(1);
    }

    private ScoringRun Run(Actor actor, RunTrigger trigger, DateOnly from, DateOnly to, bool isProvisional = false, bool monthEndsOnly = false) => new()
    {
        Trigger = trigger, From = from, To = to, IsProvisional = isProvisional, MonthEndsOnly = monthEndsOnly,
        RequestedBy = actor.Name, RequestedAt = clock.Now, Status = RunStatus.Queued,
    };

    private static async Task<long> QueueAsync(HealthScoreDb db, ScoringRun run, CancellationToken ct)
    {
        var waiting = await db.ScoringRuns
            .Where(r => r.Status == RunStatus.Queued && r.Trigger == run.Trigger && r.From == run.From && r.To == run.To && r.MonthEndsOnly == run.MonthEndsOnly)
            .Select(r => (long?)r.Id).FirstOrDefaultAsync(ct);
        if (waiting is { } id) return id;
        db.ScoringRuns.Add(run);
        await db.SaveChangesAsync(ct);
        return run.Id;
    }
}
