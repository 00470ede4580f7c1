using System.Globalization;
using HealthScore.Domain.MyDay;

namespace HealthScore.Domain.Tests.MyDay;

public sealed class EveTests
{
    [Theory]
    // Scored for good up to Tuesday: on Wednesday morning what happened on Tuesday is new.
    [InlineData("2026-11-24", "2026-11-23")]
    [InlineData("2026-11-23", "2026-11-22")]
    // On Saturday, Sunday and Monday all since Friday.
    [InlineData("2026-11-27", "2026-11-26")]
    [InlineData("2026-11-28", "2026-11-26")]
    [InlineData("2026-11-29", "2026-11-26")]
    public void Eve_IsTheDayBeforeTheLastWorkingDay(string night, string eve) => Eve.Of(Day(night)).Should().Be(Day(eve));

    private static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
