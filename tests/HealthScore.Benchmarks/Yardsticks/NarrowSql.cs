using HealthScore.Benchmarks.Workloads;
using HealthScore.Domain.Scoring;
using Npgsql;
using NpgsqlTypes;

namespace HealthScore.Benchmarks.Yardsticks;

/// <summary>The same company as a data team would keep it: one row per reading, one row per contribution.</summary>
internal static class NarrowSql
{
    private static readonly string Statement = ReadStatement();

    public static Task CreateAsync(NpgsqlConnection connection, CancellationToken ct) => ExecuteAsync(connection,
        """
        create schema bench;
        create table bench.account (account_id integer primary key, segment_id smallint not null, stage_id smallint not null);
        create table bench.curve (
            segment_id smallint, stage_id smallint, measure_id smallint, weight double precision not null,
            x0 double precision, x1 double precision, x2 double precision, x3 double precision, y0 double precision, y1 double precision, y2 double precision, y3 double precision,
            primary key (segment_id, stage_id, measure_id));
        create table bench.reading (account_id integer not null, day date not null, metric_id smallint not null, value double precision not null);
        create table bench.score (
            account_id integer, day date, score double precision, band smallint not null, held_band smallint not null, raw_band smallint not null, primary key (account_id, day));
        create table bench.contribution (
            account_id integer, day date, measure_id smallint, value double precision, sub_score double precision, weight double precision, primary key (account_id, day, measure_id));
        """, ct);

    public static async Task CopyAccountsAsync(NpgsqlConnection connection, Workload workload, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy bench.account from stdin (format binary)", ct);
        for (var id = 1; id <= workload.Accounts; id++)
        {
            var account = workload.Account(id);
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(id, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync((short)account.SegmentId, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync((short)account.StageId, NpgsqlDbType.Smallint, ct);
        }
        await copy.CompleteAsync(ct);
    }

    public static async Task CopyCurvesAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        await using var copy = await connection.BeginBinaryImportAsync("copy bench.curve from stdin (format binary)", ct);
        for (var segment = 1; segment <= Workload.Segments; segment++)
            for (var stage = 1; stage <= Workload.Stages; stage++)
                foreach (var (measure, i) in WorkloadModels.Definition(segment, stage).Measures.Select((m, i) => (m, i)))
                {
                    var points = ((PointsCurve)measure.Curve).Points;
                    await copy.StartRowAsync(ct);
                    foreach (var key in (short[])[(short)segment, (short)stage, (short)(i + 1)]) await copy.WriteAsync(key, NpgsqlDbType.Smallint, ct);
                    foreach (var number in (double[])[measure.Weight, .. points.Select(p => p.X), .. points.Select(p => p.Y)]) await copy.WriteAsync(number, NpgsqlDbType.Double, ct);
                }
        await copy.CompleteAsync(ct);
    }

    /// <summary>Day after day, as readings arrive.</summary>
    public static async Task CopyReadingsAsync(NpgsqlConnection connection, Workload workload, CancellationToken ct)
    {
        var series = new WorkloadSeries[workload.Accounts * WorkloadMetrics.Count];
        for (var i = 0; i < series.Length; i++) series[i] = new(1 + i / WorkloadMetrics.Count, 1 + i % WorkloadMetrics.Count);
        await using var copy = await connection.BeginBinaryImportAsync("copy bench.reading from stdin (format binary)", ct);
        for (var day = workload.FirstDay; day <= Workload.LastDay; day = day.AddDays(1))
            for (var i = 0; i < series.Length; i++)
                if (series[i].On(day.DayNumber) is { } value)
                {
                    await copy.StartRowAsync(ct);
                    await copy.WriteAsync(1 + i / WorkloadMetrics.Count, NpgsqlDbType.Integer, ct);
                    await copy.WriteAsync(day, NpgsqlDbType.Date, ct);
                    await copy.WriteAsync((short)(1 + i % WorkloadMetrics.Count), NpgsqlDbType.Smallint, ct);
                    await copy.WriteAsync(value, NpgsqlDbType.Double, ct);
                }
        await copy.CompleteAsync(ct);
    }

    public static Task AddKeyAsync(NpgsqlConnection connection, CancellationToken ct) =>
        ExecuteAsync(connection, "alter table bench.reading add primary key (account_id, metric_id, day)", ct);

    public static Task ForgetScoresAsync(NpgsqlConnection connection, CancellationToken ct) => ExecuteAsync(connection, "truncate bench.score, bench.contribution", ct);

    /// <summary>Scores a day by the one statement, with the memory and the helpers that its author would give it.</summary>
    public static async Task ScoreAsync(NpgsqlConnection connection, DateOnly day, DateOnly firstDay, CancellationToken ct)
    {
        await ExecuteAsync(connection, "set work_mem = '256MB'; set hash_mem_multiplier = 2; set max_parallel_workers_per_gather = 2", ct);
        await using var command = new NpgsqlCommand(Statement, connection) { Parameters = { new() { Value = day }, new() { Value = firstDay } }, CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static string ReadStatement()
    {
        using var stream = typeof(NarrowSql).Assembly.GetManifestResourceStream("HealthScore.Benchmarks.Yardsticks.plain.sql")
            ?? throw new InvalidOperationException("The statement is not in the program.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync(ct);
    }
}
