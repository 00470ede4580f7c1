using System.Globalization;

namespace HealthScore.Web.Accounts;

/// <summary>Accounts with something of theirs, as a button hands it over: <c>17:4,18:</c>.</summary>
internal static class AccountPairs
{
    public static string Text(IEnumerable<(long Account, long? Of)> pairs) =>
        string.Join(',', pairs.Select(p => string.Create(CultureInfo.InvariantCulture, $"{p.Account}:{p.Of}")));

    /// <summary>What is none is left out.</summary>
    public static IEnumerable<(long Account, long? Of)> Read(string? text) =>
        (text ?? "").Split(',').Select(pair => pair.Split(':')).Where(pair => pair.Length == 2 && AccountsUrl.Ids(pair[0]).Count == 1)
            .Select(pair => (AccountsUrl.Ids(pair[0])[0], AccountsUrl.Ids(pair[1]) is [var of] ? of : (long?)null));
}
