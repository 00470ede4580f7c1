using HealthScore.Engine.Ingest.Accounts;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Problems;
using HealthScore.Engine.Ingest.Rows;

namespace HealthScore.Engine.Ingest.Contacts;

/// <summary>The rows of a file of contacts, one for each account and contact.</summary>
internal sealed class ContactsFile
{
    private readonly Dictionary<(int, string), ContactRow> rows = [];

    public Names Accounts { get; } = new();
    public IReadOnlyCollection<ContactRow> Rows => rows.Values;

    public static ContactsFile Read(ImportContext context)
    {
        var file = new ContactsFile();
        while (context.Next()) file.ReadRow(context);
        return file;
    }

    private void ReadRow(ImportContext context)
    {
        var (rows, bound) = (context.Rows, context.Bound);
        var clears = context.Mapping.Empty == WhenEmpty.Clear;
        var account = rows.Text(bound["account"], isRequired: true) is { IsEmpty: false } name ? Accounts.Number(name) : -1;
        var mail = Text("mail")?.ToLowerInvariant();
        if (mail is not null && !System.Net.Mail.MailAddress.TryCreate(mail, out _)) rows.Log(bound["mail"], ProblemReason.UnknownWord, "This is not a mail address.");
        var key = Text("contact") ?? mail;
        if (key is null) rows.Log(bound["contact"] ?? bound["mail"], ProblemReason.Missing, "A contact needs a key of its own or a mail address.");
        var row = new ContactRow(
            rows.Row, account, key ?? "", Text("name"), Given<string>.Of(mail, bound["mail"] is not null, clears),
            Given<string>.Of(Text("persona"), bound["persona"] is not null, clears), rows.YesNo(bound["champion"]),
            Given<DateOnly?>.Of(rows.Day(bound["last_contact"]), bound["last_contact"] is not null, clears));
        if (account < 0 || key is null) return;
        if (!this.rows.TryAdd((account, key), row) && context.Mapping.Repeats == WhenRepeated.Refuse)
            rows.Log(bound["contact"] ?? bound["mail"], ProblemReason.Repeated, $"Row {this.rows[(account, key)].Row} is about the same contact. Take one of them out, or say in the mapping \"repeats\": \"last\".");
        this.rows[(account, key)] = row;

        string? Text(string field) => rows.Text(bound[field]) is { IsEmpty: false } text ? text.ToString() : null;
    }
}
