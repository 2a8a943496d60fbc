using System.Diagnostics;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>Another program's opinion: it reads what we wrote from its standard input.</summary>
internal static class Tool
{
    /// <summary>What the program printed. Anything but exit code 0 fails the test with what it complained about.</summary>
    public static async Task<string> RunAsync(string program, string[] arguments, byte[] input)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        start.Environment["LANG"] = "C.UTF-8";
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(Ledger.Token);
        var complaint = process.StandardError.ReadToEndAsync(Ledger.Token);
        await process.StandardInput.BaseStream.WriteAsync(input, Ledger.Token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(Ledger.Token);
        Assert.True(process.ExitCode == 0, $"{program}: {await complaint}");
        return await output;
    }
}
