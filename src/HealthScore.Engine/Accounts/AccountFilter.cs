using HealthScore.Domain.Journeys;
using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Accounts;

/// <summary>What the accounts grid can be sorted by: a closed set.</summary>
public enum AccountSort
{
    Name = 1,
    Health = 2,
    Change = 3,
    Arr = 4,
    Renewal = 5,
    Risk = 6,
    Expansion = 7,
}

/// <summary>A change of band, by its direction.</summary>
public enum Crossing
{
    Fell = 1,
    Rose = 2,

    /// <summary>There was a score, and there is none.</summary>
    Lost = 3,
}

/// <summary>Which accounts: the same record for the grid and for the figures that link to it. Null or empty: any.</summary>
public sealed record AccountFilter
{
    /// <summary>Points below which an account counts as not having moved.</summary>
    public const double SmallestMove = 1;

    /// <summary>Letters it takes to look among contacts too: the index is of groups of three letters; of fewer it knows nothing.</summary>
    public const int ContactLetters = 3;

    /// <summary>Part of the account's name, of a contact's, or of a contact's mail address before the @; with an @ or a dot in it, any part of an address.</summary>
    public string? Search { get; init; }

    /// <summary>Only these, by id.</summary>
    public IReadOnlyList<long> Ids { get; init; } = [];

    /// <summary>Health bands.</summary>
    public IReadOnlyList<Band> Bands { get; init; } = [];

    /// <summary>Risk bands.</summary>
    public IReadOnlyList<Band> RiskBands { get; init; } = [];

    /// <summary>Health from …; without a score, out of every range.</summary>
    public ScoreRange? Health { get; init; }

    /// <summary>Expansion from ….</summary>
    public ScoreRange? Expansion { get; init; }

    /// <summary>Without a score of this kind.</summary>
    public ScoreKind? Without { get; init; }

    /// <summary>Segment; 0: accounts without one.</summary>
    public int? SegmentId { get; init; }

    /// <summary>Stage; 0: accounts without one.</summary>
    public int? StageId { get; init; }

    /// <summary>How it gets on in its stage.</summary>
    public Progress? Progress { get; init; }

    /// <summary>Owner; 0: accounts without one.</summary>
    public int? OwnerId { get; init; }

    /// <summary>A list that they are on.</summary>
    public int? ListId { get; init; }

    /// <summary>The team of the owner.</summary>
    public string? Team { get; init; }

    /// <summary>Which way the health band changed since the eve, the day before the last working day that was scored for good.</summary>
    public Crossing? Crossed { get; init; }

    /// <summary>Which way health moved since the day that is compared with, by <see cref="SmallestMove"/> or more.</summary>
    public Crossing? Moved { get; init; }

    /// <summary>A risk event was opened after this day.</summary>
    public DateOnly? RiskAfter { get; init; }

    /// <summary>A milestone was reached after this day.</summary>
    public DateOnly? MilestoneAfter { get; init; }

    /// <summary>Health band on the day that is compared with.</summary>
    public Band? BandBefore { get; init; }

    /// <summary>True: only accounts that the last run looked at, whether or not it could score them; false: only those that came since.</summary>
    public bool? IsScored { get; init; }

    /// <summary>Of those that the last run did not look at. True: they came after it; false: they have been customers since before, and were imported after it, or no model applies to them.</summary>
    public bool? IsNew { get; init; }

    /// <summary>Renewal within so many days.</summary>
    public int? RenewalWithin { get; init; }

    /// <summary>Renewal in so many days or later; only with <see cref="RenewalWithin"/>.</summary>
    public int? RenewalAfter { get; init; }

    public AccountSort Sort { get; init; } = AccountSort.Health;
    public bool Descending { get; init; }

    /// <summary>Null: the first page.</summary>
    public AccountCursor? Cursor { get; init; }

    /// <summary>1–200.</summary>
    public int PageSize { get; init; } = 50;
}

/// <summary>Scores from one up to another, the upper one only where it is 100: so ranges can lie side by side.</summary>
public sealed record ScoreRange(double From = 0, double To = ScoreRange.Most)
{
    public const double Most = 100;
}
