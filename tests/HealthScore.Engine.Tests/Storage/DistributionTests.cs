using System.Text.RegularExpressions;
using HealthScore.Engine.Storage;
using HealthScore.Tests;

namespace HealthScore.Engine.Tests.Storage;

/// <summary>The schema can be spread over several machines: what belongs to an account carries its id in every key.</summary>
public sealed partial class DistributionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    // Swapped for a new table by every run, and taken from in the order of arrival: these stay on the machine that is asked.
    private static readonly string[] Central = ["account_current", "account_mark"];

    private static readonly string Citus = Script.Read("citus.sql");
    private static readonly HashSet<string> Spread = [.. Distributed().Matches(Citus).Select(m => m.Groups["table"].Value)];
    private static readonly HashSet<string> Copied = [.. Reference().Matches(Citus).Select(m => m.Groups["table"].Value)];

    [Fact]
    public async Task EveryTableOfAnAccount_IsSpreadByIt() =>
        (await ListAsync(
            $"""
            select c.relname from pg_attribute a join pg_class c on c.oid = a.attrelid
            where {Ours} and a.attname = 'account_id' and c.relkind in ('r', 'p') order by 1
            """))
        .Should().BeEquivalentTo(Spread.Except(["account"]).Concat(Central));

    [Fact]
    public async Task EveryKeyOfAFact_BeginsWithTheAccount() =>
        (await ListAsync(
            $"""
            select c.relname || ': ' || pg_get_indexdef(i.indexrelid) from pg_index i join pg_class c on c.oid = i.indrelid
            join pg_attribute a on a.attrelid = c.oid and a.attnum = i.indkey[0]
            where {Ours} and i.indisunique and c.relname = any($1) and a.attname <> case c.relname when 'account' then 'id' else 'account_id' end
            """, Spread.ToArray()))
        .Should().Equal("account: CREATE UNIQUE INDEX ix_account_external_id ON public.account USING btree (external_id)");

    [Fact]
    public void TheOneKeyWithoutTheAccount_IsDroppedWhereFactsAreSpread() => Citus.Should().Contain("drop index ix_account_external_id;");

    [Fact]
    public async Task EveryForeignKeyOfAFact_StaysOnItsMachine()
    {
        var keys = await ListAsync(
            $"""
            select c.relname || '|' || (select string_agg(a.attname, ',') from pg_attribute a where a.attrelid = c.oid and a.attnum = any(k.conkey)) || '|' || f.relname
            from pg_constraint k join pg_class c on c.oid = k.conrelid join pg_class f on f.oid = k.confrelid
            where {Ours} and k.contype = 'f'
            """);
        foreach (var (table, column, target) in keys.Select(k => k.Split('|')).Select(k => (k[0], k[1], k[2])))
        {
            if (Spread.Contains(table)) (column == "account_id" && Spread.Contains(target) || Copied.Contains(target)).Should().BeTrue($"{table} refers to {target} by {column}");
            else Spread.Should().NotContain(target, $"{table} stands on one machine and refers to {target}");
            if (Copied.Contains(table)) Copied.Should().Contain(target, $"{table} stands on every machine and refers to {target}");
        }

        keys.Should().NotBeEmpty();
    }

    [Fact]
    public async Task Script_NamesTablesThatThereAre() =>
        (await ListAsync("select n from unnest($1) n where to_regclass(n) is null", Spread.Concat(Copied).ToArray())).Should().BeEmpty();

    [Fact]
    public async Task Script_WithoutTheExtension_ChangesNothing()
    {
        await using var run = database.DataSource.CreateCommand(Citus);
        await run.ExecuteNonQueryAsync();
        (await ListAsync("select indexdef from pg_indexes where indexname = 'ix_account_external_id'")).Should().ContainSingle().Which.Should().Contain("UNIQUE");
    }

    private const string Ours = "c.relnamespace = 'public'::regnamespace and not c.relispartition";

    private async Task<List<string>> ListAsync(string sql, string[]? tables = null)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        if (tables is not null) command.Parameters.Add(new() { Value = tables });
        await using var reader = await command.ExecuteReaderAsync();
        List<string> rows = [];
        while (await reader.ReadAsync()) rows.Add(reader.GetString(0));
        return rows;
    }

    [GeneratedRegex("create_distributed_table\\('(?<table>\\w+)', '(account_)?id'", RegexOptions.ExplicitCapture)]
    private static partial Regex Distributed();

    [GeneratedRegex("create_reference_table\\('(?<table>\\w+)'\\)", RegexOptions.ExplicitCapture)]
    private static partial Regex Reference();
}
