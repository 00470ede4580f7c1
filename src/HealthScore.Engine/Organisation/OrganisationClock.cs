using Microsoft.Extensions.Options;

namespace HealthScore.Engine.Organisation;

/// <summary>Which calendar day it is for the organisation.</summary>
public sealed class OrganisationClock(IOptions<OrganisationOptions> options, TimeProvider time)
{
    public TimeZoneInfo Zone { get; } = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    /// <summary>The day that has not ended yet.</summary>
    public DateOnly Today => DayOf(time.GetUtcNow());

    /// <summary>The day that ended last.</summary>
    public DateOnly Yesterday => Today.AddDays(-1);

    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>The organisation's day of a moment.</summary>
    public DateOnly DayOf(DateTimeOffset moment) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(moment, Zone).DateTime);

    /// <summary>True once the hour of the nightly run has come today.</summary>
    public bool IsPastNightly => TimeOnly.FromDateTime(TimeZoneInfo.ConvertTime(time.GetUtcNow(), Zone).DateTime) >= options.Value.NightlyAt;
}
