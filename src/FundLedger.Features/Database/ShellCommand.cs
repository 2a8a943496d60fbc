using System.Diagnostics;

namespace FundLedger.Features.Database;

/// <summary>A short command of the system that must succeed.</summary>
internal static class ShellCommand
{
    /// <summary>Runs it to its end. Raises <see cref="DatabaseSetupException"/> with what it printed when it fails.</summary>
    public static async Task RunAsync(IEnumerable<string> command, CancellationToken token)
    {
        var words = command.ToArray();
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..])
        {
            WorkingDirectory = "/",
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var output = process.StandardOutput.ReadToEndAsync(token);
        var errors = process.StandardError.ReadToEndAsync(token);
        await process.WaitForExitAsync(token);
        if (process.ExitCode != 0)
        {
            throw new DatabaseSetupException($"{string.Join(' ', words)} failed: {await errors}{await output}");
        }
    }
}
