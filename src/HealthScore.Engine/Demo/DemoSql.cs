using HealthScore.Engine.Storage.Copying;
using Npgsql;

namespace HealthScore.Engine.Demo;

/// <summary>The statements that load the demo company.</summary>
internal static class DemoSql
{
    public const string CopyAccount = "copy account (id, external_id, name, start, churned, first_reading) from stdin (format binary)";
    public const string CopyAccountState = "copy account_state (account_id, from_day, segment_id, stage_id, owner_id, arr) from stdin (format binary)";
    public const string CopyRenewal = "copy renewal (account_id, day) from stdin (format binary)";
    public const string CopyOutcome = "copy outcome (account_id, day, kind, amount, reason) from stdin (format binary)";
    public const string CopyContact = "copy contact (account_id, external_id, name, email, persona, is_champion, last_contact) from stdin (format binary)";
    public const string CopyRiskEvent = "copy risk_event (account_id, type, opened, closed, note) from stdin (format binary)";
    public const string CopyTouch = "copy touch (account_id, id, day, channel, note) from stdin (format binary)";
    public const string CopyReferral = "copy referral (account_id, id, day) from stdin (format binary)";
    public const string CopySurveyResponse = "copy survey_response (account_id, id, survey, contact, day, score) from stdin (format binary)";
    public const string CopyPulse = "copy pulse (account_id, id, day, score, expires) from stdin (format binary)";
    public const string CopyGoal = "copy goal (account_id, id, name, importance, opened, closed, baseline, target) from stdin (format binary)";
    public const string CopyGoalProgress = "copy goal_progress (account_id, id, goal_id, day, value) from stdin (format binary)";
    public const string CopyMilestone = "copy milestone (account_id, id, name, stage_id, is_required, due, done, definition_id, entered) from stdin (format binary)";
    public const string CopyManualOverride = "copy manual_override (account_id, id, kind, from_day, to_day, band, score, reason, by) from stdin (format binary)";
    public const string CopyGaugeStart = "copy gauge_start (account_id, metric_id, day) from stdin (format binary)";
    public const string CopyReadingMonth = "copy reading_month (account_id, month, version, data) from stdin (format binary)";

    private static readonly string[] Numbered =
        ["account", "owner", "segment", "journey", "stage", "milestone_definition", "metric", "touch", "referral", "survey_response", "pulse", "goal", "goal_progress", "milestone", "manual_override"];

    private static readonly string[] Analysed =
        [.. Numbered, "account_state", "renewal", "outcome", "contact", "risk_event", "metric_day", "reading_month", "account_current"];

    /// <summary>Nobody imports or loads at the same time; it lasts until the transaction ends.</summary>
    public static Task LockAsync(NpgsqlConnection connection, CancellationToken ct) =>
        ExecuteAsync(connection, "lock table account, metric, scoring_model, app_user in share row exclusive mode", ct);

    /// <summary>True when nothing was ever put in.</summary>
    public static async Task<bool> IsEmptyAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            select not (exists (select from account) or exists (select from owner) or exists (select from segment) or exists (select from journey)
                or exists (select from metric) or exists (select from scoring_model) or exists (select from app_user))
            """, connection);
        return (bool)(await command.ExecuteScalarAsync(ct))!;
    }

    /// <summary>Sends rows by a COPY of their own.</summary>
    public static async Task CopyAsync(NpgsqlConnection connection, string copy, IEnumerable<CopyRows> batches, CancellationToken ct)
    {
        await using var writer = await CopyWriter.BeginAsync(connection, copy, ct);
        foreach (var rows in batches) await writer.SendAsync(rows, ct);
        await writer.CompleteAsync(ct);
    }

    /// <summary>Moves the sequences behind the ids that were given, so that whoever comes next gets a new one.</summary>
    public static Task MoveSequencesAsync(NpgsqlConnection connection, CancellationToken ct) => ExecuteAsync(connection, string.Join(";\n",
        Numbered.Select(t => $"select setval(pg_get_serial_sequence('{t}', 'id'), greatest(max(id), 1)) from {t}")), ct);

    /// <summary>Tells the planner what has come.</summary>
    public static Task AnalyseAsync(NpgsqlConnection connection, CancellationToken ct) =>
        ExecuteAsync(connection, $"analyze {string.Join(", ", Analysed)}", ct);

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
