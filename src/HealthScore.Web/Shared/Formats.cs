using System.Collections.Concurrent;
using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Web.Shared;

/// <summary>Numbers and days as this user writes them: the browser's culture, which the request has set. A value that is not known is a dash.</summary>
public static class Formats
{
    public const string None = "–";

    private static readonly ConcurrentDictionary<(string Culture, string Currency), NumberFormatInfo> Currencies = new();

    private static readonly Lazy<Dictionary<string, string>> Symbols = new(() =>
        CultureInfo.GetCultures(CultureTypes.SpecificCultures)
            .Select(c => new RegionInfo(c.Name))
            .GroupBy(r => r.ISOCurrencySymbol, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Select(r => r.CurrencySymbol).MinBy(s => s.Length)!, StringComparer.Ordinal));

    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    /// <summary>A count: 12,345.</summary>
    public static string Count(long? value) => value?.ToString("N0", Culture) ?? None;

    /// <summary>A number with at most so many decimals, none of them a trailing zero, and a true minus.</summary>
    public static string Number(double? value, int decimals = 2) =>
        value?.ToString("#,0." + new string('#', decimals), Culture).Replace(Culture.NumberFormat.NegativeSign, "−", StringComparison.Ordinal) ?? None;

    /// <summary>A score with one decimal: 71.3.</summary>
    public static string Score(double? value) => value?.ToString("0.0", Culture) ?? None;

    /// <summary>A share of 1 in percent: 0.123 is 12.3 %.</summary>
    public static string Percent(double? share, int decimals = 1) =>
        share?.ToString("P" + decimals.ToString(CultureInfo.InvariantCulture), Culture) ?? None;

    /// <summary>With its sign, and a true minus: +3.2, −1.0, 0.0.</summary>
    public static string Signed(double? value, int decimals = 1) =>
        value is { } v ? Sign(v) + Math.Abs(v).ToString("N" + decimals.ToString(CultureInfo.InvariantCulture), Culture) : None;

    /// <summary>Whole units of a currency: €12,345.</summary>
    public static string Money(decimal? amount, string currency) =>
        amount?.ToString("C0", CurrencyFormat(currency)) ?? None;

    /// <summary>Three figures and a word for the size, where there is little room: €1.24M.</summary>
    public static string MoneyShort(decimal? amount, string currency)
    {
        if (amount is not { } a)
            return None;
        var (divisor, unit) = Math.Abs(a) switch
        {
            >= 1_000_000_000m => (1_000_000_000m, "{0}B"),
            >= 1_000_000m => (1_000_000m, "{0}M"),
            >= 10_000m => (1_000m, "{0}k"),
            _ => (1m, ""),
        };
        if (unit.Length == 0)
            return Money(a, currency);
        var scaled = a / divisor;
        var format = (NumberFormatInfo)CurrencyFormat(currency).Clone();
        format.CurrencyDecimalDigits = Math.Abs(scaled) switch { >= 100 => 0, >= 10 => 1, _ => 2 };
        // The unit belongs to the number, also where the symbol comes last: 1,24M €.
        var text = scaled.ToString("C", format);
        var last = text.LastIndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        var first = text.IndexOfAny(['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']);
        return text[..first] + string.Format(Culture, Translations.Of(unit), text[first..(last + 1)]) + text[(last + 1)..];
    }

    /// <summary>12 Mar 2026.</summary>
    public static string Day(DateOnly? day) => day is { } d ? Days.Day(d, Culture) : None;

    /// <summary>12 Mar, where the year is clear.</summary>
    public static string ShortDay(DateOnly? day) => day is { } d ? Days.Short(d, Culture) : None;

    /// <summary>Mar 2026.</summary>
    public static string Month(DateOnly? month) => month is { } m ? Days.Month(m, Culture) : None;

    /// <summary>12 Mar 2026, 14:05 of the moment's own offset.</summary>
    public static string Moment(DateTimeOffset? moment) => moment is { } m ? Days.Moment(m, Culture) : None;

    /// <summary>"1 account", "2 accounts".</summary>
    public static string Plural(long count, string one, string? many = null) => $"{Count(count)} {(count == 1 ? one : many ?? one + "s")}";

    private static string Sign(double value) => value switch { > 0 => "+", < 0 => "−", _ => "" };

    private static NumberFormatInfo CurrencyFormat(string currency) =>
        Currencies.GetOrAdd((Culture.Name, currency), static key =>
        {
            var format = (NumberFormatInfo)CultureInfo.GetCultureInfo(key.Culture).NumberFormat.Clone();
            format.CurrencySymbol = Symbols.Value.GetValueOrDefault(key.Currency, key.Currency);
            format.CurrencyDecimalDigits = 0;
            return format;
        });
}
