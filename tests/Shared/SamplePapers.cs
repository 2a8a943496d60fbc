using System.Text.Json;
using FundLedger.Domain.Norms;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Setup;

namespace FundLedger.Testing;

/// <summary>The papers that a line of the district's sample norm asks for before the payment, each with a file.</summary>
public static class SamplePapers
{
    /// <summary>A file that begins as a PDF does: that is all the program asks of one.</summary>
    public static readonly byte[] File = [.. "%PDF-1.7\n% a sample paper of a test\n%%EOF\n"u8];

    private static readonly Dictionary<string, string[]> Names = Read();

    public static IReadOnlyList<AttachedPaper> Of(string line) =>
        [.. Names.GetValueOrDefault(line, []).Select(name => new AttachedPaper(name, File))];

    private static Dictionary<string, string[]> Read()
    {
        using var norm = ReferenceFile.Open("norm-district-sample.json");
        using var json = JsonDocument.Parse(norm.ReadToEnd());
        return json.RootElement.GetProperty("lines").EnumerateArray().ToDictionary(
            line => line.GetProperty("code").GetString()!,
            line => line.GetProperty("papers").EnumerateArray().Select(paper => paper.GetProperty("vi").GetString()!)
                .Where(name => !NormPaper.FollowsPayment(name)).ToArray());
    }
}
