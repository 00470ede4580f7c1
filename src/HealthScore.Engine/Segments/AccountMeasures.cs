using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Segments;

/// <summary>Takes the measures that conditions ask for, as of the last day that has ended, in one pass over the readings.</summary>
public sealed class AccountMeasures(NpgsqlDataSource source, IDbContextFactory<HealthScoreDb> factory, ReadingStore readings, OrganisationClock clock)
{
    /// <param name="sources">Which; when there are none, nothing is read.</param>
    /// <param name="accounts">Of these; null: of all.</param>
    /// <param name="progress">Told now and then, from any thread.</param>
    /// <param name="ct">Stops it.</param>
    internal async Task<MeasureRows> ReadAsync(IReadOnlyList<MeasureSource> sources, AccountSet? accounts, IProgress<AccountsDone>? progress, CancellationToken ct)
    {
        var rows = new MeasureRows(sources);
        if (sources.Count == 0) return rows;
        await using var db = await factory.CreateDbContextAsync(ct);
        var settings = await ScoringSettings.LoadAsync(db, ct);
        var model = settings.Compile(0, ScoreKind.Health, Measuring.Of(sources));
        var day = clock.Yesterday;
        var ids = accounts?.Ids is { } some ? [.. some.Order()] : await HistorySql.AccountIdsAsync(source, day, day, ct);
        var ranges = await new DataPass(source, readings, [model], [day], clock.Today).RunAsync(ids, () => (Day: new MeasuredDay(), Rows: new List<(long, MeasureValue[])>()), (range, account, at) =>
        {
            model.Measure(at, range.Day);
            range.Rows.Add((account.Id, range.Day.Values.ToArray()));
        }, (range, _) => ValueTask.FromResult(range.Rows), progress, ct);
        foreach (var range in ranges)
            foreach (var (id, values) in range) rows.Add(id, values);
        return rows;
    }
}

/// <summary>The measures of many accounts.</summary>
internal sealed class MeasureRows(IReadOnlyList<MeasureSource> sources)
{
    private readonly Dictionary<MeasureSource, int> _places = sources.Select((s, i) => (s, i)).ToDictionary(s => s.s, s => s.i);
    private readonly Dictionary<long, MeasureValue[]> _values = [];

    // Of an account that was not there on that day: nothing was measured.
    private readonly MeasureValue[] _none = [.. sources.Select(_ => MeasureValue.Missing)];

    public void Add(long accountId, MeasureValue[] values) => _values[accountId] = values;

    public MeasureRow Of(long accountId) => new(_places, _values.GetValueOrDefault(accountId) ?? _none);
}
