using System.Diagnostics;

namespace HealthScore.Web.Tests.Commands;

/// <summary>What a run of the program said and how it ended.</summary>
internal sealed record Verb(int ExitCode, string Out, string Error)
{
    /// <summary>Runs the program as a user does, in a process of its own, against a database.</summary>
    public static async Task<Verb> RunAsync(string connectionString, params string[] args)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Program).Assembly.Location, .. args]) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        start.Environment["ConnectionStrings__HealthScore"] = connectionString;
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (text, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return new(process.ExitCode, await text, await error);
    }
}
