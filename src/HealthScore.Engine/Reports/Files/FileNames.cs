namespace HealthScore.Engine.Reports.Files;

/// <summary>Words in the names of files.</summary>
internal static class FileNames
{
    /// <summary>Letters and digits in lower case, everything else a single dash.</summary>
    public static string Slug(string text) =>
        string.Join('-', new string([.. text.Select(c => char.IsLetterOrDigit(c) ? char.ToLowerInvariant(c) : ' ')]).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
