using System.Diagnostics;
using System.Text;
using FundLedger.Pdf;
using Xunit;

namespace FundLedger.UnitTests.Pdf;

/// <summary>What other people's programs say of the files: Debian packages qpdf and poppler-utils. Without them these tests fail.</summary>
public sealed class PdfToolsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(500)]
    public async Task Qpdf_finds_nothing_wrong_with_the_file(int lines)
    {
        var document = lines == 0 ? SamplePdfs.ReceiptVoucher : SamplePdfs.Statement(lines);
        string answer = await Ask("qpdf", document, "--check", "{file}");
        Assert.Contains("No syntax or stream encoding errors found", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("WARNING", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pdftotext_gives_back_every_word_in_composed_letters()
    {
        var document = SamplePdfs.Statement(200);
        string text = await Ask("pdftotext", document, "{file}", "-");
        Assert.True(text.IsNormalized(NormalizationForm.FormC));
        var found = text.Split([' ', '\n', '\f'], StringSplitOptions.RemoveEmptyEntries).ToHashSet();
        Assert.Empty(ModelWords.Of(document).Except(found));
    }

    [Fact]
    public async Task Poppler_reads_the_structure_of_the_table()
    {
        string structure = await Ask("pdfinfo", SamplePdfs.Statement(2), "-struct-text", "{file}");
        string[] lines = [.. structure.Split('\n').Select(line => line.Trim())];
        // Three header rows, the opening balance, two lines, the total.
        Assert.Equal(3 + 1 + 2 + 1, lines.Count(line => line == "TR"));
        Assert.Equal(4 + 5 + 7, lines.Count(line => line.StartsWith("TH", StringComparison.Ordinal)));
        Assert.Contains("\"Cộng phát sinh trong kỳ\"", structure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_font_is_embedded_as_a_subset_with_a_way_back_to_text()
    {
        string answer = await Ask("pdffonts", SamplePdfs.Statement(2), "{file}");
        var fonts = answer.Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];
        Assert.NotEmpty(fonts);
        Assert.All(fonts, font => Assert.Matches(@"^[A-Z]{6}\+.* Identity-H +yes yes yes", font));
    }

    private static async Task<string> Ask(string program, PrintedDocument document, params string[] arguments)
    {
        string path = Path.Combine(Path.GetTempPath(), $"fund-ledger-{Guid.NewGuid():N}.pdf");
        try
        {
            await File.WriteAllBytesAsync(path, Printed.From(document).Bytes, TestContext.Current.CancellationToken);
            var words = arguments.Select(a => a.Replace("{file}", path, StringComparison.Ordinal));
            using var process = Process.Start(new ProcessStartInfo(program, words)
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                StandardOutputEncoding = Encoding.UTF8,
            })!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode == 0, await errors);
            return output + await errors;
        }
        finally
        {
            File.Delete(path);
        }
    }
}
