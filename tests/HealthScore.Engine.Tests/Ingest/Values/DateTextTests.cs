using HealthScore.Engine.Ingest.Values;

namespace HealthScore.Engine.Tests.Ingest.Values;

public sealed class DateTextTests
{
    [Theory]
    [InlineData("2024-10-16")]
    [InlineData("2024/10/16")]
    [InlineData("2024.10.16")]
    [InlineData("20241016")]
    [InlineData("16.10.2024")]
    [InlineData("16-10-2024")]
    [InlineData("10/16/2024")]
    [InlineData("2024-10-16T23:59:59")]
    [InlineData("2024-10-16 3:00")]
    [InlineData("2024-10-16T12:00:00.1234567Z")]
    [InlineData("16.10.2024 03:00")]
    [InlineData("10/16/2024 12:30:00 AM")]
    [InlineData("16 Oct 2024")]
    [InlineData("16-Oct-24")]
    [InlineData("16 October 2024")]
    [InlineData("Oct 16, 2024")]
    [InlineData("October 16 2024 11:00 PM")]
    public void Text_OfAUsualForm_GivesItsDay(string text)
    {
        DateText.TryParse(text, out var date).Should().BeTrue();
        date.Day(null, TimeZoneInfo.Utc, out var day).Should().Be(DateFault.None);
        day.Should().Be(new DateOnly(2024, 10, 16));
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("2024-13-01")]
    [InlineData("2023-02-29")]
    [InlineData("31/31/2024")]
    [InlineData("1/2/3/2024")]
    [InlineData("45000")]
    [InlineData("2024-10")]
    [InlineData("2024-10-16 25:00")]
    [InlineData("2024-10-16 noon")]
    [InlineData("16/10-2024")]
    [InlineData("16 Foo 2024")]
    [InlineData("0000-01-01")]
    public void Text_OfNoDate_IsNone(string text) => DateText.TryParse(text, out _).Should().BeFalse();

    [Theory]
    [InlineData(DateOrder.DayFirst, 4, 3)]
    [InlineData(DateOrder.MonthFirst, 3, 4)]
    public void Text_OfEitherOrder_FollowsTheOrder(DateOrder order, int month, int day)
    {
        DateText.TryParse("3/4/2024", out var date).Should().BeTrue();
        date.Day(order, TimeZoneInfo.Utc, out var read).Should().Be(DateFault.None);
        read.Should().Be(new DateOnly(2024, month, day));
        date.Day(null, TimeZoneInfo.Utc, out _).Should().Be(DateFault.NeedsOrder);
    }

    [Fact]
    public void Text_AgainstTheOrder_IsNoDate()
    {
        DateText.TryParse("10/16/2024", out var date).Should().BeTrue();
        date.Day(DateOrder.DayFirst, TimeZoneInfo.Utc, out _).Should().Be(DateFault.NotADate);
    }

    [Fact]
    public void Year_OfTwoDigits_NeedsAnOrder()
    {
        DateText.TryParse("16/10/24", out var date).Should().BeTrue();
        date.Day(null, TimeZoneInfo.Utc, out _).Should().Be(DateFault.ShortYear);
        date.Day(DateOrder.DayFirst, TimeZoneInfo.Utc, out var day).Should().Be(DateFault.None);
        day.Should().Be(new DateOnly(2024, 10, 16));
    }

    [Theory]
    [InlineData("2024-10-16T23:30:00Z", 17)]
    [InlineData("2024-10-16T23:30:00-05:00", 17)]
    [InlineData("2024-10-16T23:30:00+0900", 16)]
    [InlineData("2024-10-16T23:30:00", 16)]
    public void Time_WithAnOffset_FallsOnTheOrganisationsDay(string text, int expected)
    {
        var berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");
        DateText.TryParse(text, out var date).Should().BeTrue();
        date.Day(null, berlin, out var day).Should().Be(DateFault.None);
        day.Day.Should().Be(expected);
    }

    [Fact]
    public void Texts_OfAnyDay_ComeBackInEveryForm()
    {
        for (var day = new DateOnly(1999, 12, 1); day < new DateOnly(2025, 2, 1); day = day.AddDays(7))
            foreach (var (format, order) in new[] { ("yyyy-MM-dd", (DateOrder?)null), ("d.M.yyyy", DateOrder.DayFirst), ("MM/dd/yyyy", DateOrder.MonthFirst), ("d MMM yyyy", null), ("MMMM d, yyyy", null) })
            {
                DateText.TryParse(day.ToString(format, System.Globalization.CultureInfo.InvariantCulture), out var date).Should().BeTrue();
                date.Day(order, TimeZoneInfo.Utc, out var read).Should().Be(DateFault.None);
                read.Should().Be(day);
            }
    }
}
