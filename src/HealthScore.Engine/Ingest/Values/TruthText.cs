namespace HealthScore.Engine.Ingest.Values;

/// <summary>Yes and no as people and programs write them.</summary>
internal static class TruthText
{
    private static readonly string[] Yes = ["true", "yes", "y", "t", "1", "x", "ja", "oui", "si"];
    private static readonly string[] No = ["false", "no", "n", "f", "0", "nein", "non"];

    public static bool TryRead(ReadOnlySpan<char> text, out bool truth)
    {
        truth = IsOneOf(text, Yes);
        return truth || IsOneOf(text, No);
    }

    private static bool IsOneOf(ReadOnlySpan<char> text, string[] words)
    {
        foreach (var word in words)
            if (text.Equals(word, StringComparison.OrdinalIgnoreCase)) return true;
        return false;
    }
}
