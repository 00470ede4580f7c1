using HealthScore.Domain.Journeys;
using HealthScore.Domain.Metrics;
using HealthScore.Domain.Primitives;
using HealthScore.Domain.Scoring;
using HealthScore.Domain.Segments;
using HealthScore.Engine.Metrics;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Storage;
using HealthScore.Tests;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Tests.Scoring.Models;

/// <summary>The real classes on a database with two segments, two stages and three metrics, and a clock that the test turns.</summary>
public sealed class ModelDesk : IAsyncLifetime
{
    private readonly TestDatabase _database = new();
    private ServiceProvider _services = null!;

    public static Actor Ops { get; } = new("1", "Dana", Role.CsOps);
    public static Actor OtherOps { get; } = new("2", "Kim", Role.CsOps);
    public static Actor Csm { get; } = new("3", "Robin", Role.Csm);
    public static Actor Leader { get; } = new("4", "Sam", Role.Leadership);

    public SettableTime Time { get; } = new(new(2026, 3, 10, 23, 30, 0, TimeSpan.Zero));
    public int Enterprise { get; private set; }
    public int Small { get; private set; }
    public int Onboarding { get; private set; }
    public int Live { get; private set; }

    public T The<T>() where T : notnull => _services.GetRequiredService<T>();

    public async Task InitializeAsync()
    {
        await _database.InitializeAsync();
        var settings = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?> { ["HealthScore:TimeZone"] = "Europe/Berlin" }).Build();
        _services = new ServiceCollection().AddLogging().AddSingleton<TimeProvider>(Time).AddStorage(_database.ConnectionString).AddOrganisation(settings).AddModels().AddMetricCatalogue().BuildServiceProvider();
        await using var db = _services.CreateScope().ServiceProvider.GetRequiredService<HealthScoreDb>();
        Segment enterprise = new() { Name = "Enterprise" }, small = new() { Name = "Small", Position = 1 };
        Stage onboarding = new() { Name = "Onboarding", JourneyId = 1 }, live = new() { Name = "Live", JourneyId = 1, Position = 1 };
        db.AddRange(new Journey { Id = 1, Name = "Customer journey" }, enterprise, small, onboarding, live);
        db.AddRange(new Metric("logins", "Logins", MetricKind.Count), new Metric("seats", "Seats used", MetricKind.Gauge), new Metric("tickets", "Tickets", MetricKind.Count));
        await db.SaveChangesAsync();
        (Enterprise, Small, Onboarding, Live) = (enterprise.Id, small.Id, onboarding.Id, live.Id);
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await _database.DisposeAsync();
    }

    public static ModelDefinition Definition(double logins = 1, double seats = 1) => new()
    {
        Dimensions = [new("Usage", 1, [Measure("logins", logins, Aggregation.Sum), Measure("seats", seats, Aggregation.Last)])],
    };

    /// <summary>A model with a draft.</summary>
    public async Task<ModelView> DraftAsync(ScoreKind kind, int? segment, int? stage, ModelDefinition definition)
    {
        var made = await The<CreateModel>().RunAsync(Ops, new(kind, segment, stage, "Made by a test"), default);
        var view = await ReadAsync(made.Value);
        (await The<SaveDraft>().RunAsync(Ops, made.Value, view.DraftRevision, definition, default)).IsOk.Should().BeTrue();
        return await ReadAsync(made.Value);
    }

    /// <summary>A model with one version.</summary>
    public async Task<ModelView> PublishedAsync(ScoreKind kind, int? segment, int? stage, ModelDefinition definition)
    {
        var draft = await DraftAsync(kind, segment, stage, definition);
        (await PublishAsync(draft, "first")).Message.Should().BeNull();
        return await ReadAsync(draft.Model.Id);
    }

    public async Task<ModelView> ReadAsync(int modelId) => (await The<ReadModel>().RunAsync(Csm, modelId, default)).Value!;

    public async Task<ModelView> ChangeAsync(int modelId, ModelDefinition definition)
    {
        (await The<SaveDraft>().RunAsync(Ops, modelId, (await ReadAsync(modelId)).DraftRevision, definition, default)).Message.Should().BeNull();
        return await ReadAsync(modelId);
    }

    public Task<Result<PublishedVersion>> PublishAsync(ModelView view, string reason) =>
        The<PublishScoringModel>().RunAsync(Ops, view.Model.Id, view.DraftRevision, view.Model.Last, reason, default);

    private static MeasureDefinition Measure(string metric, double weight, Aggregation aggregation) =>
        new() { Id = metric, Source = new MetricSource(metric, aggregation, 28), Curve = new PointsCurve(new(0, 0), new(10.5, 60), new(20, 100)), Weight = weight };
}
