using System.CommandLine;

namespace HealthScore.Web.Commands;

/// <summary>Settings such as <c>--HealthScore:TimeZone Europe/Berlin</c> or <c>--urls=http://+:80</c>, which every verb takes as they are.</summary>
internal static class SettingsArgument
{
    // Settings have a section, or are of the web server itself; anything else is a slip of the pen that must not pass for one.
    private static readonly HashSet<string> Server = new(StringComparer.OrdinalIgnoreCase)
    {
        "urls", "http_ports", "https_ports", "allowedHosts", "environment",
    };

    /// <summary>The last argument of every verb.</summary>
    public static Argument<string[]> All { get; } = Create();

    public static string[] Settings(this ParseResult parsed) => parsed.GetValue(All) ?? [];

    private static Argument<string[]> Create()
    {
        var settings = new Argument<string[]>("settings") { Description = "Settings, such as --urls http://localhost:5080.", Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        settings.Validators.Add(result =>
        {
            if (Stray([.. result.Tokens.Select(t => t.Value)]) is { } stray) result.AddError($"There is no verb, option or setting “{stray}”. See --help for those there are.");
        });
        return settings;
    }

    private static string? Stray(string[] words)
    {
        // A host that tests us names its own root, and hands over all that it has set.
        if (words.Any(w => w.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase))) return null;
        for (var i = 0; i < words.Length; i++)
        {
            var (key, value) = words[i].Split('=', 2) is [var left, var right] ? (left, right) : (words[i], null);
            if (!key.StartsWith("--", StringComparison.Ordinal) || !(key.Contains(':', StringComparison.Ordinal) || Server.Contains(key[2..]))) return words[i];
            if (value is null) i++;
        }

        return null;
    }
}
