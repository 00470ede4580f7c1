using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using HealthScore.Engine.Demo;

namespace HealthScore.Engine.Tests.Demo;

public sealed class DemoCompanyTests
{
    [Fact]
    public void Company_GeneratedTwice_IsTheSame() => Hash(Fieldnote.Generate(300).Accounts).Should().Equal(Hash(Fieldnote.Accounts));

    [Fact]
    public void Account_OfALargerCompany_IsTheSame()
    {
        var larger = Fieldnote.Generate(1_000);
        Hash(Enumerable.Range(1, 300).Select(larger.Account)).Should().Equal(Hash(Fieldnote.Accounts));
    }

    [Fact]
    public void Account_WithAnotherSeed_IsAnother() =>
        Hash([DemoCompany.Generate(new() { Today = Fieldnote.Today, Seed = 7 }).Account(1)]).Should().NotEqual(Hash([Fieldnote.Accounts[0]]));

    [Theory]
    [InlineData(50, 12)]
    [InlineData(300, 12)]
    [InlineData(1_000, 30)]
    [InlineData(100_000, 300)]
    public void Owners_GrowWithAccounts_UpTo300(int accounts, int owners)
    {
        var company = Fieldnote.Generate(accounts);
        company.Owners.Should().HaveCount(owners);
        company.Owners.Select(o => o.Email).Should().OnlyHaveUniqueItems().And.Contain("csm@demo.healthscore");
    }

    [Fact]
    public void Account_OfAnyNumber_HasAnOwnerOfTheCompany()
    {
        var company = Fieldnote.Generate(12_000);
        foreach (var number in (int[])[1, 300, 301, 11_820, 11_821, 12_000])
            company.Account(number).States.Should().OnlyContain(s => s.OwnerId == null || s.OwnerId <= company.Owners.Count);
    }

    [Fact]
    public void Names_OfAHundredThousandAccounts_AreUnique()
    {
        var random = new DemoRandom(1, 1, Purpose.Profile);
        Enumerable.Range(1, 100_000).Select(number => DemoNames.Of(number, number % 11 == 0, random)).ToHashSet().Should().HaveCount(100_000);
    }

    [Theory]
    [InlineData(-40.5)]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(12)]
    public void Exp_OfANumber_IsTheLibrarys(double x) => DemoMath.Exp(x).Should().BeApproximately(Math.Exp(x), Math.Exp(x) * 1e-9);

    [Theory]
    [InlineData(3, "2026-03-01")]
    [InlineData(60, "2028-02-29")]
    public void Company_OfAnyLengthAndDay_IsMade(int months, string today)
    {
        var company = DemoCompany.Generate(new() { Accounts = 40, Months = months, Today = DateOnly.Parse(today, null) });
        company.Accounts.SelectMany(a => a.Series).Should().NotBeEmpty().And.OnlyContain(s => s.Days.Length == s.Values.Length);
    }

    private static byte[] Hash(IEnumerable<DemoAccount> accounts) =>
        SHA256.HashData(accounts.SelectMany(a => SHA256.HashData(Encoding.UTF8.GetBytes(JsonSerializer.Serialize(a)))).ToArray());
}
