using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Statements;

public sealed record NothingSigned(string Fund) : Refused($"No checkpoint of fund {Fund} has been signed yet.");

/// <summary>
/// A statement with all that is needed to check it without this program's database: one zip file, streamed through a temporary file.
/// </summary>
internal sealed class ProofExport(Db db, StatementCheckpoints checkpoints)
{
    private const string FundIdSql = "SELECT fund_id FROM funds WHERE code = @Fund";

    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public async Task<Result<ExportedFile>> WriteAsync(FundStatement statement, PaperLanguage language, CancellationToken token)
    {
        var figures = statement.Figures;
        var fund = await db.SingleAsync<int>(FundIdSql, new { figures.Fund }, token);
        if (await checkpoints.FindAsync(fund, false, long.MaxValue, token) is not { } latest) return new NothingSigned(figures.Fund);
        var printed = await checkpoints.FindAsync(fund, figures.Seal.IsClosed, figures.Seal.LogNo, token);
        var terms = await ReferenceTerms.ListAsync(db, fund, token);
        var content = new ProofContent
        {
            Format = ProofContent.FormatName, Version = 2, Statement = ProvenStatement.Of(figures), Digest = statement.Digest,
            Terms = [.. terms.Where(term => term.Subject is "fund" or "pool").Select(term => term.Terms)],
            Transfers = await EnclosedTransfers.ListAsync(db, fund, figures, token),
            Records = Math.Max(latest.LogNo, figures.Seal.LogNo),
            Printed = printed is null ? null : AnchorLine.Of(0, printed), Checkpoint = AnchorLine.Of(0, latest),
        };
        var file = ExportedFile.Temporary();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (var part = Part(zip, ProofContent.ContentFile))
            {
                await JsonSerializer.SerializeAsync(part, content, StatementJson.Readable, token);
            }

            await using (var part = Part(zip, ProofContent.KeyFile)) await part.WriteAsync(Pem(latest.PublicKey), token);
            await using (var part = Part(zip, ProofContent.RecordsFile)) await WriteRecordsAsync(part, fund, content.Records, token);
        }

        file.Position = 0;
        return new ExportedFile(new StatementFacts(statement, language).FileName("proof.zip"), "application/zip", file);
    }

    private async Task WriteRecordsAsync(Stream output, int fund, long last, CancellationToken token)
    {
        var text = new CanonicalText();
        var length = new byte[sizeof(int)];
        for (var from = 1L; from <= last; from += LogBatch.Size)
        {
            foreach (var record in await LogBatch.LoadAsync(db, fund, from, Math.Min(last, from + LogBatch.Size - 1), token))
            {
                record.Write(text.Clear());
                BinaryPrimitives.WriteInt32BigEndian(length, text.Bytes.Length);
                output.Write(length);
                output.Write(text.Bytes);
                output.Write(record.Hash);
            }
        }
    }

    private static Stream Part(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = NoTime;
        return entry.Open();
    }

    private static byte[] Pem(byte[] publicKey) =>
        System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString("PUBLIC KEY", publicKey) + "\n");
}
