using System.Text;
using System.Text.Json;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;

namespace FundLedger.Features.Packs;

/// <summary>
/// Names every file of a pack with its size, rows and digest, and what is not in it. The last two files: the manifest, and the digests
/// of all files in the form that common tools check.
/// </summary>
internal static class PackManifest
{
    public const string FileName = "manifest.json";

    public const string SumsName = "SHA256SUMS";

    private const string FormatName = "fund-ledger-audit-pack";

    private static readonly Wording About = new("Bảng kê các tệp của gói", "The files of the pack");
    private static readonly Wording Sums = new("SHA-256 của từng tệp, cho lệnh sha256sum -c", "SHA-256 of each file, for sha256sum -c");

    /// <summary>Returns the digest of the manifest.</summary>
    public static async Task<string> WriteAsync(
        PackArchive archive, FundStatement statement, PaperLanguage language, CancellationToken token)
    {
        var figures = statement.Figures;
        var content = new
        {
            Format = FormatName, Version = 1, figures.Fund, figures.FundName, figures.Period.From, figures.Period.To,
            Language = language.Tag(), figures.Seal, Statement = StatementId.Of(figures).ToString(), statement.Digest,
            Files = archive.Files.Select(file => new { file.Name, file.About, file.Size, file.Rows, file.Sha256 }).ToList(),
            LeftOut = archive.LeftOut.Select(left => new { left.What, left.Why }).ToList(),
        };
        using var json = new MemoryStream(JsonSerializer.SerializeToUtf8Bytes(content, StatementJson.Readable));
        var manifest = await archive.AddAsync(FileName, json, About, 0, token);
        var lines = archive.Files.Select(file => $"{file.Sha256}  {file.Name}\n");
        using var sums = new MemoryStream(Encoding.ASCII.GetBytes(string.Concat(lines)));
        await archive.AddAsync(SumsName, sums, Sums, 0, token);
        return manifest.Sha256;
    }
}
