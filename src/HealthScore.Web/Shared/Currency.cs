using HealthScore.Engine.Organisation;
using Microsoft.Extensions.Options;

namespace HealthScore.Web.Shared;

/// <summary>Amounts in the organisation's currency.</summary>
public sealed class Currency(IOptions<OrganisationOptions> organisation)
{
    /// <summary>€12,345.</summary>
    public string Full(decimal? amount) => Formats.Money(amount, organisation.Value.Currency);

    /// <summary>€1.24M.</summary>
    public string Short(decimal? amount) => Formats.MoneyShort(amount, organisation.Value.Currency);

    /// <summary>+€210k, with a true minus.</summary>
    public string Signed(decimal? amount) => amount switch
    {
        null => Formats.None,
        > 0 => "+" + Short(amount),
        < 0 => "−" + Short(-amount),
        _ => Short(0),
    };
}
