using HealthScore.Domain.Primitives;

namespace HealthScore.Domain.Scoring;

/// <summary>The bands of one model: thresholds, margin and dwell (scoring contract, section 5).</summary>
internal sealed class BandScale
{
    private readonly ScoreKind _kind;
    private readonly BandThresholds _thresholds;
    private readonly Band[] _byRank;
    private readonly double[] _from;
    private readonly double[] _up;
    private readonly double[] _down;
    private readonly int _dwell;

    public BandScale(ScoreKind kind, ModelDefinition definition)
    {
        _kind = kind;
        _thresholds = definition.Bands ?? BandThresholds.Default(kind);
        _byRank = kind == ScoreKind.Risk ? [Band.Green, Band.Yellow, Band.Red] : [Band.Red, Band.Yellow, Band.Green];
        _from = [double.NegativeInfinity, _thresholds.Middle, _thresholds.High];
        _up = [.. _from.Select(t => Past(t, definition.Margin))];
        _down = [.. _from.Select(t => Past(t, -definition.Margin))];
        _dwell = definition.Dwell;
    }

    /// <summary>What the thresholds alone give.</summary>
    public Band RawBand(double score) => _thresholds.RawBand(_kind, score);

    /// <summary>The band of a score, given the days before and that <paramref name="state"/> already has today's raw band.</summary>
    public Band Next(double score, BandState state, int versionId)
    {
        var today = RankOf(RawBand(score));
        if (state.Held == Band.Unknown || state.VersionId != versionId) return _byRank[today];
        var held = RankOf(state.Held);
        if (today == held) return state.Held;
        var side = today > held ? 1 : -1;
        var moved = side > 0 ? Risen(score, held) : Fallen(score, held);
        return moved is { } rank ? _byRank[rank] : HasDwelt(state, held, side) ? _byRank[today] : state.Held;
    }

    /// <summary>The threshold that a score is past by the margin, by which it leaves the band held; null: none, and only a dwell of some days moves it.</summary>
    public double? Crossed(double score, Band held)
    {
        var (today, before) = (RankOf(RawBand(score)), RankOf(held));
        return today > before ? Risen(score, before) is { } up ? _from[up] : null
            : today < before && Fallen(score, before) is { } down ? _from[down + 1] : null;
    }

    // Thresholds and margins have few decimals; their sum should have no more.
    private static double Past(double threshold, double margin) =>
        double.IsInfinity(threshold) ? threshold : Rounding.Tidy(threshold + margin);

    private int RankOf(Band band) => Array.IndexOf(_byRank, band);

    private int? Risen(double score, int held)
    {
        for (var rank = 2; rank > held; rank--)
            if (score >= _up[rank])
                return rank;
        return null;
    }

    private int? Fallen(double score, int held)
    {
        for (var rank = 0; rank < held; rank++)
            if (score < _down[rank + 1])
                return rank;
        return null;
    }

    private bool HasDwelt(BandState state, int held, int side)
    {
        for (var back = 0; back < _dwell; back++)
        {
            var raw = state.RawBand(back);
            if (raw == Band.Unknown || Math.Sign(RankOf(raw) - held) != side) return false;
        }
        return true;
    }
}
