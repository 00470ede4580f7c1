using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage;
using HealthScore.Engine.Storage.Copying;
using Npgsql;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>The dated facts of a range of accounts, read in two trips or as part of one, to be handed out account by account.</summary>
internal sealed class AccountHistories
{
    private const int Columns = 9;

    private readonly List<(long Id, DateOnly Start, DateOnly? Churned, DateOnly? FirstReading, int States)> _accounts = [];
    private readonly List<AccountState> _states = [];
    private readonly Facts<DateOnly> _renewals = new();
    private readonly Facts<Goal> _goals = new();
    private readonly Facts<GoalProgress> _progress = new();
    private readonly Facts<Milestone> _milestones = new();
    private readonly Facts<SurveyResponse> _responses = new();
    private readonly Facts<DateOnly> _referrals = new();
    private readonly Facts<DateOnly> _touches = new();
    private readonly Facts<Pulse> _pulses = new();
    private readonly Facts<RiskEvent> _riskEvents = new();
    private readonly Facts<ManualOverride> _overrides = new();

    /// <summary>How many accounts may be active on one of the days, in ascending order of their ids.</summary>
    public int Count => _accounts.Count;

    public long Id(int index) => _accounts[index].Id;

    public bool AnyReadingBefore(DateOnly day) => _accounts.Exists(a => a.FirstReading < day);

    /// <summary>Reads what matters for scores of days from the first to the last.</summary>
    public static async Task<AccountHistories> LoadAsync(NpgsqlConnection connection, AccountSet accounts, DateOnly from, DateOnly to, CancellationToken ct)
    {
        var histories = new AccountHistories();
        await using (var stream = await HistorySql.CopyAccountsAsync(connection, accounts, from, to, ct))
            for (var rows = new CopyReader(stream); await rows.ReadRowAsync(Columns, ct);)
                histories.Add(rows);
        await using var trip = Trip.Begin(connection);
        HistorySql.AddFacts(trip, accounts, from, to);
        await using var facts = await trip.ExecuteReaderAsync(ct);
        await histories.ReadFactsAsync(facts, ct);
        return histories;
    }

    /// <summary>Asks for the same of single accounts, as part of a trip.</summary>
    public static void Ask(NpgsqlBatch trip, long[] accounts, DateOnly from, DateOnly to)
    {
        HistorySql.AddAccounts(trip, accounts, from, to);
        HistorySql.AddFacts(trip, accounts, from, to);
    }

    /// <summary>Reads what <see cref="Ask"/> asked for, and goes to the answer behind it.</summary>
    public static async Task<AccountHistories> ReadAsync(NpgsqlDataReader answers, CancellationToken ct)
    {
        var histories = new AccountHistories();
        while (await answers.ReadAsync(ct)) histories.Add(answers);
        await answers.NextResultAsync(ct);
        await histories.ReadFactsAsync(answers, ct);
        return histories;
    }

    public void Fill(int index, AccountHistory history)
    {
        history.Clear();
        var account = _accounts[index];
        (history.Start, history.Churned, history.FirstReading) = (account.Start, account.Churned, account.FirstReading);
        var end = index + 1 < Count ? _accounts[index + 1].States : _states.Count;
        for (var i = account.States; i < end; i++) history.States.Add(_states[i]);
        _renewals.Give(account.Id, history.Renewals);
        _goals.Give(account.Id, history.Goals);
        _progress.Give(account.Id, history.Progress);
        _milestones.Give(account.Id, history.Milestones);
        _responses.Give(account.Id, history.Responses);
        _referrals.Give(account.Id, history.Referrals);
        _touches.Give(account.Id, history.Touches);
        _pulses.Give(account.Id, history.Pulses);
        _riskEvents.Give(account.Id, history.RiskEvents);
        _overrides.Give(account.Id, history.Overrides);
    }

    private void Add(CopyReader row)
    {
        Add(row.NextInt64(), DateOnly.FromDayNumber(row.NextDay()), row.NextDateOrNull(), row.NextDateOrNull());
        if (row.NextDateOrNull() is { } from)
            _states.Add(new() { AccountId = _accounts[^1].Id, From = from, SegmentId = row.NextInt32OrNull(), StageId = row.NextInt32OrNull(), OwnerId = row.NextInt32OrNull(), Arr = row.NextInt64() / 100m });
    }

