namespace HealthScore.Domain.Accounts;

/// <summary>What kind of value something known of an account has.</summary>
public enum AttributeKind
{
    /// <summary>A text.</summary>
    Text = 1,

    /// <summary>A number.</summary>
    Number = 2,

    /// <summary>A calendar day.</summary>
    Day = 3,

    /// <summary>Yes or no.</summary>
    YesNo = 4,
}

/// <summary>Something that a company knows of its accounts beyond what every company knows, e.g. <c>Region</c>.</summary>
public sealed class CustomAttribute
{
    /// <summary>Key.</summary>
    public int Id { get; init; }

    /// <summary>As shown, and as imports and conditions name it; unique, capitals or not.</summary>
    public required string Name { get; init; }

    /// <summary>What its values are; settled when it is made.</summary>
    public AttributeKind Kind { get; init; }
}

/// <summary>An account's value of an attribute; only the part that belongs to the kind is set.</summary>
/// <param name="Kind">Which part.</param>
/// <param name="Text">A text.</param>
/// <param name="Number">A number.</param>
/// <param name="Day">A day.</param>
/// <param name="Yes">Yes or no.</param>
public readonly record struct AttributeValue(AttributeKind Kind, string? Text = null, double Number = double.NaN, DateOnly Day = default, bool Yes = false)
{
    /// <summary>A text.</summary>
    public static AttributeValue Of(string text) => new(AttributeKind.Text, text);

    /// <summary>A number.</summary>
    public static AttributeValue Of(double number) => new(AttributeKind.Number, Number: number);

    /// <summary>A day.</summary>
    public static AttributeValue Of(DateOnly day) => new(AttributeKind.Day, Day: day);

    /// <summary>Yes or no.</summary>
    public static AttributeValue Of(bool yes) => new(AttributeKind.YesNo, Yes: yes);
}
