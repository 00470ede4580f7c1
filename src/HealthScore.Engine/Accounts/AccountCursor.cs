using System.Globalization;

namespace HealthScore.Engine.Accounts;

/// <summary>Where a page of the grid lies: behind an account, ahead of one, or at the end of all.</summary>
/// <param name="IsAhead">True: the page ends where <paramref name="Place"/> is, false: it begins there.</param>
/// <param name="Place">The account that is not on the page any more; null: the last page.</param>
public sealed record AccountCursor(bool IsAhead, AccountPlace? Place);

/// <summary>An account's place in an order.</summary>
/// <param name="Id">Tells apart those with an equal key.</param>
/// <param name="Key">What it is ordered by, in writing; null: it has no value, and stands behind all that do.</param>
public sealed record AccountPlace(long Id, string? Key)
{
    private const char Separator = '~';

    /// <summary>Null when the text is no place.</summary>
    public static AccountPlace? Parse(string? text)
    {
        if (text is null) return null;
        var parts = text.Split(Separator, 2);
        return long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? new(id, parts.Length == 2 ? parts[1] : null) : null;
    }

    public override string ToString() => Id.ToString(CultureInfo.InvariantCulture) + (Key is null ? "" : Separator + Key);
}
