using System.IO.Compression;
using System.Text;
using System.Text.Json;
using FundLedger.Domain.Statements;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>Copies of a proof with one part changed, as somebody with the file could make them.</summary>
internal static class ForgedProof
{
    public static byte[] With(byte[] proof, string part, Func<byte[], byte[]> change)
    {
        using var forged = new MemoryStream();
        using (var source = new ZipArchive(new MemoryStream(proof)))
        using (var target = new ZipArchive(forged, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in source.Entries)
            {
                using var memory = new MemoryStream();
                using (var content = entry.Open()) content.CopyTo(memory);
                using var output = target.CreateEntry(entry.FullName).Open();
                output.Write(entry.FullName == part ? change(memory.ToArray()) : memory.ToArray());
            }
        }

        return forged.ToArray();
    }

    /// <summary>Says something else of the fund, in figures that add up and under their own digest.</summary>
    public static byte[] Stating(byte[] proof, Func<StatementFigures, StatementFigures> change) => Containing(proof, content =>
    {
        var forged = FundStatement.Create(change(content.Statement.ToFigures())).Value;
        return content with { Statement = ProvenStatement.Of(forged.Figures), Digest = forged.Digest };
    });

    public static byte[] Containing(byte[] proof, Func<ProofContent, ProofContent> change) => With(proof, ProofContent.ContentFile, bytes =>
        Encoding.UTF8.GetBytes(JsonSerializer.Serialize(
            change(JsonSerializer.Deserialize<ProofContent>(bytes, Json.Options)!), Json.Options)));
}
