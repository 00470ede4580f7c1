using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Rows;

namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>The rows of a file of accounts.</summary>
internal sealed class AccountsFile
{
    private readonly List<AccountRow> rows = [];

    public Names Accounts { get; } = new();
    public IReadOnlyList<AccountRow> Rows => rows;

    public static AccountsFile Read(ImportContext context)
    {
        var file = new AccountsFile();
        while (context.Next()) file.ReadRow(context);
        return file;
    }

    private void ReadRow(ImportContext context)
    {
        var (rows, bound) = (context.Rows, context.Bound);
        var clears = context.Mapping.Empty == WhenEmpty.Clear;
        var key = rows.Text(bound["account"], isRequired: true);
        var row = new AccountRow(
            rows.Row, key.IsEmpty ? -1 : Accounts.Number(key), Text("name"), rows.Day(bound["start"]),
            Given<DateOnly?>.Of(rows.Day(bound["churned"]), bound["churned"] is not null, clears), rows.YesNo(bound["has_churned"]),
            GivenText("segment"), GivenText("stage"), GivenText("owner"), Text("owner_name"),
            Given<decimal?>.Of(rows.Amount(bound["arr"]), bound["arr"] is not null, clears), rows.Day(bound["renewal"]), rows.Day(bound["from"]),
            [.. bound.Attributes.Select(a => rows.Text(a) is { IsEmpty: false } text ? text.ToString() : null)]);
        if (row.Churned.Value < row.Start) rows.Log(bound["churned"], ProblemReason.Contradiction, "The account's last day lies before its start.");
        if (row.Account >= 0) this.rows.Add(row);

        string? Text(string field) => rows.Text(bound[field]) is { IsEmpty: false } text ? text.ToString() : null;
        Given<string> GivenText(string field) => Given<string>.Of(Text(field), bound[field] is not null, clears);
    }
}
