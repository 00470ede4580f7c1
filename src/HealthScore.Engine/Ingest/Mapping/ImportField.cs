namespace HealthScore.Engine.Ingest.Mapping;

/// <summary>How a field's text is read.</summary>
public enum FieldType
{
    /// <summary>As it stands.</summary>
    Text = 1,

    /// <summary>A calendar day.</summary>
    Day = 2,

    /// <summary>A number.</summary>
    Number = 3,

    /// <summary>Yes or no.</summary>
    YesNo = 4,
}

/// <summary>One thing that an import can take from a file.</summary>
/// <param name="Key">As mappings name it.</param>
/// <param name="Type">How it is read.</param>
/// <param name="Says">What it means, for people.</param>
/// <param name="IsRequired">True when a mapping must say where it comes from.</param>
/// <param name="Synonyms">Header names that it is recognised by, as <see cref="MetricKey"/> writes them.</param>
public sealed record ImportField(string Key, FieldType Type, string Says, bool IsRequired, params string[] Synonyms)
{
    private static readonly ImportField Account = new("account", FieldType.Text, "The account's key in your own systems.", true,
        "account_id", "account", "accountid", "customer_id", "customer", "external_id", "company_id", "organization_id", "organisation_id", "org_id", "tenant_id", "client_id", "id");

    private static readonly ImportField[] Accounts =
    [
        Account,
        new("name", FieldType.Text, "As shown. Without it a new account is shown by its key.", false, "name", "account_name", "customer_name", "company", "company_name"),
        new("start", FieldType.Day, "The day the account became a customer. A new account needs one.", false,
            "start", "start_date", "started", "signup_date", "signed_up", "signup", "customer_since", "created", "created_at", "onboarded"),
        new("churned", FieldType.Day, "The last day as a customer. Also recorded as a churned outcome.", false, "churned", "churn_date", "churned_at", "cancelled_at", "canceled_at", "last_day"),
        new("has_churned", FieldType.YesNo, "Whether the account has left, only to be compared with the churn day.", false, "churn_flag", "has_churned", "is_churned"),
        new("segment", FieldType.Text, "The segment's name.", false, "segment", "plan", "plan_tier", "tier"),
        new("stage", FieldType.Text, "The journey stage's name.", false, "stage", "lifecycle_stage", "journey_stage"),
        new("owner", FieldType.Text, "The owner's mail address, or the name of an owner who is known already.", false, "owner", "csm", "owner_email", "csm_email", "account_owner"),
        new("owner_name", FieldType.Text, "The name of an owner who is new.", false, "owner_name", "csm_name"),
        new("arr", FieldType.Number, "Yearly recurring revenue.", false, "arr", "arr_amount", "annual_recurring_revenue", "annual_revenue"),
        new("renewal", FieldType.Day, "A day on which the contract is up for renewal.", false, "renewal", "renewal_date", "renews_on", "contract_end"),
        new("from", FieldType.Day, "First day on which this row's segment, stage, owner and revenue hold. Without it: the start of a new account, else the day of the import.", false,
            "from", "valid_from", "effective_from", "since"),
    ];

    private static readonly ImportField[] Subscriptions =
    [
        Account,
        new("start", FieldType.Day, "First day of the subscription.", true, "start", "start_date", "from", "valid_from"),
        new("end", FieldType.Day, "First day on which it no longer runs. Empty: it runs on.", false, "end", "end_date", "until", "valid_to"),
        new("arr", FieldType.Number, "Its yearly revenue.", true, "arr", "arr_amount", "annual_recurring_revenue"),
        new("renewal", FieldType.Day, "The day it is up for renewal. An end after the last start in the file is then only a plan, and the revenue stands beyond it.", false, "renewal", "renewal_date", "renews_on"),
        new("id", FieldType.Text, "The subscription's own key; coming twice is an error.", false, "subscription_id", "contract_id"),
    ];

