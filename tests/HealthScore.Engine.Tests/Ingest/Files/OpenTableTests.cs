using System.Text;
using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest;
using HealthScore.Engine.Ingest.Files;
using HealthScore.Engine.Ingest.Mapping;

namespace HealthScore.Engine.Tests.Ingest.Files;

public sealed class OpenTableTests
{
    private static readonly IngestLimits Limits = new();

    public static TheoryData<string, byte[]> Written()
    {
        const string text = "account,näme\nA1,Çelik & Söhne “GmbH”\n";
        return new TheoryData<string, byte[]>
        {
            { "utf-8", new UTF8Encoding(false).GetBytes(text) },
            { "utf-8 with a mark", [.. Encoding.UTF8.GetPreamble(), .. Encoding.UTF8.GetBytes(text)] },
            { "utf-16", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)] },
            { "utf-16 big end first", [.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text)] },
            { "windows-1252", CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text) },
        };
    }

    [Theory]
    [MemberData(nameof(Written))]
    public async Task Text_OfAnyUsualEncoding_IsReadAsMeant(string encoding, byte[] bytes)
    {
        using var file = new TempFile(bytes);
        using var table = (await OpenAsync(file.Path)).Value!;
        table.Columns.Should().Equal(["account", "näme"], encoding);
        table.Read().Should().BeTrue();
        table[1].ToString().Should().Be("Çelik & Söhne “GmbH”");
    }

    [Fact]
    public async Task Text_OfUtf16WithoutAMark_IsReadAsMeant()
    {
        using var file = new TempFile(Encoding.Unicode.GetBytes("account,value\nA1,5\n"));
        using var table = (await OpenAsync(file.Path)).Value!;
        table.Columns.Should().Equal("account", "value");
    }

    [Theory]
    [InlineData("a;b;c\n1,5;2,5;3\n")]
    [InlineData("a,b,c\n\"1,5\",\"2,5\",3\n")]
    [InlineData("a\tb\tc\r\n1,5\t2,5\t3\r\n")]
    [InlineData("a|b|c\n1,5|2,5|3\n")]
    [InlineData("sep=;\na;b;c\n1,5;2,5;3\n")]
    [InlineData("\ufeffa;b;c\n1,5;2,5;3")]
    [InlineData(" a ; b ; c \n 1,5 ; 2,5 ;3\n")]
    public async Task Separator_OfAnyUsualKind_IsFound(string text)
    {
        using var file = new TempFile(text);
        using var table = (await OpenAsync(file.Path)).Value!;
        table.Columns.Should().Equal("a", "b", "c");
        table.Read().Should().BeTrue();
        new[] { table[0].ToString(), table[1].ToString(), table[2].ToString() }.Should().Equal("1,5", "2,5", "3");
        table.Read().Should().BeFalse();
    }

    [Fact]
    public async Task Rows_AreCountedAsASpreadsheetDoes()
    {
        using var file = new TempFile("a,b\n\"two\nlines\",\"say \"\"hi\"\"\"\n\n,\n3,4\n5\n");
        using var table = (await OpenAsync(file.Path)).Value!;
        table.Read().Should().BeTrue();
        (table.Row, table[0].ToString(), table[1].ToString()).Should().Be((2, "two\nlines", "say \"hi\""));
        table.Read().Should().BeTrue();
        (table.Row, table[0].ToString()).Should().Be((5, "3"));
        table.Read().Should().BeTrue();
        (table.Row, table[0].ToString(), table[1].ToString()).Should().Be((6, "5", ""));
        table.Read().Should().BeFalse();
    }

    [Fact]
    public async Task Row_WithBrokenFormSaysSo()
    {
        using var file = new TempFile("a,b\n1,2,3\n\"x\"y,2\n1,2,\n1,\"never closed\n");
        using var table = (await OpenAsync(file.Path)).Value!;
        var seen = new List<(int, bool, bool)>();
        while (table.Read()) seen.Add((table.Row, table.IsTooLong, table.Damage is not null));
        seen.Should().Equal((2, true, false), (3, false, true), (4, false, false), (5, false, true));
    }

    [Theory]
    [InlineData("", "file_empty")]
    [InlineData("\n\n", "header_missing")]
    [InlineData("\"a,b\n1,2\n", "header_broken")]
    [InlineData("%PDF-1.4 …", "file_format")]
    public async Task File_ThatIsNoTable_IsRefused(string text, string code)
    {
        using var file = new TempFile(text);
        (await OpenAsync(file.Path)).Errors.Should().ContainSingle().Which.Code.Should().Be(code);
    }

    [Fact]
    public async Task File_BeyondALimit_IsRefused()
    {
        using var file = new TempFile("a,b,c\n1,2,3\n");
        (await OpenAsync(file.Path, new() { Bytes = 5 })).Errors.Single().Code.Should().Be("file_too_large");
        (await OpenAsync(file.Path, new() { Columns = 2 })).Errors.Single().Code.Should().Be("file_too_wide");
    }

    [Fact]
    public async Task Join_LooksUpTheSecondFile()
    {
        using var file = new TempFile("sub,n\nS1,1\nS9,2\nS2,3\n");
        file.Add("subs.csv", "subscription;account\nS1;A\nS2;B\n");
        var mapping = new ImportMapping { Join = new() { File = "subs.csv", Key = "subscription", On = "sub", Take = ["account"] }, Skip = new Dictionary<string, string[]> { ["n"] = ["1"] } };
        using var table = (await OpenTable.MappedAsync(file.Path, await FileScan.RunAsync(file.Path, default), mapping, Limits, default)).Value!;
        table.Columns.Should().Equal("sub", "n", "account");
        table.Read().Should().BeTrue();
        (table.Row, table[2].ToString(), table.Unmatched).Should().Be((3, "", 0));
        table.Read().Should().BeTrue();
        (table.Row, table[2].ToString(), table.Unmatched).Should().Be((4, "B", -1));
    }

    [Fact]
    public async Task Join_WithAKeyTwice_IsRefused()
    {
        using var file = new TempFile("sub,n\nS1,1\n");
        file.Add("subs.csv", "sub,account\nS1,A\nS1,B\n");
        var mapping = new ImportMapping { Join = new() { File = "subs.csv", Key = "sub", Take = ["account"] } };
        var opened = await OpenTable.MappedAsync(file.Path, await FileScan.RunAsync(file.Path, default), mapping, Limits, default);
        opened.Errors.Single().Message.Should().Contain("row 3").And.Contain("S1");
    }

    private static async Task<Result<Table>> OpenAsync(string path, IngestLimits? limits = null) =>
        OpenTable.Plain(path, await FileScan.RunAsync(path, default), limits ?? Limits);
}
