using HealthScore.Domain.Scoring;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Npgsql;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>
/// Scores all accounts that a draft would score, as of some days in one pass over the data: first all are measured, then, when the
/// peers are known, scored. In between they wait in a temporary file, as in a run, so that memory does not grow with their number.
/// </summary>
/// <param name="source">The database.</param>
/// <param name="readings">The readings.</param>
/// <param name="published">What is published.</param>
/// <param name="subject">The draft and whom it would score.</param>
/// <param name="days">Ascending.</param>
/// <param name="placed">For each of the days, the one whose segment, stage and owner count.</param>
/// <param name="today">The day that has not ended.</param>
/// <param name="going">The published version that it is and stays, so that accounts hold the bands that they have; null: a version to come, whose first scores remember none.</param>
internal sealed class DraftPass(NpgsqlDataSource source, ReadingStore readings, ScoringSettings published, PreviewSubject subject, DateOnly[] days, DateOnly[] placed, DateOnly today, int? going = null)
{
    /// <summary>No version has this id: the draft goes by it.</summary>
    public const int DraftId = 0;

    private readonly CompiledModel _draft = published.Compile(DraftId, subject.Kind, subject.Definition);
    private int _elsewhere;

    /// <summary>Accounts on the last day that are of the segment and stage, but of a more specific model.</summary>
    public int Elsewhere => _elsewhere;

    /// <summary>Scores, and hands each score on.</summary>
    /// <param name="seen">Only these; null: all.</param>
    /// <param name="begin">Makes ready what takes a range of accounts, given by their ids.</param>
    /// <param name="each">Takes a score. The objects are the same ones each time.</param>
    /// <param name="progress">Told after each range.</param>
    /// <param name="ct">Stops it.</param>
    /// <returns>What the ranges made, in the order of accounts.</returns>
    public async Task<T[]> RunAsync<T>(
        HashSet<long>? seen, Func<NpgsqlConnection, long[], CancellationToken, Task<T>> begin, Action<T, ScoredAccount, MeasuredDay, ScoreResult> each, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        var pass = new DataPass(source, readings, [_draft], days, today, placed);
        var accounts = pass.NeedsPeers
            ? await HistorySql.AccountIdsAsync(source, days[0], days[^1], ct)
            : await HistorySql.AccountIdsAsync(source, days[0], days[^1], subject.SegmentId, subject.StageId, placed.Max(), ct);
        var settings = published.Including(_draft);
        using var spill = new Spill();
        var kept = await pass.RunAsync(
            accounts, () => (Range: new MeasuredRange(settings), Day: new MeasuredDay(), Ids: new List<long>()),
            (range, account, at) =>
            {
                if (seen?.Contains(account.Id) == false || !Takes(at)) return;
                _draft.Measure(at, range.Day);
                range.Range.Add(account.On(placed[Array.BinarySearch(days, at.Day)]), range.Day);
                if (range.Ids.Count == 0 || range.Ids[^1] != account.Id) range.Ids.Add(account.Id);
            },
            async (range, stop) => (Bytes: await spill.KeepAsync(range.Range.Bytes, stop), Ids: range.Ids.ToArray()), progress, ct);
        var made = new T[kept.Length];
        var states = going is null ? null : await BandStates.LoadAsync(source, accounts, days[0], ct);
        await Parallel.ForEachAsync(Enumerable.Range(0, kept.Length), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = ct }, async (i, stop) =>
        {
            Dictionary<(long Account, ScoreKind Kind), BandState> found = [];
            await using (var connection = await source.OpenConnectionAsync(stop))
            {
                made[i] = await begin(connection, kept[i].Ids, stop);
                if (states is not null) found = await states.FindAsync(connection, [.. kept[i].Ids.Where(id => states.Of(id, subject.Kind) is null).Select(id => (id, subject.Kind))], stop);
            }

            var (measured, day, result) = (new MeasuredRange(settings, await spill.TakeAsync(kept[i].Bytes, stop)), new MeasuredDay(), new ScoreResult());
            while (measured.Next(day, out var account))
            {
                var held = states?.Of(account.Id, subject.Kind) ?? found.GetValueOrDefault((account.Id, subject.Kind));
                // The first score of a version remembers no band: it follows from the thresholds alone.
                _draft.Score(day, pass.PeersOf(day.Day), held.VersionId == going ? held with { VersionId = DraftId } : default, result);
                each(made[i], account, day, result);
            }
        });
        return made;
    }

    private bool Takes(in AccountDay at)
    {
        if (subject.Scope.Holds(published.Chooser, today, at.SegmentId, at.StageId)) return true;
        if (at.Day == days[^1] && new AccountScope(subject.SegmentId, subject.StageId).Holds(published.Chooser, today, at.SegmentId, at.StageId)) Interlocked.Increment(ref _elsewhere);
        return false;
    }
}
