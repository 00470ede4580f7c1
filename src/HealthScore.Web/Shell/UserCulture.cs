using System.Globalization;
using HealthScore.Domain.Primitives;

namespace HealthScore.Web.Shell;

/// <summary>The words are English, or of a language that there is a file of; numbers and days follow the browser's first language that we know how to write.</summary>
public static class UserCulture
{
    /// <summary>Cultures of the Gregorian calendar and Latin digits: days and numbers stand in links and files as well.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "en-GB", "en-US", "en-CA", "en-AU", "en-IE", "en-IN", "de-DE", "de-AT", "de-CH", "fr-FR", "fr-CH", "fr-CA", "es-ES", "es-MX", "it-IT",
        "nl-NL", "pt-PT", "pt-BR", "sv-SE", "da-DK", "nb-NO", "fi-FI", "pl-PL", "cs-CZ", "hu-HU", "ro-RO", "tr-TR", "el-GR", "ja-JP", "ko-KR", "zh-CN",
    ];

    public static void AddUserCulture(this IServiceCollection services) => services.Configure<RequestLocalizationOptions>(options =>
    {
        options.DefaultRequestCulture = new("en-GB");
        options.SupportedCultures = [.. Names.Select(CultureInfo.GetCultureInfo)];
        options.SupportedUICultures = [CultureInfo.GetCultureInfo("en"), .. Translations.Languages.Select(CultureInfo.GetCultureInfo)];
        options.RequestCultureProviders = [new Microsoft.AspNetCore.Localization.AcceptLanguageHeaderRequestCultureProvider()];
    });
}
