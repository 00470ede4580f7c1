using HealthScore.Engine.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace HealthScore.Engine.Access;

/// <summary>Users, their passwords and what they may do.</summary>
public static class AccessSetup
{
    public static IServiceCollection AddAccess(this IServiceCollection services)
    {
        services.AddIdentityCore<AppUser>(o =>
        {
            o.User.RequireUniqueEmail = true;
            o.Password.RequiredLength = 10;
            o.Password.RequireNonAlphanumeric = false;
            o.Password.RequireUppercase = false;
            o.Password.RequireDigit = false;
            o.Password.RequiredUniqueChars = 5;
            o.Lockout.MaxFailedAccessAttempts = 8;
            o.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(10);
            o.Lockout.AllowedForNewUsers = true;
        }).AddEntityFrameworkStores<HealthScoreDb>().AddDefaultTokenProviders();
        services.AddDataProtection().SetApplicationName("HealthScore");
        services.AddSingleton<IXmlRepository, DatabaseKeyRing>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>, KeyRingOptions>();
        services.AddScoped<AddUser>().AddScoped<ChangeUser>().AddScoped<ChangeTeam>().AddScoped<SetUpFirstAdmin>().AddScoped<ActingUser>();
        services.AddSingleton<ListUsers>();
        return services;
    }
}

internal sealed class KeyRingOptions(IXmlRepository repository) : IConfigureOptions<KeyManagementOptions>
{
    public void Configure(KeyManagementOptions options) => options.XmlRepository = repository;
}
