namespace HealthScore.Benchmarks.Workloads;

/// <summary>One account: its place in the portfolio, without its readings.</summary>
internal readonly record struct WorkloadAccount(long Id, string Name, DateOnly Start, int SegmentId, int StageId, int OwnerId, decimal Arr, DateOnly Renewal)
{
    private const int Purpose = 100_001;

    private static readonly string[] First =
        ["Amber", "Birch", "Cedar", "Delta", "Ember", "Fjord", "Grand", "Harbor", "Iron", "Jade", "Kestrel", "Lunar", "Maple", "North", "Opal", "Pine", "Quartz", "River", "Silver", "Tidal", "Umber", "Vale", "West", "Yonder"];

    private static readonly string[] Second =
        ["Analytics", "Bakeries", "Chemicals", "Dental", "Energy", "Foods", "Gardens", "Health", "Insurance", "Logistics", "Media", "Networks", "Optics", "Pharma", "Retail", "Systems", "Travel", "Works"];

    public static WorkloadAccount Of(long id, int owners)
    {
        var bits = Chance.Of(id, Purpose);
        var more = Chance.Of(id, Purpose + 1);
        var segment = Segment((int)(bits % 100));
        return new(
            id,
            $"{First[(int)(more % 24)]} {Second[(int)((more >> 8) % 18)]} {id}",
            // All were customers long before the first reading, so that no window is cut.
            Workload.LastDay.AddDays(-1000 - (int)((more >> 16) % 1000)),
            segment, Stage((int)((bits >> 8) % 100)), 1 + (int)((more >> 32) % (ulong)owners),
            (decimal)((1 + ((bits >> 24) & 1023)) << (2 * (segment - 1))) * 10,
            Workload.LastDay.AddDays(1 + (int)((more >> 48) % 365)));
    }

    private static int Segment(int percent) => percent switch { < 40 => 1, < 65 => 2, < 85 => 3, < 95 => 4, _ => 5 };

    private static int Stage(int percent) => percent switch { < 15 => 1, < 40 => 2, < 85 => 3, _ => 4 };
}
