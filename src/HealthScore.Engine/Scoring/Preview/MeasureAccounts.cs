using System.Globalization;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>
/// Measures all accounts of a scope as of some days in one pass over the data, just as a run does, and writes nothing: for
/// distributions, trends and the curves of a draft.
/// </summary>
public sealed class MeasureAccounts(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, OrganisationClock clock)
{
    /// <summary>Most account-days kept, which bounds the memory to some 40 bytes and 9 more per measure for each; of more a sample is kept.</summary>
    public const int MostAccountDays = 4_000_000;

    private const int MostDays = 60;
    private const int NoVersion = 0;

    /// <summary>The accounts that the actor may see, one result per day in ascending order. Ranks are among all accounts, as in a run.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="request">What of whom.</param>
    /// <param name="progress">Told now and then, from any thread.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<IReadOnlyList<MeasuredAccounts>>> RunAsync(Actor actor, MeasureRequest request, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("see what accounts measure");
        DateOnly[] days = [.. request.Days.Distinct().Order()];
        if (days.Length is 0 or > MostDays) return new Error("days_out_of_range", $"Measures can be taken as of 1 to {MostDays} days, but {days.Length} are asked for.", nameof(request.Days));
        if (days[^1] > clock.Today) return new Error("day_in_future", $"{Days.Day(days[^1], CultureInfo.CurrentCulture)} has not come yet; the last day that can be measured is {Days.Day(clock.Today, CultureInfo.CurrentCulture)}.", nameof(request.Days));
        await using var db = await factory.CreateDbContextAsync(ct);
        var settings = await ScoringSettings.LoadAsync(db, ct, request.Instead);
        var definition = Measuring.Of(request.Sources);
        // Readings of what is retired still come in: it is only not to be used anew.
        if (ModelValidator.Check(definition, settings.Metrics).Where(e => e.Code != "retired_metric").ToList() is { Count: > 0 } errors) return Result<IReadOnlyList<MeasuredAccounts>>.Fail(errors);
        var model = settings.Compile(NoVersion, ScoreKind.Health, definition);
        var pass = new DataPass(source, readings, [model], days, clock.Today);
        var seen = await db.SeenAccountsAsync(actor, ct);
        var accounts = await AccountsAsync(pass, request.Scope, seen, days, ct);
        var oneIn = (int)(((long)accounts.Length * days.Length / MostAccountDays) + 1);
        var ranges = await pass.RunAsync(accounts, () => (Day: new MeasuredDay(), Columns: Array.ConvertAll(days, _ => new MeasuredColumns(request.Sources))), (range, account, at) =>
        {
            if (account.Id % oneIn != 0 || seen?.Contains(account.Id) == false || !request.Scope.Holds(settings.Chooser, clock.Today, at.SegmentId, at.StageId)) return;
            model.Measure(at, range.Day);
            range.Columns[Array.BinarySearch(days, at.Day)].Add(account.On(at.Day), range.Day);
        }, (range, _) => ValueTask.FromResult(range.Columns), progress, ct);
        return Result<IReadOnlyList<MeasuredAccounts>>.Ok([.. days.Select((day, d) => MeasuredColumns.Of([.. ranges.Select(r => r[d])], request.Sources, model, pass.PeersOf(day), day, oneIn))]);
    }

    // Where nobody is ranked, only those are read that are asked for.
    private async Task<long[]> AccountsAsync(DataPass pass, AccountScope scope, HashSet<long>? seen, DateOnly[] days, CancellationToken ct)
    {
        if (pass.NeedsPeers) return await HistorySql.AccountIdsAsync(source, days[0], days[^1], ct);
        var accounts = await HistorySql.AccountIdsAsync(source, days[0], days[^1], scope.SegmentId, scope.StageId, days[^1], ct);
        return seen is null ? accounts : [.. accounts.Where(seen.Contains)];
    }
}
