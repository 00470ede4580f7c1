using HealthScore.Domain.Accounts;
using HealthScore.Domain.Journeys;

namespace HealthScore.Engine.Demo;

/// <summary>A stay in a stage, from its first day to the day before the next.</summary>
internal readonly record struct StageStay(int Stage, int From, int Until);

/// <summary>An account's way through the stages, told as those of most customers: onboarding, adoption, value, and renewal during the last months of each contract.</summary>
internal static class DemoJourney
{
    public static List<StageStay> Stays(DemoProfile profile, DemoHealth health, DemoOptions options, DemoCalendar calendar)
    {
        var random = new DemoRandom(options.Seed, profile.Number, Purpose.Journey);
        var slowness = 1.6 - health.At(profile.Start + 20);
        var onboarded = profile.Start + (int)(random.Between(75, 125) * slowness);
        var adopted = onboarded + (int)(random.Between(150, 260) * slowness);
        var warning = profile.Term == 6 ? 45 : 90;
        List<StageStay> stays = [new(DemoStages.Onboarding, profile.Start, onboarded), new(DemoStages.Adoption, onboarded, adopted)];
        for (var terms = 1; stays[^1].Until <= calendar.Today; terms++)
        {
            var renewal = DemoContract.RenewalDay(profile, terms);
            var last = stays[^1];
            if (renewal - warning > last.Until) stays.Add(new(DemoStages.Value, last.Until, renewal - warning));
            else stays[^1] = last with { Until = Math.Max(last.From + 1, renewal - warning) };
            stays.Add(new(DemoStages.Renewal, stays[^1].Until, Math.Max(renewal, stays[^1].Until + 1)));
        }
        return [.. stays.Where(s => s.From <= calendar.Today)];
    }

    /// <summary>What was to be reached since the first day shown. Whoever is not well is late; before a stage ends everything in it is done.</summary>
    public static List<Milestone> Milestones(DemoProfile profile, List<StageStay> stays, DemoHealth health, DemoOptions options, DemoCalendar calendar)
    {
        var random = new DemoRandom(options.Seed, profile.Number, Purpose.Milestones);
        var milestones = new List<Milestone>();
        foreach (var stay in stays)
        {
            foreach (var (i, (stage, name, ofPublic, days, isRequired)) in DemoStages.Steps.Index())
            {
                var slip = 9 * random.Normal();
                var due = stay.From + days;
                if (stage != stay.Stage || stay.Until <= calendar.First || due >= stay.Until) continue;
                var delay = 120 * (0.66 - health.At(due - 10)) + slip;
                var done = Math.Min(stay.Until - 1, Math.Max(stay.From + 1, due + (int)delay));
                milestones.Add(new Milestone
                {
                    AccountId = profile.Number,
                    Id = milestones.Count + 1,
                    Name = profile.Segment.Id == DemoStages.PublicSector ? ofPublic : name,
                    StageId = DemoStages.Of(stage, profile.Segment.Id),
                    DefinitionId = DemoStages.MilestoneOf(i, profile.Segment.Id),
                    Entered = DateOnly.FromDayNumber(stay.From),
                    IsRequired = isRequired,
                    Due = DateOnly.FromDayNumber(due),
                    Done = done < calendar.Today ? DateOnly.FromDayNumber(Math.Max(stay.From, done)) : null,
                });
            }
        }
        return milestones;
    }

    /// <summary>The account's history by day, up to the day before <paramref name="end"/>: a new row whenever stage, value, owner or segment changes.</summary>
    public static List<AccountState> States(DemoProfile profile, List<StageStay> stays, List<ContractStep> steps, int end, DemoOptions options)
    {
        var random = new DemoRandom(options.Seed, profile.Number, Purpose.Owners);
        var formerOwner = random.Chance(0.08) ? random.Of(profile.Segment.Owners) : profile.OwnerId;
        var handedOver = end - random.Between(40, 400);
        var outgrew = random.Chance(0.3) ? steps.FirstOrDefault(s => s.Seats > steps[0].Seats * 1.18).From : 0;
        var before = outgrew == 0 || profile.Segment.Id is 1 or 5 ? profile.Segment.Id : Smaller(profile.Segment.Id);
        IEnumerable<int> days = [.. stays.Select(s => s.From), .. steps.Select(s => s.From), handedOver];
        var states = new List<AccountState>();
        foreach (var day in days.Where(d => d >= profile.Start && d < end).Distinct().Order())
        {
            var state = new AccountState
            {
                AccountId = profile.Number,
                From = DateOnly.FromDayNumber(day),
                SegmentId = day < outgrew ? before : profile.Segment.Id,
                StageId = DemoStages.Of(stays.FindLast(s => s.From <= day).Stage, profile.Segment.Id),
                OwnerId = day < handedOver ? formerOwner : profile.OwnerId,
                Arr = steps.FindLast(s => s.From <= day).Arr,
            };
            if (states.Count == 0 || Differs(states[^1], state)) states.Add(state);
        }
        return states;
    }

    private static int Smaller(int segment) => segment == 2 ? 3 : 4;

    private static bool Differs(AccountState a, AccountState b) =>
        (a.SegmentId, a.StageId, a.OwnerId, a.Arr) != (b.SegmentId, b.StageId, b.OwnerId, b.Arr);
}
