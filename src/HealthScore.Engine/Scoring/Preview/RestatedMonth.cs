using HealthScore.Domain.Scoring;

namespace HealthScore.Engine.Scoring.Preview;

/// <summary>The accounts of a band at the end of a month.</summary>
/// <param name="Band">The band.</param>
/// <param name="Accounts">How many.</param>
/// <param name="Arr">What they are worth.</param>
/// <param name="ScoreSum">The sum of their scores.</param>
public sealed record BandSum(Band Band, int Accounts, decimal Arr, double ScoreSum);

/// <summary>A month's end as it was published beside what the draft would have said of it.</summary>
/// <param name="Day">The last day of the month.</param>
/// <param name="Published">As published, of the accounts of the draft's scope; empty when that day was not scored.</param>
/// <param name="Restated">As the draft would have scored them.</param>
public sealed record RestatedMonth(DateOnly Day, IReadOnlyList<BandSum> Published, IReadOnlyList<BandSum> Restated);
