using System.Reflection;
using System.Text.RegularExpressions;
using HealthScore.Engine.Organisation;

namespace HealthScore.House.Tests;

/// <summary>The settings of section <c>HealthScore</c> that the program knows, named without the section.</summary>
internal static partial class Settings
{
    /// <summary>Public properties of the classes that are bound to the configuration, with the defaults they start with.</summary>
    public static IReadOnlyDictionary<string, object?> Defaults { get; } =
        (from bound in Matches(Binding()).DistinctBy(match => match.Groups["type"].Value)
         let type = Types.Single(type => type.Name == bound.Groups["type"].Value)
         let section = bound.Groups["section"].Value
         from setting in Of(Activator.CreateInstance(type)!)
         select (Name: section == "" ? setting.Name : $"{section}:{setting.Name}", setting.Value))
        .ToDictionary(setting => setting.Name, setting => (object?)setting.Value);

    /// <summary>Also those that are read one by one, before there are options.</summary>
    public static IReadOnlySet<string> Names { get; } = Matches(Key()).Select(match => match.Groups["name"].Value).Concat(Defaults.Keys).ToHashSet();

    private static IEnumerable<Type> Types => new[] { typeof(OrganisationOptions).Assembly, typeof(Program).Assembly }.SelectMany(assembly => assembly.GetTypes());

    private static IEnumerable<Match> Matches(Regex pattern) => SourceFile.Written.SelectMany(file => pattern.Matches(file.Text));

    private static IEnumerable<(string Name, object? Value)> Of(object options) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Select(property => (property.Name, property.GetValue(options)));

    [GeneratedRegex(@"\[""HealthScore:(?<name>[\w:]+)""\]")]
    private static partial Regex Key();

    [GeneratedRegex(@"AddOptions<(?<type>\w+)>\(\)\s*\.Bind(Configuration)?\(([\w.]+\.GetSection\()?""HealthScore(:(?<section>[\w:]+))?""\)|GetSection\(""HealthScore(:(?<section>[\w:]+))?""\)\s*\.Get<(?<type>\w+)>", RegexOptions.ExplicitCapture)]
    private static partial Regex Binding();
}
