using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Shared;

/// <summary>How much of a whole is in a band.</summary>
/// <param name="Band">The band.</param>
/// <param name="Size">Number of accounts, or their ARR; not negative.</param>
/// <param name="Text">The size as shown; without it, as a count.</param>
/// <param name="Href">Where these accounts are listed.</param>
public sealed record BandShare(Band Band, double Size, string? Text = null, string? Href = null)
{
    public string Shown => Text ?? Formats.Number(Size, 0);
}