    private void Add(NpgsqlDataReader row)
    {
        Add(row.GetInt64(0), row.GetFieldValue<DateOnly>(1), Date(row, 2), Date(row, 3));
        if (Date(row, 4) is { } from)
            _states.Add(new() { AccountId = _accounts[^1].Id, From = from, SegmentId = Number(row, 5), StageId = Number(row, 6), OwnerId = Number(row, 7), Arr = row.GetInt64(8) / 100m });
    }

    private void Add(long id, DateOnly start, DateOnly? churned, DateOnly? firstReading)
    {
        if (Count == 0 || _accounts[^1].Id != id) _accounts.Add((id, start, churned, firstReading, _states.Count));
    }

    private async Task ReadFactsAsync(NpgsqlDataReader facts, CancellationToken ct)
    {
        while (await facts.ReadAsync(ct)) Add((Fact)facts.GetInt32(1), facts.GetInt64(0), facts);
        await facts.NextResultAsync(ct);
    }

    private void Add(Fact fact, long account, NpgsqlDataReader row)
    {
        switch (fact)
        {
            case Fact.Renewal: _renewals.Add(account, Day(row)); break;
            case Fact.Goal: _goals.Add(account, new() { Id = Id(row), Name = "", Importance = row.GetInt32(4), Opened = Day(row), Closed = Date(row, 6), Baseline = row.GetDouble(8), Target = row.GetDouble(9) }); break;
            case Fact.Progress: _progress.Add(account, new() { Id = Id(row), GoalId = row.GetInt64(3), Day = Day(row), Value = row.GetDouble(8) }); break;
            case Fact.Milestone: _milestones.Add(account, new() { Id = Id(row), Name = "", StageId = (int)row.GetInt64(3), IsRequired = row.GetInt32(4) != 0, Due = Day(row), Done = Date(row, 6), Entered = Date(row, 7) }); break;
            case Fact.Response: _responses.Add(account, new() { Id = Id(row), Survey = row.GetString(10), Contact = row.GetString(11), Day = Day(row), Score = row.GetDouble(8) }); break;
            case Fact.Referral: _referrals.Add(account, Day(row)); break;
            case Fact.Touch: _touches.Add(account, Day(row)); break;
            case Fact.Pulse: _pulses.Add(account, new() { Id = Id(row), Day = Day(row), Score = row.GetDouble(8), Expires = Date(row, 6) }); break;
            case Fact.RiskEvent: _riskEvents.Add(account, new() { Type = row.GetString(10), Opened = Day(row), Closed = Date(row, 6) }); break;
            case Fact.Override:
                _overrides.Add(account, new() { Id = Id(row), Kind = (ScoreKind)row.GetInt64(3), From = Day(row), To = row.GetFieldValue<DateOnly>(6), Ended = Date(row, 7), Band = (Band)row.GetInt32(4), Score = row.GetDouble(8), Reason = "", By = "" });
                break;
            default: throw new InvalidOperationException($"Nothing reads the fact {fact}.");
        }
    }

    private static long Id(NpgsqlDataReader row) => row.GetInt64(2);

    private static DateOnly Day(NpgsqlDataReader row) => row.GetFieldValue<DateOnly>(5);

    private static int? Number(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetInt32(column);

    private static DateOnly? Date(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetFieldValue<DateOnly>(column);

    // The rows of one table by account.
    private sealed class Facts<T>
    {
        private readonly Dictionary<long, List<T>> _byAccount = [];

        public void Add(long accountId, T fact)
        {
            if (!_byAccount.TryGetValue(accountId, out var facts)) _byAccount.Add(accountId, facts = []);
            facts.Add(fact);
        }

        public void Give(long accountId, List<T> to)
        {
            if (_byAccount.Count > 0 && _byAccount.TryGetValue(accountId, out var facts)) to.AddRange(facts);
        }
    }
}

/// <summary>What a row of <see cref="HistorySql.AddFacts(NpgsqlBatch, AccountSet, DateOnly, DateOnly)"/> is.</summary>
internal enum Fact
{
    Renewal = 1,
    Goal,
    Progress,
    Milestone,
    Response,
    Referral,
    Touch,
    Pulse,
    RiskEvent,
    Override,
}
