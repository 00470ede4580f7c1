using System.Text.RegularExpressions;

namespace HealthScore.House.Tests.Tidy;

/// <summary>Facts that are joined in SQL are joined within one account: only so each machine can do it by itself (docs/operating.md).</summary>
public sealed partial class JoinTests
{
    private static readonly string Facts = string.Join('|', Distributed().Matches(Repository.Read("src/HealthScore.Engine/Storage/Scripts/citus.sql")).Select(m => m.Groups["table"].Value));

    // Belongs to the joined table until the next one begins.
    private static readonly Regex Join = Of($@"\bjoin\s+(lateral\s*\(\s*select\b[^()]*(\([^()]*\)[^()]*)*?\bfrom\s+)?({Facts})\b(?<rest>.*?)(?=\bjoin\b|;|""""""|\z)");

    private static readonly Regex Comma = Of($@"\bfrom\s+\w+(\s+\w+)?\s*,\s*({Facts})\b");

    // For each of some values that were sent along, which are on one machine, something of each account.
    private static readonly Regex Lateral = Of($@"\bunnest\(((?!"""""").)*?\bjoin\s+lateral\s*\(\s*select\b[^()]*\bfrom\s+({Facts})\b");

    // One account is on one machine, and its rows may be locked.
    private static readonly Regex Lock = Of($@"\b(from|join)\s+({Facts})\b(?!\s+where\s+account_id\s*=\s*\$1\b)((?!"""""").)*?\bfor\s+(no\s+key\s+)?(update|share)\b");

    [Fact]
    public void EveryJoinOfFacts_CarriesTheAccount() =>
        (from path in Repository.Files("src/HealthScore.Engine", "Sql.cs", ".sql")
         from Match found in Join.Matches(Repository.Read(path))
         where !Account().IsMatch(found.Groups["rest"].Value)
         select At(path, found)).ShouldBeNone("a join of facts is by account_id, or the account's id");

    [Fact]
    public void Facts_AreJoinedByTheWord_NeverPerValue_AndNotLocked() =>
        (from path in Repository.Files("src/HealthScore.Engine", "Sql.cs", ".sql")
         from shape in new[] { Comma, Lateral, Lock }
         from Match found in shape.Matches(Repository.Read(path))
         select At(path, found)).ShouldBeNone("facts on several machines know no such statement");

    [Theory]
    [InlineData("select from account a left join score b on b.kind = 1 and b.day = a.account_id_of", "join")]
    [InlineData("select from account a, score s where s.account_id = a.id", "comma")]
    [InlineData("from unnest($1) a (id) cross join lateral (select * from score s where s.account_id = a.id limit 1) s", "lateral")]
    [InlineData("select from account a join unnest($1) g (id) on g.id = a.id order by a.id for no key update of a", "lock")]
    public void Shapes_AreSeen(string sql, string shape) =>
        (shape switch
        {
            "join" => Join.Matches(sql).Any(m => !Account().IsMatch(m.Groups["rest"].Value)),
            "comma" => Comma.IsMatch(sql),
            "lateral" => Lateral.IsMatch(sql),
            _ => Lock.IsMatch(sql),
        }).Should().BeTrue();

    private static Regex Of(string pattern) => new(pattern, RegexOptions.Singleline | RegexOptions.ExplicitCapture);

    private static string At(string path, Match found) => $"{path}: {found.Value.Split('\n')[0].Trim()}";

    [GeneratedRegex(@"create_distributed_table\('(?<table>\w+)'", RegexOptions.ExplicitCapture)]
    private static partial Regex Distributed();

    [GeneratedRegex(@"\baccount_id\s*=\s*(\w+\.)?(account_id|id|\$\d)\b|\baccount_id = any\b|\bid\s*=\s*\w+\.account_id\b|\busing \(account_id\b|\b[ag]\.id\s*=\s*\w+\.id\b", RegexOptions.ExplicitCapture)]
    private static partial Regex Account();
}
