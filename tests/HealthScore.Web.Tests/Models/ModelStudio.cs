using HealthScore.Domain.Journeys;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Storage;
using HealthScore.Web.Tests.Browser;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Web.Tests.Models;

/// <summary>The running app with a segment, a stage, a metric and models to work on.</summary>
public sealed class ModelStudio : IAsyncLifetime
{
    private static readonly Actor Ops = new("seed", "Dana Ops", Role.CsOps);

    public RunningApp App { get; } = new();
    public Chromium Chromium { get; } = new();
    public int SegmentId { get; private set; }
    public int StageId { get; private set; }

    public async Task InitializeAsync()
    {
        await App.InitializeAsync();
        await Chromium.InitializeAsync();
        await using var scope = App.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<HealthScoreDb>();
        var (segment, stage) = (new Segment { Name = "Enterprise" }, new Stage { Name = "Onboarding", JourneyId = 1 });
        db.AddRange(new Journey { Id = 1, Name = "Customer journey" }, segment, stage, new Metric("logins", "Logins", MetricKind.Count));
        await db.SaveChangesAsync();
        (SegmentId, StageId) = (segment.Id, stage.Id);
    }

    public async Task DisposeAsync()
    {
        await Chromium.DisposeAsync();
        await ((IAsyncLifetime)App).DisposeAsync();
    }

    /// <summary>A published model: Usage 60 %, of two measures, and Value 40 %.</summary>
    public async Task<int> PublishedAsync(ScoreKind kind, int? segmentId, int? stageId)
    {
        var made = await The<CreateModel>().RunAsync(Ops, new(kind, segmentId, stageId, $"{kind} for a test"), default);
        var saved = await The<SaveDraft>().RunAsync(Ops, made.Value, 1, Definition, default);
        (await The<PublishScoringModel>().RunAsync(Ops, made.Value, saved.Value!.Revision, 0, "First of all", default)).Message.Should().BeNull();
        return made.Value;
    }

    public async Task DoAsync(string sql)
    {
        await using var command = The<Npgsql.NpgsqlDataSource>().CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    public T The<T>() where T : notnull => App.Services.GetRequiredService<T>();

    private static ModelDefinition Definition => new()
    {
        Dimensions = [new("Usage", 60, [Measure("total", Aggregation.Sum), Measure("days", Aggregation.ActiveDays)]), new("Value", 40, [Measure("latest", Aggregation.Last)])],
    };

    private static MeasureDefinition Measure(string id, Aggregation aggregation) =>
        new() { Id = id, Source = new MetricSource("logins", aggregation, 28), Curve = new PointsCurve(new(0, 0), new(20, 100)) };
}
