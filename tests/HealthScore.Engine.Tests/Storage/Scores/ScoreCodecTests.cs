using HealthScore.Domain.Metrics;
using HealthScore.Domain.Scoring;
using HealthScore.Engine.Storage.Scores;

namespace HealthScore.Engine.Tests.Storage.Scores;

public sealed class ScoreCodecTests
{
    private static readonly double[] s_edges =
        [0, -0.0, 1, 255, 256, -1, 32767, -32768, 32768, 0.5, 0.1, 1e-300, double.MaxValue, double.Epsilon, 16777217, (double)float.MaxValue, 100.0 / 3];

    [Fact]
    public void Values_PackedAndUnpacked_AreTheSameToTheLastBit()
    {
        var random = new Random(7);
        for (var round = 0; round < 2000; round++)
        {
            var values = Enumerable.Range(0, random.Next(0, 40)).Select(_ => Value(random)).ToArray();
            var buffer = new byte[ScoreCodec.MaxLength(values.Length, 0)];

            var length = ScoreCodec.Write(new ScoreResult { }, values, buffer);

            ScoreCodec.Read(buffer.AsSpan(0, length)).Values.Select(Bits).Should().Equal(values.Select(Bits));
        }
    }

    [Fact]
    public void Score_OfAFormatThatIsNotKnown_SaysSo()
    {
        var read = () => ScoreCodec.Read([9, 0, 0, 0, 0]);
        read.Should().Throw<InvalidDataException>().WithMessage("*format 9*");
    }

    [Fact]
    public void Score_OfTheFirstFormat_IsReadStill()
    {
        // Unrounded score and bounds, no score after rules; rule 3 held; a measure of 7.5 with its weight, and one that is stale.
        byte[] stored =
        [
            1, 0b011, (byte)Band.Yellow, .. Bytes(55.5), .. Bytes(50), .. Bytes(60), 1, 3, 2, 0,
            0x11, .. Bytes(7.5), .. Bytes(80), .. Bytes(1), (byte)MeasureStatus.Stale,
        ];
        var score = ScoreCodec.Read(stored);
        score.RawBand.Should().Be(Band.Yellow);
        score.Rules.Should().Equal(3);
        score.Values.Should().Equal(MeasureValue.Of(7.5), MeasureValue.Stale);

        static byte[] Bytes(double value) => BitConverter.GetBytes(value);
    }

    private static MeasureValue Value(Random random) => random.Next(6) switch
    {
        0 => MeasureValue.Missing,
        1 => MeasureValue.Silent,
        2 => MeasureValue.Stale,
        3 => MeasureValue.Of(s_edges[random.Next(s_edges.Length)]),
        4 => MeasureValue.Of(random.Next(-70_000, 70_000)),
        _ => MeasureValue.Of((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-5, 12))),
    };

    private static (MeasureStatus, long) Bits(MeasureValue value) => (value.Status, BitConverter.DoubleToInt64Bits(value.Value));
}
