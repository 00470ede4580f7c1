namespace HealthScore.Web.Shared;

/// <summary>What the words of figures and columns mean, said the same wherever they stand: for whoever points at them or comes to them by key.</summary>
public static class Terms
{
    public const string Account = "A customer company. The name leads to its page.";
    public const string Accounts = "Customer companies that are active: they have started and have not left.";
    public const string Arr = "Annual recurring revenue, in the organisation's currency.";
    public const string ArrAtRisk = "The ARR of the red accounts.";
    public const string Green = "On track: nothing is needed for now.";
    public const string Yellow = "Watch: something slips, or not enough is known.";
    public const string Red = "Act now: the customer is off track.";
    public const string NoScore = "Too little data for a score, or no model applies.";
    public const string Health = "Whether the customer is on track to what it wants to reach, 0 to 100. High is good.";
    public const string Risk = "How likely the customer is to leave, 0 to 100. High is bad.";
    public const string Expansion = "How likely the customer is to grow, 0 to 100. High is good.";
    public const string Change = "What health gained or lost in thirty days, in points. Where that day was not scored, since the last day of the week before it that was.";
    public const string Trend = "Health of the last ninety days, a point per day.";
    public const string Segment = "Accounts that are used, sold and served alike. The first segment that matches has the account.";
    public const string Stage = "Where the account stands in its journey with us.";
    public const string Owner = "The CSM who is responsible for the account.";
    public const string Renewal = "The next day on which the contract is up for renewal.";
    public const string Coverage = "The share of the model's weight for which there is data. Below the model's minimum there is no score.";
    public const string Computed = "When the score was made. Until the day has ended it is made again within seconds of anything new; the night makes it final.";
    public const string Dimension = "A group of measures: the mean of their sub-scores by weight, 0 to 100.";
    public const string Model = "What was measured, how each value is scored and what it counts for. A version is never changed once it is published.";
    public const string OpenRisk = "Something bad that happened and is not settled yet. A rule of the model may hold the score down by it.";
    public const string MeanScore = "The mean score of all accounts that have one.";
    public const string Renewals = "Contracts that are up for renewal in the coming days, by the health band of their accounts.";
    public const string RenewalCell = "Accounts up for renewal, and their ARR.";
    public const string Fell = "The accounts whose health lost most in thirty days, or since the last day of the week before that was scored, with the strongest cause.";
    public const string Rose = "The accounts whose health gained most in thirty days, or since the last day of the week before that was scored, with the strongest cause.";
    public const string HeatMap = "Each field is a segment in a stage: the mean health of its accounts, in the colour of the account in the middle. Its change is against the mean of those that were in the field then.";
    public const string Scatter = "Each account by its health and its chance to grow. Right below: happy, and not yet growing.";
    public const string BandTrend = "How many accounts were in each band at each month's end, as scored then.";
    public const string Needs = "Accounts that are not green, in the order of what is at stake: ARR × how bad × how new × how near the renewal is.";
    public const string LastContact = "The last day on which somebody of ours spoke with them, as recorded or imported.";
    public const string Champion = "A champion pushes our product inside the account.";
    public const string Persona = "What the person is at the account: whom to tell what.";
    public const string Moved = "What health gained or lost since then, in points.";
    public const string Step = "Its part of the change, in points. All parts add up to it.";
    public const string Points = "The change since then; pp are points of a percentage: from 40 % to 42 % is +2 pp.";
    public const string Provisional = "Scored again on what came in today; final tonight.";
    public const string Survey = "NPS asks whether they would recommend us, 0 to 10; CSAT how content they are, CES how easy it was. At NPS, 9 and 10 are promoters, up to 6 detractors.";
    public const string GoalProgress = "How far the customer has come from where it began to what it wants to reach.";
    public const string News = "What has changed since the last working day began.";

    /// <summary>What a band says.</summary>
    public static string Of(Domain.Scoring.Band band) => band switch
    {
        Domain.Scoring.Band.Green => Green,
        Domain.Scoring.Band.Yellow => Yellow,
        Domain.Scoring.Band.Red => Red,
        _ => NoScore,
    };

    /// <summary>What a band of a kind of score says.</summary>
    public static string Of(Domain.Scoring.ScoreKind kind, Domain.Scoring.Band band) => (kind, band) switch
    {
        (Domain.Scoring.ScoreKind.Risk, Domain.Scoring.Band.Red) => "Likely to leave: act now.",
        (Domain.Scoring.ScoreKind.Risk, Domain.Scoring.Band.Yellow) => "Something speaks for leaving: watch.",
        (Domain.Scoring.ScoreKind.Risk, Domain.Scoring.Band.Green) => "Little speaks for leaving.",
        (Domain.Scoring.ScoreKind.Expansion, Domain.Scoring.Band.Red) => "Little speaks for growth.",
        (Domain.Scoring.ScoreKind.Expansion, Domain.Scoring.Band.Yellow) => "Something speaks for growth.",
        (Domain.Scoring.ScoreKind.Expansion, Domain.Scoring.Band.Green) => "Likely to grow: talk about it.",
        _ => Of(band),
    };

    /// <summary>What a kind of score answers.</summary>
    public static string Of(Domain.Scoring.ScoreKind kind) => kind switch
    {
        Domain.Scoring.ScoreKind.Risk => Risk,
        Domain.Scoring.ScoreKind.Expansion => Expansion,
        _ => Health,
    };
}
