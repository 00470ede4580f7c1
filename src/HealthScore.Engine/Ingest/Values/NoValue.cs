namespace HealthScore.Engine.Ingest.Values;

/// <summary>What programs write where there is no date and no number. A name may well be "None", so text is empty only when it is blank.</summary>
internal static class NoValue
{
    private static readonly string[] Words = ["n/a", "na", "null", "none", "nil", "#n/a", "nat", "nan", "\\n"];

    public static bool Is(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text is "-" or "—" or "–" or ".") return true;
        if (text.Length > 4 || char.IsAsciiDigit(text[0])) return false;
        foreach (var word in Words)
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