    private static readonly ImportField[] Readings =
    [
        Account,
        new("day", FieldType.Day, "The day of the reading.", true, "day", "date", "usage_date", "event_date", "timestamp", "week_start", "month", "period", "submitted_at", "created_at"),
        new("metric", FieldType.Text, "The metric's key, in a file with one value a row.", false, "metric", "metric_key", "metric_name", "measure", "kpi"),
        new("value", FieldType.Number, "The value, in a file with one value a row.", false, "value", "reading", "amount", "count", "metric_value"),
        new("id", FieldType.Text, "The row's own key, only to report rows that come twice.", false, "usage_id", "event_id", "ticket_id", "row_id", "reading_id"),
        new("not_before", FieldType.Day, "First day of the span the row should lie in, only to report rows outside.", false),
        new("not_after", FieldType.Day, "Last day of that span.", false),
    ];

    private static readonly ImportField[] Outcomes =
    [
        Account,
        new("kind", FieldType.Text, "renewed, churned, expanded or contracted, or a usual word for one of them.", true, "kind", "outcome", "outcome_kind", "event", "event_type", "type"),
        new("day", FieldType.Day, "The day it took effect.", true, "day", "date", "outcome_date", "effective_date", "churn_date", "event_date"),
        new("amount", FieldType.Number, "Yearly revenue it concerns, never negative.", false, "amount", "arr", "arr_change", "value"),
        new("reason", FieldType.Text, "Why, in your own words.", false, "reason", "reason_code", "churn_reason"),
    ];

    private static readonly ImportField[] Contacts =
    [
        Account,
        new("contact", FieldType.Text, "The contact's own key. Without it the mail address is the key.", false, "contact", "contact_id", "person_id", "user_id"),
        new("mail", FieldType.Text, "Mail address.", false, "mail", "email", "e_mail", "email_address", "mail_address"),
        new("name", FieldType.Text, "As shown.", false, "name", "full_name", "contact_name"),
        new("persona", FieldType.Text, "Job or persona.", false, "persona", "job_title", "title", "role", "job"),
        new("champion", FieldType.YesNo, "Whether this person pushes your product.", false, "champion", "is_champion"),
        new("last_contact", FieldType.Day, "The day somebody of yours last spoke with them.", false, "last_contact", "last_contacted", "last_touch", "last_contact_date"),
    ];

    /// <summary>What the key of a custom attribute begins with, before its name.</summary>
    public const string AttributePrefix = "attribute: ";

    /// <summary>Characters of an attribute's name.</summary>
    public const int LongestAttribute = 60;

    /// <summary>The custom attribute that a field is, by its key; null: it is one of ours.</summary>
    public static string? AttributeOf(string key) => key.StartsWith(AttributePrefix, StringComparison.Ordinal) ? key[AttributePrefix.Length..] : null;

    /// <summary>The fields of a kind of file, and the custom attributes that its mapping takes.</summary>
    public static IEnumerable<ImportField> Of(ImportKind kind, ImportMapping mapping)
    {
        var ours = Of(kind, mapping.Rows);
        return kind != ImportKind.Accounts || mapping.Rows != RowShape.Accounts ? ours : ours.Concat(mapping.Fields.Keys
            .Select(k => new ImportField(k, FieldType.Text, "An attribute of your own. What its values are is decided when it first comes in.", false))
            .Where(f => AttributeOf(f.Key) is { } name && name == name.Trim() && name.Length is > 0 and <= LongestAttribute));
    }

    /// <summary>The fields of a kind of file.</summary>
    public static IReadOnlyList<ImportField> Of(ImportKind kind, RowShape rows = RowShape.Accounts) => kind switch
    {
        ImportKind.Accounts => rows == RowShape.Subscriptions ? Subscriptions : Accounts,
        ImportKind.Readings => Readings,
        ImportKind.Outcomes => Outcomes,
        ImportKind.Contacts => Contacts,
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
