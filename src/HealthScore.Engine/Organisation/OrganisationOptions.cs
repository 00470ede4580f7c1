namespace HealthScore.Engine.Organisation;

/// <summary>What is true of the company that uses this installation. Section <c>HealthScore</c> of the settings; checked at start.</summary>
public sealed class OrganisationOptions
{
    /// <summary>As shown in the header and on reports.</summary>
    public string Name { get; set; } = "HealthScore";

    /// <summary>IANA name of the time zone whose calendar days count, e.g. <c>Europe/Berlin</c>. Default: UTC.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>Local time of the nightly run, <c>HH:mm</c>. Default 02:30.</summary>
    public TimeOnly NightlyAt { get; set; } = new(2, 30);

    /// <summary>ISO 4217 code of the currency all amounts are in. Default USD.</summary>
    public string Currency { get; set; } = "USD";
}
