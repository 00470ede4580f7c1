using System.Text.Json;
using HealthScore.Domain.Scoring;

namespace HealthScore.Web.Models;

/// <summary>What the browser tells of a curve that is dragged.</summary>
/// <param name="Number">Counts what the browser has sent; it is sent back so that the browser knows what was heard.</param>
/// <param name="IsDone">True when it was let go.</param>
/// <param name="Curve">What it is now.</param>
public sealed record CurveDrag(int Number, bool IsDone, Curve Curve)
{
    /// <summary>Reads it; null when it makes no sense, which our own script never sends.</summary>
    public static CurveDrag? Read(string? json)
    {
        try
        {
            using var document = JsonDocument.Parse(json ?? "");
            var root = document.RootElement;
            return ModelJson.ReadCurve(root.GetProperty("curve").GetRawText()).Value is { } curve && CurveTypes.IsWhole(curve)
                ? new(root.GetProperty("number").GetInt32(), root.GetProperty("done").GetBoolean(), curve)
                : null;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            return null;
        }
    }
}
