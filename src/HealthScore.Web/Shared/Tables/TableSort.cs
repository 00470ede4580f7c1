using Microsoft.AspNetCore.Components;

namespace HealthScore.Web.Shared.Tables;

/// <summary>A table's order as it stands in the address: <c>sort=arr</c>, or <c>sort=-arr</c> for highest first.</summary>
public sealed record TableSort(string Key, bool Descending, NavigationManager Navigation)
{
    /// <summary>Reads the parameter; what names no column of <paramref name="keys"/> becomes <paramref name="standard"/>.</summary>
    public static TableSort Parse(string? text, IReadOnlyCollection<string> keys, string standard, NavigationManager navigation)
    {
        var chosen = text is not null && keys.Contains(text.TrimStart('-')) ? text : standard;
        return new(chosen.TrimStart('-'), chosen.StartsWith('-'), navigation);
    }

    /// <summary>The address of the same page in the order of a column: its first order, or the reverse of the one shown. Paging starts again.</summary>
    public string Href(string key, bool descendingFirst) =>
        Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>
        {
            ["sort"] = (key == Key ? !Descending : descendingFirst) ? "-" + key : key,
            ["after"] = null,
            ["upto"] = null,
        });
}
