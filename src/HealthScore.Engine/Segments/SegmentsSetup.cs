using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Segments;

/// <summary>Registers segments, their conditions, and the placing of accounts.</summary>
public static class SegmentsSetup
{
    public static IServiceCollection AddSegments(this IServiceCollection services) => services
        .AddSingleton<FactsReader>().AddSingleton<AccountMeasures>().AddSingleton<PlaceAccounts>()
        .AddSingleton<ListSegments>().AddSingleton<ReadSegment>().AddSingleton<ReadSegmentHistory>().AddSingleton<SaveSegment>().AddSingleton<OrderSegments>().AddSingleton<RemoveSegment>()
        .AddSingleton<TrySegments>().AddSingleton<WhySegment>().AddSingleton<AccountLists>();
}
