namespace HealthScore.Engine.Scoring.Preview;

/// <summary>Why an account's score would be another one.</summary>
/// <param name="Text">A short sentence without a full stop.</param>
/// <param name="Points">Points of the score; 0 where it is told by words alone.</param>
public sealed record MoveReason(string Text, double Points);
