using System.Text.RegularExpressions;

namespace HealthScore.House.Tests.Tidy;

/// <summary>Facts that are joined in SQL are joined within one account: only so each machine can do it by itself (docs/operating.md).</summary>
public sealed partial class JoinTests
{
    private static readonly string Facts = string.Join('|', Distributed().Matches(Repository.Read("src/HealthScore.Engine/Storage/Scripts/citus.sql")).Select(m => m.Groups["table"].Value));

    // Belongs to the joined table until the next one begins.
    private static readonly Regex Join = new($@"\bjoin\s+(lateral\s*\(\s*select\b[^()]*(\([^()]*\)[^()]*)*?\bfrom\s+)?({Facts})\b(?<rest>.*?)(?=\bjoin\b|;|""""""|\z)", RegexOptions.Singleline | RegexOptions.ExplicitCapture);

    [Fact]
    public void EveryJoinOfFacts_CarriesTheAccount() =>
        (from path in Repository.Files("src/HealthScore.Engine", "Sql.cs", ".sql")
         from Match found in Join.Matches(Repository.Read(path))
         where !Account().IsMatch(found.Groups["rest"].Value)
         select $"{path}: {found.Value.Split('\n')[0].Trim()}").ShouldBeNone("a join of facts names account_id, or the account's id");

    [Fact]
    public void Joins_AreSeen() => Join.IsMatch("select from account a left join score b on b.kind = 1").Should().BeTrue();

    [GeneratedRegex(@"create_distributed_table\('(?<table>\w+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Distributed();

    [GeneratedRegex(@"account_id\b|\ba\.id\b|\bg\.id\b|\baccount\.id\b")]
    private static partial Regex Account();
}
