using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Accounts.Acting;

/// <summary>Registers what people do to accounts.</summary>
internal static class ActingSetup
{
    public static IServiceCollection AddActing(this IServiceCollection services) => services
        .AddSingleton<AccountDesk>().AddSingleton<RecordTouch>().AddSingleton<GivePulse>().AddSingleton<OpenRiskEvent>().AddSingleton<CloseRiskEvent>()
        .AddSingleton<OverrideScore>().AddSingleton<EndOverride>().AddSingleton<RecordGoalProgress>().AddSingleton<TakeBack>();
}
