using System.CommandLine;

namespace HealthScore.Web.Commands;

/// <summary>The program is also its own tool: every verb, its help and its exit code.</summary>
public static class CommandLine
{
    /// <summary>0: done. 1: the user's data or arguments are at fault. 2: the program is.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("HealthScore tells how each customer is doing, why, and what to do about it. Without a verb it serves the web app.")
        {
            ServeCommand.Create(),
            DemoCommand.Create(),
            MigrateCommand.Create(),
            ImportCommand.Create(),
            ScoreCommand.Create(),
            ExportCommand.Create(),
            ModelCommand.Create(),
            UserCommand.Create(),
            DoctorCommand.Create(),
        };
        root.Add(SettingsArgument.All);
        root.SetAction((parsed, ct) => ServeCommand.RunAsync(parsed, demo: null, ct));
        try
        {
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UserFaultException fault)
        {
            await Console.Error.WriteLineAsync(fault.Message);
            return 1;
        }
        catch (InvalidOperationException e) when (e.Source == typeof(ConfigurationBinder).Assembly.GetName().Name)
        {
            // A setting of the wrong kind, such as a word where a number belongs; the message names its key.
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
        catch (Exception e) when (e is not OperationCanceledException && !e.GetType().Name.StartsWith("StopTheHost", StringComparison.Ordinal) && e.GetType().Name != "HostAbortedException")
        {
            await Console.Error.WriteLineAsync($"HealthScore failed: {e}");
            return 2;
        }
    }}
