using FsCheck;
using FsCheck.Fluent;
using HealthScore.Domain.Reports;
using HealthScore.Domain.Scoring;

namespace HealthScore.Domain.Tests.Reports;

/// <summary>An account at the ends of some months: the facts of a report in their plainest form.</summary>
internal sealed record Customer(IReadOnlyList<(Place Place, decimal Arr)> Ends)
{
    /// <summary>Portfolios of up to 60 accounts over that many months, everything possible happening to them.</summary>
    public static Gen<IReadOnlyList<Customer>> Portfolio(int months, bool scoped)
    {
        var places = from presence in Gen.Elements(scoped ? [Presence.Absent, Presence.Elsewhere, Presence.Here, Presence.Here] : new[] { Presence.Absent, Presence.Here, Presence.Here })
                     from segment in Gen.Elements(null, 1, 2, (int?)3)
                     from band in Gen.Elements(Band.Unknown, Band.Red, Band.Yellow, Band.Green)
                     from cents in Gen.Choose(0, 10_000_000)
                     select presence == Presence.Here ? (new Place(presence, segment, band), cents / 100m) : (new Place(presence), 0m);
        return from size in Gen.Choose(0, 60)
               from customers in places.ListOf(months).Select(ends => new Customer([.. ends])).ListOf(size)
               select (IReadOnlyList<Customer>)[.. customers];
    }

    public static MonthlyTrends Trends(IReadOnlyList<Customer> portfolio, int months)
    {
        var first = Month.Of(new(2026, 1, 1));
        var ends = Enumerable.Range(0, months).Select(i => new MonthEnd(first.Add(i), first.Add(i).Last, false)).ToList();
        var levels = from i in Enumerable.Range(0, months)
                     from customer in portfolio
                     let end = customer.Ends[i]
                     where end.Place.Presence == Presence.Here
                     group end by (i, end.Place.SegmentId, end.Place.Band) into g
                     select new LevelFact(first.Add(g.Key.i), g.Key.SegmentId, g.Key.Band, g.Count(), g.Sum(e => e.Arr), g.Key.Band == Band.Unknown ? 0 : g.Count() * 50.0);
        var moves = from i in Enumerable.Range(1, Math.Max(0, months - 1))
                    from customer in portfolio
                    select new MoveFact(first.Add(i), customer.Ends[i - 1].Place, customer.Ends[i].Place, 1, customer.Ends[i - 1].Arr, customer.Ends[i].Arr);
        return MonthlyTrends.Of(ScoreKind.Health, first, ends, [new(2, "Two"), new(1, "One")], [.. levels], [.. moves]);
    }
}
