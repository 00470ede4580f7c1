using System.Globalization;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Reports;

/// <summary>How a portfolio did month by month, whole and per segment. As published: a past month never changes.</summary>
/// <param name="Kind">Which score.</param>
/// <param name="Groups">All segments first, then each segment with accounts in these months.</param>
/// <param name="Rows">One per month and group, months in order; months without scores are left out.</param>
public sealed record MonthlyTrends(ScoreKind Kind, IReadOnlyList<TrendGroup> Groups, IReadOnlyList<TrendRow> Rows)
{
    /// <summary>The months with scores, in order.</summary>
    public IReadOnlyList<MonthEnd> Months => [.. Rows.Select(row => row.End).Distinct()];

    /// <summary>True when there is no account in any month.</summary>
    public bool IsEmpty => Rows.All(row => row.Accounts == 0);

    /// <summary>The months of one group.</summary>
    public IEnumerable<TrendRow> Of(TrendGroup group) => Rows.Where(row => row.Group == group);

    /// <summary>The groups of one month.</summary>
    public IEnumerable<TrendRow> Of(Month month) => Rows.Where(row => row.End.Month == month);

    /// <summary>The same for one segment alone (0: accounts without one); null: as it is. Nothing remains of a segment that has no accounts here.</summary>
    public MonthlyTrends For(int? segmentId) => segmentId is null
        ? this
        : new(Kind, [.. Groups.Where(g => g.SegmentId == segmentId)], [.. Rows.Where(r => r.Group.SegmentId == segmentId)]);

    /// <summary>Builds the rows.</summary>
    /// <param name="kind">Which score.</param>
    /// <param name="from">First month shown.</param>
    /// <param name="ends">The month ends there are, that of the month before <paramref name="from"/> included: its moves start there.</param>
    /// <param name="segments">The segments in the order to show them; others that the facts name follow.</param>
    /// <param name="levels">Accounts at each month's end.</param>
    /// <param name="moves">Between each month's end and the one before.</param>
    public static MonthlyTrends Of(
        ScoreKind kind, Month from, IReadOnlyList<MonthEnd> ends, IReadOnlyList<TrendGroup> segments, IReadOnlyList<LevelFact> levels, IReadOnlyList<MoveFact> moves)
    {
        var shown = ends.Where(end => end.Month >= from).OrderBy(end => end.Month).ToList();
        var endOf = ends.ToDictionary(end => end.Month);
        var levelsOf = levels.Where(level => level.Month >= from).ToLookup(level => level.Month);
        var movesOf = moves.ToLookup(move => move.Month);
        var groups = GroupsOf(segments, levelsOf.SelectMany(month => month));
        return new(kind, groups,
        [
            .. from end in shown
               let before = endOf.GetValueOrDefault(end.Month.Previous)
               from @group in groups
               select TrendRow.Of(
                   end, @group, [.. levelsOf[end.Month].Where(level => @group.Includes(level.SegmentId))],
                   before is null ? null : MonthMoves.Of(@group, before, movesOf[end.Month])),
        ]);
    }

    private static List<TrendGroup> GroupsOf(IReadOnlyList<TrendGroup> segments, IEnumerable<LevelFact> levels)
    {
        var ids = levels.Where(level => level.Accounts > 0).Select(level => level.SegmentId ?? 0).Distinct().ToHashSet();
        var known = segments.Where(group => group.SegmentId is { } id && ids.Remove(id)).ToList();
        return [TrendGroup.All, .. known, .. ids.Order().Select(id => id == 0 ? TrendGroup.None : new(id, string.Create(CultureInfo.InvariantCulture, $"Segment {id}")))];
    }
}
