using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Demo;

/// <summary>What customers want to reach, with a figure a month. Healthy customers get there; the others get stuck half-way.</summary>
internal static class DemoGoals
{
    private static readonly (string Name, double Baseline, double Target)[] Wishes =
    [
        ("Publish field reports within two days instead of ten", 10, 2),
        ("Sixty sites reporting every week", 5, 60),
        ("Nine in ten inspections without paper", 20, 90),
        ("Halve the hours spent on monthly reports", 80, 40),
        ("Every region's managers read the dashboard", 2, 24),
        ("Answer audit questions within one day", 7, 1),
        ("Four hundred photos a week filed with their site", 30, 400),
        ("Fewer than five reports a month sent back", 22, 5),
    ];

    public static (List<Goal> Goals, List<GoalProgress> Progress) Of(DemoLife life)
    {
        var random = life.Random(Purpose.Goals);
        var (goals, progress) = (new List<Goal>(), new List<GoalProgress>());
        var wanted = random.Chance(life.Profile.Segment.PulseShare) ? random.Between(1, 3) : 0;
        var choice = random.Between(0, Wishes.Length - 1);
        for (var i = 0; i < wanted; i++)
        {
            var (name, baseline, target) = Wishes[(choice + 3 * i) % Wishes.Length];
            var opened = life.First + random.Between(10, 60) + 120 * i;
            if (opened > life.Last) break;
            var goal = new Goal { AccountId = life.Profile.Number, Id = i + 1, Name = name, Importance = random.Between(2, 5), Opened = DateOnly.FromDayNumber(opened), Baseline = baseline, Target = target };
            goals.Add(goal);
            Follow(life, goal, random, progress);
        }
        return (goals, progress);
    }

    private static void Follow(DemoLife life, Goal goal, DemoRandom random, List<GoalProgress> progress)
    {
        var reached = 0.0;
        for (var day = goal.Opened.DayNumber + 30; day <= life.Last; day += 30)
        {
            // Each month goes a third of the way to where health allows.
            reached += 0.34 * (1.15 * life.Health(day) - reached) + 0.03 * random.Normal();
            reached = Math.Clamp(reached, 0, 1);
            var value = Math.Round(goal.Baseline + reached * (goal.Target - goal.Baseline), 1);
            progress.Add(new GoalProgress { AccountId = goal.AccountId, GoalId = goal.Id, Id = progress.Count + 1, Day = DateOnly.FromDayNumber(day), Value = value });
            if (reached < 0.97 || !random.Chance(0.15)) continue;
            goal.Closed = DateOnly.FromDayNumber(day);
            return;
        }
    }
}
