using System.Globalization;

namespace HealthScore.Web.Shared;

/// <summary>Numbers as style sheets and SVG read them, whatever the user's culture.</summary>
public static class Css
{
    public static string Number(double value) => value.ToString("0.###", CultureInfo.InvariantCulture);

    public static string Percent(double share) => Number(share * 100) + "%";
}
