using HealthScore.Engine.Scoring.Live;
using HealthScore.Engine.Scoring.Models;
using HealthScore.Engine.Scoring.Preview;
using HealthScore.Engine.Scoring.Runs;
using HealthScore.Engine.Scoring.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Scoring;

/// <summary>Registers models, runs and the explanation of scores.</summary>
public static class ScoringSetup
{
    public static IServiceCollection AddScoring(this IServiceCollection services) => services
        .AddSingleton<KeptDays>().AddSingleton<StartRun>().AddSingleton<CancelRun>().AddSingleton<ListRuns>().AddSingleton<RunScoring>().AddSingleton<RunSizes>().AddSingleton<ReadScore>()
        .AddSingleton<LiveScoring>().AddSingleton<LiveWorker>().AddModels()
        .AddSingleton<ReadTrend>().AddSingleton<ReadMeasure>()
        .AddSingleton<MeasureModelScope>().AddSingleton<TestAccount>()
        .AddSingleton<MeasureAccounts>().AddSingleton<PreviewModel>().AddSingleton<RestateTrend>().AddSingleton<ListMoves>();
}
