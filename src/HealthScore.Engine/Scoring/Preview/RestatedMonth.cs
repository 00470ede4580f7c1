using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>The accounts of a band at the end of a month.</summary>
/// <param name="Band">The band.</param>
/// <param name="Accounts">How many.</param>
/// <param name="Arr">What they are worth.</param>
/// <param name="ScoreSum">The sum of their scores.</param>
public sealed record BandSum(Band Band, int Accounts, decimal Arr, double ScoreSum);

/// <summary>The last months under a definition.</summary>
/// <param name="Months">In order; those without any account are left out.</param>
/// <param name="ByPresent">True when nobody was in the segment and stage at any month's end before, so that the accounts which are there today stand for them.</param>
public sealed record RestatedTrend(IReadOnlyList<RestatedMonth> Months, bool ByPresent);

/// <summary>A month's end as it was published beside what the draft would have said of it.</summary>
/// <param name="Day">The last day of the month.</param>
/// <param name="Published">As published, of the accounts of the draft's scope; empty when that day was not scored.</param>
/// <param name="Restated">As the draft would have scored them.</param>
public sealed record RestatedMonth(DateOnly Day, IReadOnlyList<BandSum> Published, IReadOnlyList<BandSum> Restated);
