using System.CommandLine;

namespace HealthScore.Web.Commands;

/// <summary>The program is also its own tool: every verb, its help and its exit code.</summary>
public static class CommandLine
{
    // What shells expect of a program that an interrupt ended.
    private const int Stopped = 130;

    private static readonly TimeSpan MostToTidyUp = TimeSpan.FromSeconds(30);

    /// <summary>0: done. 1: the user's data or arguments are at fault. 2: the program is. 130: it was stopped.</summary>
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
            return await root.Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = MostToTidyUp });
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped before it was done. What was finished stays; start it again to go on.");
            return Stopped;
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
        // By this one, tools that only want the host built end the program; they wait for it.
        catch (Exception e) when (e is not HostAbortedException)
        {
            await Console.Error.WriteLineAsync($"HealthScore failed: {e}");
            return 2;
        }
    }}
