using System.Diagnostics;

namespace HealthScore.Web.Tests.Commands;

/// <summary>What a run of the program said and how it ended.</summary>
internal sealed record Verb(int ExitCode, string Out, string Error)
{
    /// <summary>Runs the program as a user does, in a process of its own, against a database.</summary>
    public static async Task<Verb> RunAsync(string connectionString, params string[] args)
    {
        using var process = Start(connectionString, args);
        var (text, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
        }

        return new(process.ExitCode, await text, await error);
    }

    /// <summary>Starts it, for whoever means to end it otherwise.</summary>
    public static Process Start(string connectionString, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. args]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["ConnectionStrings__HealthScore"] = connectionString;
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }
}
