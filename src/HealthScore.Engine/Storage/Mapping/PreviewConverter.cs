using System.Text.Json;
using HealthScore.Domain.Scoring;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace HealthScore.Engine.Storage.Mapping;

/// <summary>What a preview came to is one small JSON document, read and written whole.</summary>
internal static class PreviewConverter
{
    public static readonly ValueConverter<PreviewSummary?, string?> Nullable = new(p => p == null ? null : Write(p), j => j == null ? null : Read(j));

    private static string Write(PreviewSummary preview) =>
        JsonSerializer.Serialize(new Stored(preview.Revision, preview.Day, [.. preview.Moves.Select(m => new StoredMove((int)m.From, (int)m.To, m.Accounts, m.Arr))]));

    private static PreviewSummary Read(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json)!;
        return new(stored.Revision, stored.Day, [.. stored.Moves.Select(m => new BandMove((Band)m.From, (Band)m.To, m.Accounts, m.Arr))]);
    }

    private sealed record Stored(int Revision, DateOnly Day, StoredMove[] Moves);

    private sealed record StoredMove(int From, int To, int Accounts, decimal Arr);
}
