namespace HealthScore.Domain.Scoring;

/// <summary>A model version as a file that people keep and exchange: model as code. Scopes are names, not keys.</summary>
/// <param name="Kind">The kind of score it makes.</param>
/// <param name="Segment">Name of the segment it is for; null: any.</param>
/// <param name="Stage">Name of the stage it is for; null: any.</param>
/// <param name="Definition">What it says.</param>
/// <param name="Version">Number of the version; null: a draft.</param>
/// <param name="Published">The first day it scores; null: a draft.</param>
/// <param name="Name">The model's name; null: made from kind and scope.</param>
public sealed record ModelDocument(
    ScoreKind Kind, string? Segment, string? Stage, ModelDefinition Definition, int? Version = null, DateOnly? Published = null, string? Name = null);
