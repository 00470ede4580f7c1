using System.Runtime.InteropServices;
using HealthScore.Domain.Metrics;

namespace HealthScore.Engine.Scoring.Runs;

/// <summary>Packs the peers of a range, day by day, for the other nodes of its run.</summary>
internal static class PeerCodec
{
    public static byte[] Write(PeerDistribution[] days)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        foreach (var day in days)
        {
            var groups = day.Groups.ToList();
            to.Write(groups.Count);
            foreach (var (segmentId, stageId, measure, inputs) in groups)
            {
                Write(to, segmentId);
                Write(to, stageId);
                to.Write(measure.MetricId);
                to.Write(measure.Window);
                to.Write(inputs.Count);
                to.Write(MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(inputs)));
            }
        }

        to.Flush();
        return bytes.ToArray();
    }

    /// <summary>Adds what was packed to the same days.</summary>
    public static void AddTo(PeerDistribution[] days, byte[] packed)
    {
        using var from = new BinaryReader(new MemoryStream(packed));
        foreach (var day in days)
            for (var groups = from.ReadInt32(); groups > 0; groups--)
            {
                var (segmentId, stageId, measure) = (ReadInt32OrNull(from), ReadInt32OrNull(from), new PercentileMeasure(from.ReadInt16(), from.ReadInt32()));
                day.AddRange(segmentId, stageId, measure, MemoryMarshal.Cast<byte, double>(from.ReadBytes(from.ReadInt32() * sizeof(double))));
            }
    }

    private static void Write(BinaryWriter to, int? value)
    {
        to.Write(value.HasValue);
        if (value is { } known) to.Write(known);
    }

    private static int? ReadInt32OrNull(BinaryReader from) => from.ReadBoolean() ? from.ReadInt32() : null;
}
