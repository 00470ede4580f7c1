using HealthScore.Engine.Accounts.Acting;
using HealthScore.Engine.Accounts.Timeline;
using HealthScore.Engine.Accounts.Views;
using Microsoft.Extensions.DependencyInjection;

namespace HealthScore.Engine.Accounts;

/// <summary>Registers the queries of accounts and what people do to them.</summary>
public static class AccountsSetup
{
    public static IServiceCollection AddAccounts(this IServiceCollection services) => services
        .AddSingleton<ListAccounts>().AddSingleton<ReadAccount>().AddSingleton<ReadChoices>().AddSingleton<ReadRelations>().AddSingleton<ReadJudgements>().AddSingleton<ReadTimeline>()
        .AddSingleton<SelectAccounts>().AddSingleton<ListViews>().AddSingleton<SaveView>().AddSingleton<RemoveView>().AddSingleton<SaveColumns>().AddSingleton<AssignOwner>().AddActing();
}
