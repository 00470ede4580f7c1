using HealthScore.Domain.Accounts;
using HealthScore.Domain.Metrics;

namespace HealthScore.Domain.Segments;

/// <summary>What a question asks for.</summary>
public abstract record Subject
{
    /// <summary>True of what is another thing once the account is in another stage: the stage, the days in it, what is late in it.</summary>
    public bool FollowsFromStage => this is FieldSubject { Field: AccountField.Stage } || IsOfStay;

    /// <summary>True of what is told by the stay in the stage and not by readings: the days in it, what is late in it.</summary>
    public bool IsOfStay => this is MeasureSubject { Source: DerivedSource { Measure: DerivedMeasure.MilestoneDelay or DerivedMeasure.DaysInStage } };
}

/// <summary>Something that is known of every account.</summary>
/// <param name="Field">Which.</param>
public sealed record FieldSubject(AccountField Field) : Subject;

/// <summary>A custom attribute.</summary>
/// <param name="Name">Its name.</param>
public sealed record AttributeSubject(string Name) : Subject;

/// <summary>A measure, as of the last day that has ended.</summary>
/// <param name="Source">Where it comes from.</param>
public sealed record MeasureSubject(MeasureSource Source) : Subject;

/// <summary>Whether the account is on a list.</summary>
/// <param name="List">The list's name.</param>
public sealed record ListSubject(string List) : Subject;

/// <summary>Whether a milestone is done. Only a journey may ask for it.</summary>
/// <param name="Milestone">The milestone's name.</param>
public sealed record MilestoneSubject(string Milestone) : Subject;

/// <summary>What is known of every account.</summary>
public enum AccountField
{
    /// <summary>The name.</summary>
    Name = 1,

    /// <summary>The key in the company's own systems.</summary>
    ExternalId = 2,

    /// <summary>The owner, by mail address.</summary>
    Owner = 3,

    /// <summary>Yearly recurring revenue.</summary>
    Arr = 4,

    /// <summary>The day the account became a customer.</summary>
    Start = 5,

    /// <summary>The next renewal.</summary>
    Renewal = 6,

    /// <summary>The last day as a customer.</summary>
    Churned = 7,

    /// <summary>The present stage, by name. Only a journey may ask for it.</summary>
    Stage = 8,
}

/// <summary>What is common to the fields.</summary>
public static class AccountFields
{
    /// <summary>What kind of value the field has.</summary>
    public static AttributeKind Kind(this AccountField field) => field switch
    {
        AccountField.Arr => AttributeKind.Number,
        AccountField.Start or AccountField.Renewal or AccountField.Churned => AttributeKind.Day,
        _ => AttributeKind.Text,
    };

    /// <summary>What people call it, in the middle of a sentence.</summary>
    public static string InWords(this AccountField field) => field switch
    {
        AccountField.Name => "name",
        AccountField.ExternalId => "external id",
        AccountField.Owner => "owner",
        AccountField.Arr => "ARR",
        AccountField.Start => "start",
        AccountField.Renewal => "renewal",
        AccountField.Churned => "last day",
        AccountField.Stage => "stage",
        _ => field.ToString(),
    };
}
