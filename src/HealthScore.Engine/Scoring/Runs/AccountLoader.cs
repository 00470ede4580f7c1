using System.Runtime.CompilerServices;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Readings;
using HealthScore.Engine.Storage.Scores;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>What scoring knows of accounts: their histories and as many of their readings as the models look back on.</summary>
/// <param name="readings">The readings.</param>
/// <param name="models">The models in force.</param>
/// <param name="from">The first day to be scored.</param>
/// <param name="to">The last day to be scored.</param>
internal sealed class AccountLoader(ReadingStore readings, IReadOnlyList<CompiledModel> models, DateOnly from, DateOnly to)
{
    private readonly DateOnly _firstReading = from.AddDays(-models.Select(m => m.LookBack).DefaultIfEmpty().Max());

    /// <summary>
    /// All accounts that may be active, in the order of their ids, also those without readings. The objects are the same ones each
    /// time, filled anew.
    /// </summary>
    public async IAsyncEnumerable<LoadedAccount> LoadAsync(NpgsqlConnection connection, AccountSet accounts, [EnumeratorCancellation] CancellationToken ct)
    {
        var histories = await AccountHistories.LoadAsync(connection, accounts, from, to, ct);
        if (histories.Count == 0) yield break;
        // Who had no reading before the days that are read has no gauge left out either.
        var starts = histories.AnyReadingBefore(_firstReading) ? await readings.ReadGaugeStartsAsync(connection, accounts, _firstReading, ct) : [];
        await foreach (var account in TogetherAsync(histories, starts, readings.ReadAsync(connection, new(accounts, _firstReading, to), ct))) yield return account;
    }

    /// <summary>Asks for single accounts, as part of a trip.</summary>
    public void Ask(NpgsqlBatch trip, long[] accounts)
    {
        AccountHistories.Ask(trip, accounts, from, to);
        ReadingStore.Ask(trip, accounts, _firstReading, to);
    }

    /// <summary>The same accounts as <see cref="LoadAsync(NpgsqlConnection, AccountSet, CancellationToken)"/>, from the answers to <see cref="Ask"/>.</summary>
    public async IAsyncEnumerable<LoadedAccount> LoadAsync(NpgsqlDataReader answers, [EnumeratorCancellation] CancellationToken ct)
    {
        var histories = await AccountHistories.ReadAsync(answers, ct);
        var starts = await ReadingStore.ReadGaugeStartsAsync(answers, ct);
        await answers.NextResultAsync(ct);
        await foreach (var account in TogetherAsync(histories, starts, ReadingStore.ReadAsync(answers, ReadingRange.AllAccounts(_firstReading, to), ct))) yield return account;
    }

    private static async IAsyncEnumerable<LoadedAccount> TogetherAsync(
        AccountHistories histories, IReadOnlyList<(long AccountId, short MetricId, int Day)> starts, IAsyncEnumerable<(long AccountId, AccountReadings Readings)> readings)
    {
        var (none, history, next, start) = (new AccountReadings(), new AccountHistory(), 0, 0);
        await foreach (var account in readings)
        {
            for (; next < histories.Count && histories.Id(next) < account.AccountId; next++) yield return Loaded(none);
            if (next == histories.Count || histories.Id(next) != account.AccountId) continue;
            yield return Loaded(account.Readings);
            next++;
        }

        for (; next < histories.Count; next++) yield return Loaded(none);

        LoadedAccount Loaded(AccountReadings of)
        {
            if (of == none) none.Clear();
            histories.Fill(next, history);
            for (; start < starts.Count && starts[start].AccountId <= histories.Id(next); start++)
                if (starts[start].AccountId == histories.Id(next)) of.NoteEarlier(starts[start].MetricId, starts[start].Day);
            return new(histories.Id(next), of, history);
        }
    }
}

/// <summary>An account with all that scoring knows of it.</summary>
internal readonly record struct LoadedAccount(long Id, AccountReadings Readings, AccountHistory History)
{
    /// <summary>Measures it by the model that applies, if it is active and one does.</summary>
    /// <param name="settings">The models.</param>
    /// <param name="kind">The kind of score.</param>
    /// <param name="day">The day.</param>
    /// <param name="isProvisional">Whether the day still lasts.</param>
    /// <param name="measured">Scratch space.</param>
    /// <param name="to">Takes what was measured.</param>
    public void Measure(ScoringSettings settings, ScoreKind kind, DateOnly day, bool isProvisional, MeasuredDay measured, MeasuredRange to)
    {
        var at = new AccountDay(Readings, History, day, PeerDistribution.None, isProvisional);
        if (!at.IsActive || settings.Choose(kind, at) is not { } model) return;
        model.Measure(at, measured);
        to.Add(On(day), measured);
    }

    /// <summary>Whose it is and what it is worth on a day.</summary>
    public ScoredAccount On(DateOnly day) => History.StateOn(day) is { } state ? new(Id, state.OwnerId, state.Arr) : new(Id, null, 0);
}
