using System.Globalization;

namespace HealthScore.Web.Shared;

/// <summary>Ids for elements that have to point at each other.</summary>
public static class ElementId
{
    private static int last;

    public static string Next(string prefix) =>
        string.Create(CultureInfo.InvariantCulture, $"{prefix}-{(uint)Interlocked.Increment(ref last)}");
}
