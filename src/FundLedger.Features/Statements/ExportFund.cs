using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Statements;

public enum ExportFormat
{
    /// <summary>The statement as a report to be signed.</summary>
    Pdf,

    /// <summary>The statement as an Excel workbook.</summary>
    Xlsx,

    /// <summary>The statement as comma-separated text.</summary>
    Csv,

    /// <summary>The statement as JSON, for programs.</summary>
    Json,

    /// <summary>The financial book as a journal for hledger.</summary>
    Hledger,

    /// <summary>The same for Ledger.</summary>
    Ledger,

    /// <summary>The same for beancount.</summary>
    Beancount,

    /// <summary>The statement with its sealed records and the signed checkpoint, to be checked without the database.</summary>
    Proof,
}

/// <summary>A fund's books for a period, both days included, as a file. A closing gives the same bytes for ever.</summary>
/// <param name="Language">Of the words; a journal has none.</param>
public sealed record ExportFund(
    string Fund, LocalDate From, LocalDate To, ExportFormat Format, PaperLanguage Language = PaperLanguage.Vietnamese)
    : IQuery<ExportedFile>
{
    /// <summary>Which closing of the last month; null for the latest, or for the open books.</summary>
    public int? Version { get; init; }
}

internal sealed class ExportFundHandler(StatementReader statements, JournalExport journal, PaperPrinter printer, ProofExport proofs)
    : IRequestHandler<ExportFund, Result<ExportedFile>>
{
    public async Task<Result<ExportedFile>> Handle(ExportFund request, CancellationToken cancellationToken)
    {
        var statement = await statements.ReadAsync(request.Fund, request.From, request.To, request.Version, cancellationToken);
        if (statement.Error is { } refusal) return refusal;
        return request.Format switch
        {
            ExportFormat.Pdf => Pdf(statement.Value, request.Language),
            ExportFormat.Xlsx => StatementWorkbook.Write(statement.Value, request.Language),
            ExportFormat.Csv => StatementCsv.Write(statement.Value, request.Language),
            ExportFormat.Json => StatementJson.Write(statement.Value, request.Language),
            ExportFormat.Hledger or ExportFormat.Ledger or ExportFormat.Beancount =>
                await journal.WriteAsync(statement.Value, JournalDialect.For(request.Format), cancellationToken),
            ExportFormat.Proof => await proofs.WriteAsync(statement.Value, request.Language, cancellationToken),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.Format, "No such format."),
        };
    }

    private ExportedFile Pdf(FundStatement statement, PaperLanguage language) => printer.PrintLong(
        new StatementFacts(statement, language).FileName("pdf"), StatementPdf.Document(statement, language), statement.Figures.Seal.At);
}
