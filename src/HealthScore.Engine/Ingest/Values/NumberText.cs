using System.Buffers;
using System.Globalization;

namespace HealthScore.Engine.Ingest.Values;

/// <summary>
/// Numbers as people write them: 1,234.5 · 1.234,5 · 1 234,5 · 1'234.5 · €1,200 · 45 % · (120) · 1.5E3. Currency and percent signs are
/// taken off, the number stays as written: 45 % is 45.
/// </summary>
internal static class NumberText
{
    private const int Longest = 64;
    private static readonly SearchValues<char> PlainCharacters = SearchValues.Create("0123456789.-");

    public static bool TryRead(ReadOnlySpan<char> text, char decimalSign, out double number)
    {
        if (decimalSign == '.' && IsPlain(text)) return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
        Span<char> plain = stackalloc char[Longest];
        number = 0;
        return Plain(text, decimalSign, plain, out var length)
            && double.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    /// <summary>An amount of money, without the detour over binary fractions.</summary>
    public static bool TryReadAmount(ReadOnlySpan<char> text, char decimalSign, out decimal number)
    {
        Span<char> plain = stackalloc char[Longest];
        number = 0;
        return Plain(text, decimalSign, plain, out var length)
            && decimal.TryParse(plain[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>The number without currency, percent sign and outer blanks; for the vote on the decimal sign, too.</summary>
    public static ReadOnlySpan<char> Strip(ReadOnlySpan<char> text, out bool negative)
    {
        negative = false;
        text = text.Trim();
        if (text is ['(', .., ')'])
        {
            negative = true;
            text = text[1..^1].Trim();
        }

        for (var before = -1; before != text.Length;)
        {
            before = text.Length;
            if (text is ['-' or '\u2212', ..] && !negative)
            {
                negative = true;
                text = text[1..].TrimStart();
            }
            else if (text is ['+', ..]) text = text[1..].TrimStart();
            else if (text.Length > 0 && IsSign(text[0])) text = text[1..].TrimStart();
            else if (text.Length > 0 && IsSign(text[^1])) text = text[..^1].TrimEnd();
            else if (text.Length > 3 && CurrencyCodes.Contains(text[..3]) && !char.IsAsciiLetter(text[3])) text = text[3..].TrimStart();
            else if (text.Length > 3 && CurrencyCodes.Contains(text[^3..]) && !char.IsAsciiLetter(text[^4])) text = text[..^3].TrimEnd();
        }

        return text;
    }

    private static bool IsPlain(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExcept(PlainCharacters) && char.IsAsciiDigit(text[^1]);

    private static bool IsSign(char c) => c == '%' || char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;

    // Writes the number as programs do. Digits before the decimal sign may stand in groups, and then all but the first must be full.
    private static bool Plain(ReadOnlySpan<char> text, char decimalSign, Span<char> plain, out int length)
    {
        length = 0;
        text = Strip(text, out var negative);
        if (text.IsEmpty || text.Length > Longest - 2 || text.ContainsAny("\n\r")) return false;
        if (negative) plain[length++] = '-';
        var sinceGroup = 0;
        var separator = '\0';
        var (inFraction, inExponent) = (false, false);
        foreach (var c in text)
        {
            if (char.IsAsciiDigit(c))
            {
                plain[length++] = c;
                sinceGroup++;
            }
            else if (inExponent && c is '+' or '-' && plain[length - 1] == 'E') plain[length++] = c;
            else if (c is 'e' or 'E' && !inExponent && sinceGroup > 0)
            {
                if (separator != '\0' && !inFraction && sinceGroup != 3) return false;
                inExponent = true;
                plain[length++] = 'E';
            }
            else if (inExponent) return false;
            else if (c == decimalSign && !inFraction)
            {
                if (separator != '\0' && sinceGroup != 3) return false;
                inFraction = true;
                plain[length++] = '.';
            }
            else if (!inFraction && IsGroup(c, decimalSign) && (separator == '\0' || separator == c))
            {
                // 12,34,567 is how a billion people group theirs, so two digits will do before the last group.
                if (separator == '\0' ? sinceGroup is < 1 or > 3 : sinceGroup is not (2 or 3)) return false;
                (separator, sinceGroup) = (c, 0);
            }
            else return false;
        }

        return inFraction || inExponent || separator == '\0' || sinceGroup == 3;
    }

    private static bool IsGroup(char c, char decimalSign) => c switch
    {
        '.' or ',' => c != decimalSign,
        ' ' or '\u00a0' or '\u202f' or '\u2009' or '\'' or '\u2019' => true,
        _ => false,
    };
}
