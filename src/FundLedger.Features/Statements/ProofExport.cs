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

    // Terms that were sealed among the enclosed records.
    private const string TermsSql = """
        SELECT subject || '/' || subject_key FROM reference_events
        WHERE fund_id = @FundId AND subject IN ('fund', 'pool') AND log_no <= @Records
        """;

    /// <summary>With the records up to the latest checkpoint.</summary>
    public async Task<Result<ExportedFile>> WriteAsync(FundStatement statement, PaperLanguage language, CancellationToken token)
    {
        var fund = await db.SingleAsync<int>(FundIdSql, new { statement.Figures.Fund }, token);
        return await checkpoints.FindAsync(fund, false, long.MaxValue, token) is { } latest
            ? await WriteAsync(statement, fund, latest, language, token) : new NothingSigned(statement.Figures.Fund);
    }

    /// <summary>With no more records than the checkpoint covers that was signed with the closing: the same bytes for ever.</summary>
    public async Task<Result<ExportedFile>> WriteClosedAsync(FundStatement statement, PaperLanguage language, CancellationToken token)
    {
        var seal = statement.Figures.Seal;
        var fund = await db.SingleAsync<int>(FundIdSql, new { statement.Figures.Fund }, token);
        var signed = seal.IsClosed ? await checkpoints.FindAsync(fund, true, seal.LogNo, token) : null;
        return signed is null ? await WriteAsync(statement, language, token) : await WriteAsync(statement, fund, signed, language, token);
    }

    private async Task<Result<ExportedFile>> WriteAsync(
        FundStatement statement, int fund, Checkpoint latest, PaperLanguage language, CancellationToken token)
    {
        var figures = statement.Figures;
        var printed = await checkpoints.FindAsync(fund, figures.Seal.IsClosed, figures.Seal.LogNo, token);
        var records = Math.Max(latest.LogNo, figures.Seal.LogNo);
        var known = (await db.ListAsync<string>(TermsSql, new { FundId = fund, Records = records }, token)).ToHashSet();
        var terms = await ReferenceTerms.ListAsync(db, fund, token);
        var content = new ProofContent
        {
            Format = ProofContent.FormatName, Version = 2, Statement = ProvenStatement.Of(figures), Digest = statement.Digest,
            Terms = [.. terms.Where(term => known.Contains($"{term.Subject}/{term.Key}")).Select(term => term.Terms)],
            Transfers = await EnclosedTransfers.ListAsync(db, fund, figures, token),
            Records = records,
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
        var log = await LogBatch.OpenAsync(db, fund, token);
        for (var from = 1L; from <= last; from += LogBatch.Size)
        {
            foreach (var record in await log.LoadAsync(from, Math.Min(last, from + LogBatch.Size - 1), token))
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
        entry.LastWriteTime = ReproducibleZip.NoTime;
        return entry.Open();
    }

    private static byte[] Pem(byte[] publicKey) =>
        System.Text.Encoding.ASCII.GetBytes(PemEncoding.WriteString("PUBLIC KEY", publicKey) + "\n");
}
