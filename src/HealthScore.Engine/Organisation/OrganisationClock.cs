using Microsoft.Extensions.Options;

namespace HealthScore.Engine.Organisation;

/// <summary>Which calendar day it is for the organisation.</summary>
public sealed class OrganisationClock(IOptions<OrganisationOptions> options, TimeProvider time)
{
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    /// <summary>The day that has not ended yet.</summary>
    public DateOnly Today => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone).DateTime);

    /// <summary>The day that ended last.</summary>
    public DateOnly Yesterday => Today.AddDays(-1);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>True once the hour of the nightly run has come today.</summary>
    public bool IsPastNightly => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone).DateTime) >= options.Value.NightlyAt;
}
