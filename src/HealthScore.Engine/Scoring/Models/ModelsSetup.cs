using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Scoring.Models;

/// <summary>Scoring models: drafts, versions, history, model as code.</summary>
public static class ModelsSetup
{
    public static IServiceCollection AddModels(this IServiceCollection services) =>
        services.AddSingleton<ListModels>().AddSingleton<ReadModel>().AddSingleton<ModelHistory>()
            .AddSingleton<CreateModel>().AddSingleton<SaveDraft>().AddSingleton<DiscardDraft>().AddSingleton<KeptDrafts>().AddSingleton<PublishScoringModel>().AddSingleton<RollBack>()
            .AddSingleton<EndModel>().AddSingleton<RenameModel>()
            .AddSingleton<ListModelMetrics>().AddSingleton<ExportModel>().AddSingleton<ImportModel>();
}
