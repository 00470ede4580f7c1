using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Rows;

namespace HealthScore.Engine.Ingest.Accounts;

/// <summary>The rows of a file of subscriptions.</summary>
internal sealed class SubscriptionsFile
{
    private readonly List<Subscription> rows = [];
    private readonly Dictionary<string, int> ids = [];

    public Names Accounts { get; } = new();
    public IReadOnlyList<Subscription> Rows => rows;

    public static SubscriptionsFile Read(ImportContext context)
    {
        var file = new SubscriptionsFile();
        while (context.Next()) file.ReadRow(context);
        return file;
    }

    private void ReadRow(ImportContext context)
    {
        var (rows, bound) = (context.Rows, context.Bound);
        var key = rows.Text(bound["account"], isRequired: true);
        var account = key.IsEmpty ? -1 : Accounts.Number(key);
        var (start, end) = (rows.Day(bound["start"], isRequired: true), rows.Day(bound["end"]));
        var (arr, renewal) = (rows.Amount(bound["arr"], isRequired: true), rows.Day(bound["renewal"]));
        if (end < start) rows.Log(bound["end"], ProblemReason.Contradiction, "The subscription ends before it starts.");
        if (rows.Text(bound["id"]) is { IsEmpty: false } id && !ids.TryAdd(id.ToString(), rows.Row))
            rows.Log(bound["id"], ProblemReason.Repeated, $"Row {ids[id.ToString()]} has the same id; its revenue would count twice.");
        if (account >= 0 && start is { } from && arr is { } amount) this.rows.Add(new Subscription(rows.Row, account, from, end, amount, renewal));
    }
}
