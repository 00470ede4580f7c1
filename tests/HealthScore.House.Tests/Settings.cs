using System.Reflection;
using System.Text.RegularExpressions;
using HealthScore.Engine.Organisation;

namespace HealthScore.House.Tests;

/// <summary>The settings of section <c>HealthScore</c> that the program knows.</summary>
internal static partial class Settings
{
    /// <summary>Public properties of the options that are bound to the configuration, with the defaults they start with.</summary>
    public static IReadOnlyDictionary<string, object?> Defaults { get; } =
        new[] { typeof(OrganisationOptions).Assembly, typeof(Program).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type => Bound.Contains(type.Name))
            .SelectMany(type => Of(Activator.CreateInstance(type)!))
            .GroupBy(setting => setting.Name)
            .ToDictionary(group => group.Key, group => group.First().Value);

    private static HashSet<string> Bound =>
        SourceFile.Written.SelectMany(file => Options().Matches(file.Text)).Select(match => match.Groups["name"].Value).ToHashSet();

    /// <summary>Also those that are read one by one, before there are options.</summary>
    public static IReadOnlySet<string> Names { get; } =
        SourceFile.Written.SelectMany(file => Key().Matches(file.Text)).Select(match => match.Groups["name"].Value).Concat(Defaults.Keys).ToHashSet();

    private static IEnumerable<(string Name, object? Value)> Of(object options) =>
        options.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.CanWrite)
            .Select(property => (property.Name, property.GetValue(options)));

    [GeneratedRegex(@"""HealthScore:(?<name>\w+)""")]
    private static partial Regex Key();

    [GeneratedRegex(@"AddOptions<(?<name>\w+)>\(\)\s*\.Bind\b")]
    private static partial Regex Options();
}
