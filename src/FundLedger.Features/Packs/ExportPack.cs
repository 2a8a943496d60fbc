using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Packs;

/// <summary>
/// All that an auditor takes away of a fund for whole months, in one archive: statement with its proof, books, lists, journals, and a
/// manifest with the digest of each. Only its auditors ask. Of closed months it has the same bytes until an auditor writes something or
/// a name changes, if papers are signed with one RSA certificate or none and a checkpoint was signed at the closing.
/// </summary>
public sealed record ExportPack(string Fund, LocalDate From, LocalDate To, PaperLanguage Language) : IQuery<ExportedPack>;

/// <param name="Rows">How many rows all of its lists have.</param>
/// <param name="Manifest">SHA-256 of the manifest, 64 hexadecimal digits: it names all other files.</param>
public sealed record ExportedPack(ExportedFile File, StatementSeal Seal, long Rows, string Manifest, Instant ReadAt);

public sealed record PackPeriodOdd(LocalDate From, LocalDate To)
    : Invalid($"A pack is of whole months, not of {From:uuuu-MM-dd} to {To:uuuu-MM-dd}.")
{
    public override string Field => "To";
}

internal sealed class ExportPackHandler(Db db, StatementReader statements, PackParts parts)
    : IRequestHandler<ExportPack, Result<ExportedPack>>
{
    private const string NowSql = "SELECT ledger_now()";

    public async Task<Result<ExportedPack>> Handle(ExportPack request, CancellationToken cancellationToken)
    {
        var statement = await PackPeriods.ReadAsync(db, statements, request.Fund, request.From, request.To, cancellationToken);
        if (statement.Error is { } refusal) return refusal;
        var readAt = await db.SingleAsync<Instant>(NowSql, null, cancellationToken);
        var output = ExportedFile.Temporary();
        try
        {
            var (error, rows, manifest) = await WriteAsync(output, statement.Value, request.Language, cancellationToken);
            if (error is not null) return await RefusedAsync(output, error);
            output.Position = 0;
            var name = new StatementFacts(statement.Value, request.Language).FileName("zip");
            var file = new ExportedFile(PackWords.FileName(name, request.Language), "application/zip", output);
            return new ExportedPack(file, statement.Value.Figures.Seal, rows, manifest, readAt);
        }
        catch
        {
            await output.DisposeAsync();
            throw;
        }
    }

    private async Task<(Error? Error, long Rows, string Manifest)> WriteAsync(
        Stream output, FundStatement statement, PaperLanguage language, CancellationToken token)
    {
        using var archive = new PackArchive(output);
        if (await parts.WriteAsync(archive, statement, language, token) is { } flaw) return (flaw, 0, "");
        var manifest = await PackManifest.WriteAsync(archive, statement, language, token);
        return (null, archive.Rows, manifest);
    }

    private static async Task<Result<ExportedPack>> RefusedAsync(Stream output, Error flaw)
    {
        await output.DisposeAsync();
        return flaw;
    }
}

/// <summary>The statement that a pack is built around, if there can be a pack of these days for who asks.</summary>
internal static class PackPeriods
{
    public static async Task<Result<FundStatement>> ReadAsync(
        Db db, StatementReader statements, string fund, LocalDate from, LocalDate to, CancellationToken token)
    {
        if (!await AuditedFund.IsAsync(db, fund, token)) return new FundNotFound(fund);
        return from.Day == 1 && to.PlusDays(1).Day == 1
            ? await statements.ReadAsync(fund, from, to, null, token)
            : new PackPeriodOdd(from, to);
    }
}

public static class PackNotes
{
    /// <summary>What notes of packs call the list.</summary>
    public const string List = "auditor-pack";

    /// <summary>The note of a pack that leaves; the digest of its manifest is sealed with it.</summary>
    public static NoteExport Of(ExportPack request, ExportedPack made) => new(
        request.Fund, Guid.NewGuid(), List,
        $"{PrintedDate.Of(request.From)} – {PrintedDate.Of(request.To)}; SHA-256 manifest.json {made.Manifest}", "zip", made.Rows,
        made.ReadAt);
}
