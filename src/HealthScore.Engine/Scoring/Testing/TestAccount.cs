using System.Globalization;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace HealthScore.Engine.Scoring.Testing;

/// <summary>Looks at one account through a draft or a version, as of the day of the account's current score. Writes nothing.</summary>
public sealed class TestAccount(IDbContextFactory<HealthScoreDb> factory, NpgsqlDataSource source, ReadingStore readings, OrganisationClock clock)
{
    private const int NoVersion = 0;

    /// <summary>Tests an account.</summary>
    /// <param name="actor">Who asks.</param>
    /// <param name="modelId">The model.</param>
    /// <param name="accountId">The account, in the model's scope or not.</param>
    /// <param name="version">The number of the version; null: the draft, or the latest version where there is none.</param>
    /// <param name="culture">For the words of the evidence.</param>
    /// <param name="ct">Stops it.</param>
    public async Task<Result<TestedAccount>> RunAsync(Actor actor, int modelId, long accountId, int? version, CultureInfo culture, CancellationToken ct)
    {
        if (!actor.May(Permission.Read)) return Error.Forbidden("test a model");
        await using var db = await factory.CreateDbContextAsync(ct);
        var model = await db.ScoringModels.AsNoTracking().Include(m => m.Versions).SingleOrDefaultAsync(m => m.Id == modelId, ct);
        if (model is null) return Error.NotFound("model");
        var account = await db.CurrentAccounts.AsNoTracking().SeenBy(actor).SingleOrDefaultAsync(a => a.AccountId == accountId, ct);
        if (account is null) return Error.NotFound("account");
        var published = version is null && model.Draft is not null ? null : model.Versions.Where(v => version is null || v.Number == version).MaxBy(v => v.Number);
        if ((published?.Definition ?? (version is null ? model.Draft : null)) is not { } definition) return Error.NotFound("version");
        var settings = await ScoringSettings.LoadAsync(db, ct);
        if (published is null && ModelValidator.Check(definition, settings.Metrics) is [var problem, ..]) return new Error("draft_invalid", $"The draft cannot score yet: {problem.Message}");
        var compiled = published is null ? settings.Compile(NoVersion, model.Kind, definition) : settings.Version(published.Id);
        await using var connection = await source.OpenConnectionAsync(ct);
        // As its score stands: without one, as of the last day that is complete.
        var (day, isProvisional) = account.Day is { } scored ? (scored, account.Provisional) : (clock.Today.AddDays(-1), false);
        if (await ReadAsync(connection, accountId, day, ct) is not (var read, var history)) return new Error("not_active", $"{account.Name} is not active on {Days.Day(day, CultureInfo.CurrentCulture)}, so that no model scores it.");
        var at = new AccountDay(read, history, day, await PeerSql.ReadAsync(connection, ct), isProvisional);
        if (!at.IsActive) return new Error("not_active", $"{account.Name} is not active on {Days.Day(day, CultureInfo.CurrentCulture)}, so that no model scores it.");
        var measured = new MeasuredDay();
        compiled.Measure(at, measured);
        compiled.Rank(measured, at.Peers);
        MeasureValue[] values = [.. measured.Values];
        var states = await ScoreSql.LastStatesAsync(connection, [(accountId, model.Kind)], day, ct);
        var segment = await db.Segments.Where(s => s.Id == at.SegmentId).Select(s => s.Name).SingleOrDefaultAsync(ct);
        var stage = await db.Stages.Where(s => s.Id == at.StageId).Select(s => s.Name).SingleOrDefaultAsync(ct);
        return new TestedAccount(
            accountId, account.Name, segment, stage, day, isProvisional, published?.Number,
            settings.Chooser.IsFor(model.Kind, (model.SegmentId, model.StageId), at.SegmentId, at.StageId, day), compiled, values,
            [.. definition.Measures.Select((m, j) => MeasureEvidence.Of(m.Source, values[j], at, settings.Metrics, settings.Calendars, culture))],
            measured.EventRules.Select(i => definition.Rules[i].RiskEvent!).ToHashSet(), measured.Manual, states is [var state] ? state.State : default, settings.Metrics);
    }

    private async Task<(AccountReadings Readings, AccountHistory History)?> ReadAsync(NpgsqlConnection connection, long accountId, DateOnly day, CancellationToken ct)
    {
        var histories = await AccountHistories.LoadAsync(connection, AccountSet.Of([accountId]), day, day, ct);
        if (histories.Count == 0) return null;
        var (history, read) = (new AccountHistory(), new AccountReadings());
        histories.Fill(0, history);
        foreach (var reading in await readings.ReadAccountAsync(connection, accountId, ReadingStore.FirstDay, day, ct)) read.Add(reading.MetricId, reading.Day, reading.Value);
        return (read, history);
    }
}
