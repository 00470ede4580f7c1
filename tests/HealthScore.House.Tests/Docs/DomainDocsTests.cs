using System.Reflection;
using System.Runtime.CompilerServices;
using System.Xml.Linq;
using HealthScore.Domain.Primitives;

namespace HealthScore.House.Tests.Docs;

public sealed class DomainDocsTests
{
    private static readonly XDocument Xml = XDocument.Load(Path.ChangeExtension(typeof(Error).Assembly.Location, ".xml"));

    /// <summary>Overloads share a key: their names differ only behind the bracket.</summary>
    private static readonly ILookup<string, XElement> Members = Xml.Descendants("member").ToLookup(member => member.Attribute("name")!.Value.Split('(')[0]);

    [Fact]
    public void EveryPublicTypeAndMember_SaysWhatItIs() =>
        typeof(Error).Assembly.GetExportedTypes()
            .SelectMany(type => MembersOf(type).Prepend(type))
            .Where(member => !IsDescribed(member))
            .Select(member => $"{member.DeclaringType?.FullName}.{member.Name}")
            .ShouldBeNone("the domain's words are written down where they are declared");

    private static IEnumerable<MemberInfo> MembersOf(Type type) =>
        type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly)
            .Where(member => member is PropertyInfo or FieldInfo { IsSpecialName: false } or EventInfo || (member is MethodInfo { IsSpecialName: false } method && !IsGivenByTheLanguage(method)))
            .Where(member => member.GetCustomAttribute<CompilerGeneratedAttribute>() is null && member.Name != "EqualityContract");

    /// <summary>Overrides are described where they are first declared; a record's own methods need no description.</summary>
    private static bool IsGivenByTheLanguage(MethodInfo method) =>
        method.GetBaseDefinition().DeclaringType != method.DeclaringType
        || method.GetCustomAttribute<CompilerGeneratedAttribute>() is not null
        || method.Name is "Equals" or "Deconstruct" or "<Clone>$";

    private static bool IsDescribed(MemberInfo member)
    {
        var described = Members[Key(member)].Any(element => element.Element("summary") is { Value.Length: > 0 } || element.Element("inheritdoc") is not null);
        return described || (member is PropertyInfo && Members[Key(member.DeclaringType!)].Elements("param")
            .Any(param => param.Attribute("name")?.Value == member.Name && param.Value.Trim() != ""));
    }

    private static string Key(MemberInfo member) => member switch
    {
        Type type => "T:" + Name(type),
        FieldInfo => $"F:{Name(member.DeclaringType!)}.{member.Name}",
        EventInfo => $"E:{Name(member.DeclaringType!)}.{member.Name}",
        PropertyInfo => $"P:{Name(member.DeclaringType!)}.{member.Name}",
        MethodInfo method => $"M:{Name(member.DeclaringType!)}.{member.Name}" + (method.IsGenericMethod ? $"``{method.GetGenericArguments().Length}" : ""),
        _ => throw new InvalidOperationException(member.MemberType.ToString()),
    };

    private static string Name(Type type) => type.FullName!.Replace('+', '.');
}
