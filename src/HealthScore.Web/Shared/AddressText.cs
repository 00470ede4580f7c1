using System.Globalization;

namespace HealthScore.Web.Shared;

/// <summary>Reads what an address says. Pages take it as text: what is no number is as if it were not there, and no error.</summary>
internal static class AddressText
{
    /// <summary>A number from 0 on; null: none, or out of reason.</summary>
    public static int? Number(string? text, int most = int.MaxValue) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= most ? number : null;

    /// <summary>A key from 1 on; null: none.</summary>
    public static long? Key(string? text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var key) && key > 0 ? key : null;
}
