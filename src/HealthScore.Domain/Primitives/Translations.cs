using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;

namespace HealthScore.Domain.Primitives;

/// <summary>
/// The languages of the sentences that are made by rules. English is in the code; another one is a file <c>Languages/de.json</c> of this
/// project, which gives for each English sentence its own, with the same place holders in any order. Which is spoken follows from
/// <see cref="CultureInfo.CurrentUICulture"/>; how numbers and days are written is another matter.
/// </summary>
public static class Translations
{
    private static readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, string>> Known = new(Embedded());

    /// <summary>The languages there are besides English, as names of cultures.</summary>
    public static IReadOnlyCollection<string> Languages => [.. Known.Keys];

    /// <summary>Every sentence in English: what a language has to have.</summary>
    public static IReadOnlyList<string> Sentences => Phrases.All;

    /// <summary>The sentences of a language by their English; null: there is no such language.</summary>
    public static IReadOnlyDictionary<string, string>? In(string language) => Known.GetValueOrDefault(language);

    /// <summary>Adds a language that is not in a file of this project, or replaces one.</summary>
    public static void Add(string language, IReadOnlyDictionary<string, string> sentences) => Known[language] = sentences;

    /// <summary>A sentence in the language of the user: the region's, the language's, or English.</summary>
    public static string Of(string sentence)
    {
        for (var culture = CultureInfo.CurrentUICulture; culture.Name.Length > 0; culture = culture.Parent)
            if (Known.TryGetValue(culture.Name, out var language) && language.TryGetValue(sentence, out var own))
                return own;
        return sentence;
    }

    private static IEnumerable<KeyValuePair<string, IReadOnlyDictionary<string, string>>> Embedded()
    {
        var assembly = typeof(Translations).Assembly;
        foreach (var name in assembly.GetManifestResourceNames().Where(n => n.EndsWith(".json", StringComparison.Ordinal)))
        {
            using var file = assembly.GetManifestResourceStream(name)!;
            yield return new(name.Split('.')[^2], JsonSerializer.Deserialize<Dictionary<string, string>>(file)!);
        }
    }
}
