using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace HealthScore.Engine.Organisation;

/// <summary>Registers the organisation's settings; a wrong one stops the start with a message that names it.</summary>
public static class OrganisationSetup
{
    public static IServiceCollection AddOrganisation(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OrganisationOptions>().Bind(configuration.GetSection("HealthScore"))
            .Validate(o => !string.IsNullOrWhiteSpace(o.Name), "HealthScore:Name is empty; write your company's name.")
            .Validate(o => TimeZoneInfo.TryFindSystemTimeZoneById(o.TimeZone, out _), "HealthScore:TimeZone is not the name of a time zone; use one such as Europe/Berlin or America/New_York.")
            .Validate(o => o.Currency is { Length: 3 } code && code.All(char.IsAsciiLetterUpper), "HealthScore:Currency is not a code of three capital letters, such as USD or EUR.")
            .ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<OrganisationClock>().AddSingleton<Doctor>();
        return services;
    }
}
