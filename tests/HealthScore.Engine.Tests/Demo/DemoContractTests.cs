using HealthScore.Domain.Accounts;
using HealthScore.Engine.Demo;

namespace HealthScore.Engine.Tests.Demo;

public sealed class DemoContractTests
{
    public static TheoryData<OutcomeKind, int, int> Proportions => new()
    {
        { OutcomeKind.Renewed, 200, 350 },
        { OutcomeKind.Churned, 30, 60 },
        { OutcomeKind.Expanded, 60, 170 },
        { OutcomeKind.Contracted, 8, 40 },
    };

    [Theory]
    [MemberData(nameof(Proportions))]
    public void Outcomes_OfThreeHundredAccounts_AreBelievable(OutcomeKind kind, int least, int most) =>
        Fieldnote.Accounts.Sum(a => a.Outcomes.Count(o => o.Kind == kind)).Should().BeInRange(least, most);

    [Fact]
    public void Arr_OfActiveAccounts_IsTensOfMillionsAndSkewed()
    {
        var arr = Fieldnote.Accounts.Where(a => a.Account.Churned is null).Select(a => a.States[^1].Arr).OrderDescending().ToList();
        arr.Sum().Should().BeInRange(12_000_000, 60_000_000);
        arr.Take(arr.Count / 5).Sum().Should().BeGreaterThan(arr.Sum() * 0.65m);
    }

    [Fact]
    public void Segments_HaveTheirShares()
    {
        foreach (var segment in DemoSegment.All)
            Fieldnote.Accounts.Count(a => a.States[^1].SegmentId == segment.Id).Should().BeCloseTo((int)(300 * segment.Share), 18, segment.Name);
    }

    [Fact]
    public void States_AreInOrderAndBeginWithTheAccount()
    {
        foreach (var account in Fieldnote.Accounts)
        {
            account.States[0].From.Should().Be(account.Account.Start);
            account.States.Select(s => s.From).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
            account.States.Should().OnlyContain(s => s.Arr > 0 && s.From <= Fieldnote.Today);
        }
    }

    [Fact]
    public void Outcomes_AgreeWithTheArrOfTheirDay()
    {
        foreach (var account in Fieldnote.Accounts)
        {
            foreach (var outcome in account.Outcomes)
            {
                var (before, after) = (ArrOn(account, outcome.Day.AddDays(-1)), ArrOn(account, outcome.Day));
                var amount = outcome.Kind switch
                {
                    OutcomeKind.Expanded => after - before,
                    OutcomeKind.Contracted => before - after,
                    OutcomeKind.Renewed => before,
                    _ => after,
                };
                outcome.Amount.Should().Be(amount, $"{account.Account.Name} {outcome.Kind} {outcome.Day}").And.BePositive();
            }
        }
    }

    [Fact]
    public void Churned_HasItsOutcomeAndNothingAfterwards()
    {
        foreach (var account in Fieldnote.Accounts)
        {
            var churn = account.Outcomes.SingleOrDefault(o => o.Kind == OutcomeKind.Churned);
            account.Account.Churned.Should().Be(churn?.Day);
            var last = (account.Account.Churned ?? Fieldnote.Today).DayNumber;
            IEnumerable<int> days =
            [
                .. account.Series.SelectMany(s => s.Days),
                .. account.States.Select(s => s.From.DayNumber),
                .. account.Outcomes.Select(o => o.Day.DayNumber),
                .. account.Touches.Select(t => t.Day.DayNumber),
                .. account.Surveys.Select(r => r.Day.DayNumber),
                .. account.Pulses.Select(p => p.Day.DayNumber),
                .. account.GoalProgress.Select(p => p.Day.DayNumber),
                .. account.RiskEvents.Select(e => e.Opened.DayNumber),
            ];
            days.Max().Should().BeLessThanOrEqualTo(last, account.Account.Name);
        }
    }

    [Fact]
    public void Keys_OfFacts_AreUniqueWithinAnAccount()
    {
        foreach (var account in Fieldnote.Generate(1_000).Accounts)
        {
            account.Outcomes.Select(o => (o.Day, o.Kind)).Should().OnlyHaveUniqueItems();
            account.Renewals.Select(r => r.Day).Should().OnlyHaveUniqueItems();
            account.Contacts.Select(c => c.ExternalId).Should().OnlyHaveUniqueItems();
            account.RiskEvents.Select(e => (e.Type, e.Opened)).Should().OnlyHaveUniqueItems();
            account.GoalProgress.Select(p => p.Id).Should().OnlyHaveUniqueItems();
            account.Milestones.Select(m => m.Id).Should().OnlyHaveUniqueItems();
            account.Series.Select(s => s.MetricId).Should().BeInAscendingOrder().And.OnlyHaveUniqueItems();
        }
    }

    [Fact]
    public void Renewals_OfActiveAccounts_LieAhead() =>
        Fieldnote.Accounts.Where(a => a.Account.Churned is null).Should().OnlyContain(a => a.Renewals.Any(r => r.Day >= Fieldnote.Today));

    private static decimal ArrOn(DemoAccount account, DateOnly day) => account.States.Last(s => s.From <= day).Arr;
}
