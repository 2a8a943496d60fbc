using System.Diagnostics;
using System.Globalization;
using FundLedger.Pdf;
using Xunit;

namespace FundLedger.UnitTests.Pdf;

/// <summary>
/// The figures of the decision record on the writer; run by hand, one at a time, for the memory is that of the whole process:
/// <c>dotnet run -c Release --project tests/FundLedger.UnitTests -- -explicit only -showLiveOutput -method '*.Figures_for_50000_lines'</c>.
/// </summary>
public sealed class PdfMeasurements(ITestOutputHelper output)
{
    [Fact(Explicit = true)]
    public void Figures_for_200_lines() => Measure(200);

    [Fact(Explicit = true)]
    public void Figures_for_50000_lines() => Measure(50_000);

    [Fact(Explicit = true)]
    public void Figures_for_200000_lines() => Measure(200_000);

    private void Measure(int lines)
    {
        string path = Path.GetTempFileName();
        try
        {
            Print(path, lines, "cold");
            Print(path, lines, "warm");
        }
        finally
        {
            File.Delete(path);
        }
    }

    private void Print(string path, int lines, string state)
    {
        var watch = Stopwatch.StartNew();
        using var file = File.Create(path);
        var written = PdfWriter.Write(SamplePdfs.Statement(lines), file, Printed.Fonts);
        long elapsed = watch.ElapsedMilliseconds;
        using var process = Process.GetCurrentProcess();
        output.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{lines} lines, {state}: {written.Pages} pages, {file.Length} bytes, {elapsed} ms, ")
            + string.Create(CultureInfo.InvariantCulture, $"peak {process.PeakWorkingSet64 >> 20} MiB"));
        Assert.True(file.Length > 0);
    }
}
