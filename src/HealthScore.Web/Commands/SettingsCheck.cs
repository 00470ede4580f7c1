using Microsoft.Extensions.Options;

namespace HealthScore.Web.Commands;

/// <summary>Refuses to start with wrong settings. One message names every one of them.</summary>
internal static class SettingsCheck
{
    public static void Run(IServiceProvider services)
    {
        try
        {
            services.GetService<IStartupValidator>()?.Validate();
        }
        catch (OptionsValidationException e)
        {
            throw Fault([e]);
        }
        catch (AggregateException e)
        {
            throw Fault(e.InnerExceptions.OfType<OptionsValidationException>());
        }
    }

    private static UserFaultException Fault(IEnumerable<OptionsValidationException> wrong) =>
        new(string.Join(Environment.NewLine, wrong.SelectMany(e => e.Failures)));
}
