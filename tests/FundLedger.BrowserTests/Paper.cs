using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace FundLedger.BrowserTests;

/// <summary>A printed paper, read by pdftotext.</summary>
internal static partial class Paper
{
    /// <summary>All of its words with one space between them, however the lines were broken.</summary>
    public static async Task<string> TextAsync(byte[] pdf)
    {
        var token = TestContext.Current.CancellationToken;
        using var process = Process.Start(new ProcessStartInfo("pdftotext", ["-enc", "UTF-8", "-", "-"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, StandardOutputEncoding = Encoding.UTF8,
        })!;
        var text = process.StandardOutput.ReadToEndAsync(token);
        await process.StandardInput.BaseStream.WriteAsync(pdf, token);
        process.StandardInput.Close();
        await process.WaitForExitAsync(token);
        Assert.Equal(0, process.ExitCode);
        return Gaps().Replace(await text, " ");
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Gaps();
}
