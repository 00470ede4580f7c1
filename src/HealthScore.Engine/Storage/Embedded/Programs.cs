using System.Diagnostics;
using System.Text;

namespace HealthScore.Engine.Storage.Embedded;

/// <summary>Starts other programs with their output caught.</summary>
internal static class Programs
{
    public static ProcessStartInfo Captured(string program, IEnumerable<string> arguments) => new(program, arguments)
    {
        UseShellExecute = false,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        // Another user may not be able to enter our own working folder.
        WorkingDirectory = Path.GetTempPath(),
    };

    public static (int Code, string Output) Run(ProcessStartInfo start)
    {
        using var process = Process.Start(start)!;
        var error = new StringBuilder();
        process.ErrorDataReceived += (_, line) => error.AppendLine(line.Data);
        process.BeginErrorReadLine();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + error);
    }

    public static async Task<(int Code, string Output)> RunAsync(ProcessStartInfo start, CancellationToken ct)
    {
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync(ct);
        var output = await process.StandardOutput.ReadToEndAsync(ct);
        await process.WaitForExitAsync(ct);
        return (process.ExitCode, output + await error);
    }
}
