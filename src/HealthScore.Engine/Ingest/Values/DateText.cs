using System.Globalization;

namespace HealthScore.Engine.Ingest.Values;

/// <summary>Why a text gives no day.</summary>
internal enum DateFault
{
    None,
    NotADate,
    NeedsOrder,
    ShortYear,
}

/// <summary>
/// A date as people write it, taken apart but not yet judged: 2024-10-16, 2024/10/16, 20241016, 16.10.2024, 10/16/2024, 16 Oct 2024,
/// Oct 16, 2024, each with or without a time. Year-first and named months say themselves which number is the month.
/// </summary>
internal readonly record struct DateText(int First, int Second, int Year, bool NeedsOrder, bool ShortYear, TimeSpan Time, TimeSpan? Offset)
{
    private const string Separators = "/.-";

    public static bool TryParse(ReadOnlySpan<char> text, out DateText date)
    {
        date = default;
        text = text.Trim();
        if (text.Length is < 6 or > 40) return false;
        return char.IsAsciiDigit(text[0]) ? StartsWithNumber(text, out date) : StartsWithName(text, out date);
    }

    /// <summary>The day in the organisation's zone; a time without an offset is taken as written there.</summary>
    public DateFault Day(DateOrder? order, TimeZoneInfo zone, out DateOnly day)
    {
        day = default;
        if (ShortYear && order is null) return DateFault.ShortYear;
        var (d, m) = NeedsOrder && order == DateOrder.MonthFirst ? (Second, First) : (First, Second);
        if (NeedsOrder && order is null && First != Second)
        {
            if (IsDay(First, Second) && IsDay(Second, First)) return DateFault.NeedsOrder;
            if (!IsDay(First, Second)) (d, m) = (Second, First);
        }

        if (!IsDay(d, m)) return DateFault.NotADate;
        day = new DateOnly(Year, m, d);
        if (Offset is not { } offset) return DateFault.None;
        var instant = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue) + Time, offset);
        day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);
        return DateFault.None;
    }

    /// <summary>True when the two numbers are a day and a month of the year.</summary>
    public bool IsDay(int day, int month) =>
        month is >= 1 and <= 12 && Year is >= 1 and <= 9998 && day >= 1 && day <= DateTime.DaysInMonth(Year, month);

    private static bool StartsWithNumber(ReadOnlySpan<char> text, out DateText date)
    {
        date = default;
        if (!Number(ref text, out var a, out var digits)) return false;
        if (digits == 8) return Finish(text, a % 100, a / 100 % 100, a / 10_000, false, false, out date);
        if (text.IsEmpty) return false;
        var separator = text[0];
        if (digits <= 2 && (separator is ' ' or '-' or '/' or '.') && text.Length > 1 && char.IsAsciiLetter(text[1])) return DayThenName(a, text[1..], separator, out date);
        if (!Separators.Contains(separator)) return false;
        text = text[1..];
        if (!Number(ref text, out var b, out var secondDigits) || secondDigits > 2 || text.IsEmpty || text[0] != separator) return false;
        text = text[1..];
        if (!Number(ref text, out var c, out var lastDigits)) return false;
        if (digits == 4 && lastDigits <= 2) return Finish(text, c, b, a, false, false, out date);
        if (digits > 2 || lastDigits is not (2 or 4)) return false;
        return Finish(text, a, b, lastDigits == 2 ? 2000 + c : c, true, lastDigits == 2, out date);
    }

    // 16 Oct 2024, 16-Oct-24
    private static bool DayThenName(int day, ReadOnlySpan<char> text, char separator, out DateText date)
    {
        date = default;
        var month = Month(ref text);
        if (month == 0) return false;
        if (text is ['.' or ',', ..] && separator == ' ') text = text[1..];
        if (text.IsEmpty || text[0] != separator) return false;
        text = text[1..];
        if (!Number(ref text, out var year, out var digits) || digits is not (2 or 4)) return false;
        return Finish(text, day, month, digits == 2 ? 2000 + year : year, false, false, out date);
    }

    // Oct 16, 2024
    private static bool StartsWithName(ReadOnlySpan<char> text, out DateText date)
    {
        date = default;
        var month = Month(ref text);
        if (month == 0) return false;
        text = text.TrimStart(". ");
        if (!Number(ref text, out var day, out var digits) || digits > 2) return false;
        text = text.TrimStart(", ");
        return Number(ref text, out var year, out var yearDigits) && yearDigits == 4 && Finish(text, day, month, year, false, false, out date);
    }

    private static bool Finish(ReadOnlySpan<char> rest, int first, int second, int year, bool needsOrder, bool shortYear, out DateText date)
    {
        date = default;
        if (!TimeOfDay(rest, out var time, out var offset)) return false;
        date = new DateText(first, second, year, needsOrder, shortYear, time, offset);
        return needsOrder ? date.IsDay(first, second) || date.IsDay(second, first) : date.IsDay(first, second);
    }

    private static bool TimeOfDay(ReadOnlySpan<char> text, out TimeSpan time, out TimeSpan? offset)
    {
        (time, offset) = (default, null);
        if (text.IsEmpty) return true;
        if (text[0] is not ('T' or 't' or ' ' or ',')) return false;
        text = text[1..].Trim();
        if (!Number(ref text, out var hour, out var digits) || digits > 2 || text is not [':', ..]) return false;
        text = text[1..];
        if (!Number(ref text, out var minute, out digits) || digits != 2) return false;
        var second = 0;
        if (text is [':', ..])
        {
            text = text[1..];
            if (!Number(ref text, out second, out digits) || digits != 2) return false;
            if (text is ['.' or ',', ..]) text = text[1..].TrimStart("0123456789");
        }

        text = text.TrimStart();
        if (text.StartsWith("am", StringComparison.OrdinalIgnoreCase) || text.StartsWith("pm", StringComparison.OrdinalIgnoreCase))
        {
            if (hour is < 1 or > 12) return false;
            hour = (hour % 12) + (text[0] is 'p' or 'P' ? 12 : 0);
            text = text[2..].TrimStart();
        }

        if (hour > 23 || minute > 59 || second > 60) return false;
        time = new TimeSpan(hour, minute, Math.Min(second, 59));
        return text.IsEmpty || OffsetOf(text, out offset);
    }

    private static bool OffsetOf(ReadOnlySpan<char> text, out TimeSpan? offset)
    {
        offset = TimeSpan.Zero;
        if (text is "Z" or "z" || text.Equals("UTC", StringComparison.OrdinalIgnoreCase) || text.Equals("GMT", StringComparison.OrdinalIgnoreCase)) return true;
        if (text[0] is not ('+' or '-')) return false;
        var negative = text[0] == '-';
        text = text[1..];
        if (!Number(ref text, out var hours, out var digits)) return false;
        var minutes = 0;
        if (digits == 4) (hours, minutes) = (hours / 100, hours % 100);
        else if (text is [':', ..])
        {
            text = text[1..];
            if (!Number(ref text, out minutes, out _)) return false;
        }

        if (!text.IsEmpty || digits is not (2 or 4) || hours > 14 || minutes > 59 || (hours == 14 && minutes > 0)) return false;
        offset = new TimeSpan(negative ? -hours : hours, negative ? -minutes : minutes, 0);
        return true;
    }

    private static int Month(ref ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && char.IsAsciiLetter(text[length])) length++;
        var word = text[..length];
        var names = CultureInfo.InvariantCulture.DateTimeFormat;
        for (var month = 1; month <= 12; month++)
        {
            var isShort = word.Equals(names.AbbreviatedMonthNames[month - 1], StringComparison.OrdinalIgnoreCase);
            if (!isShort && !word.Equals(names.MonthNames[month - 1], StringComparison.OrdinalIgnoreCase)) continue;
            text = text[length..];
            return month;
        }

        return 0;
    }

    private static bool Number(ref ReadOnlySpan<char> text, out int number, out int digits)
    {
        (number, digits) = (0, 0);
        while (digits < text.Length && digits < 9 && char.IsAsciiDigit(text[digits])) number = (number * 10) + (text[digits++] - '0');
        text = text[digits..];
        return digits > 0;
    }
}
