using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;

namespace FundLedger.Features.Packs;

/// <summary>Writes the files of a pack in their order, each by the writer that makes it elsewhere too.</summary>
internal sealed class PackParts(PackStatement statements, BookReader books, BookWriter writer, PackLists lists)
{
    private static readonly BookForm[] Forms =
    [
        BookForms.TrialBalance, BookForms.Ledger, BookForms.Journal, BookForms.Cash, BookForms.Bank, DetailForms.OfVouchers,
    ];

    // To be read, and to be computed with.
    private static readonly string[] Formats = ["pdf", "csv"];

    /// <summary>What could not be read; null when everything stands in the archive.</summary>
    public async Task<Error?> WriteAsync(PackArchive archive, FundStatement statement, PaperLanguage language, CancellationToken token)
    {
        await PackReadme.WriteAsync(archive, statement, token);
        if (await statements.WriteAsync(archive, statement, language, token) is { } flaw) return flaw;
        foreach (var (form, format) in Forms.SelectMany(form => Formats.Select(format => (form, format))))
        {
            if (await AddBookAsync(archive, statement.Figures, form, format, language, token) is { } refusal) return refusal;
        }

        await lists.WriteAsync(archive, statement.Figures, language, token);
        foreach (var (what, why) in PackWords.NeverIn) archive.LeaveOut(what, why);
        return null;
    }

    private async Task<Error?> AddBookAsync(
        PackArchive archive, StatementFigures figures, BookForm form, string format, PaperLanguage language, CancellationToken token)
    {
        var question = new BookQuestion(figures.Fund, form.Code, figures.Period.From, figures.Period.To);
        var opened = await books.OpenAsync(question, figures.Seal, token);
        if (opened.Error is { } refusal) return refusal;
        var (file, _, rows) = await writer.WriteAsync(opened.Value, format, language, token);
        await archive.AddAsync(PackWords.Books(language), file, form.Name, rows, token);
        return null;
    }
}

/// <summary>The statement as paper, tables and data, its proof, and the journals that other programs compute again.</summary>
internal sealed class PackStatement(JournalExport journals, ProofExport proofs, PaperPrinter printer)
{
    private static readonly ExportFormat[] Journals = [ExportFormat.Hledger, ExportFormat.Ledger, ExportFormat.Beancount];

    private static readonly Wording Statement = new("Sao kê thu, chi", "Statement of receipts and uses");
    private static readonly Wording Proof = new(
        "Bằng chứng của sao kê: các bản ghi đã niêm phong và điểm đối chiếu đã ký",
        "Proof of the statement: the sealed records and the signed checkpoint");

    public async Task<Error?> WriteAsync(PackArchive archive, FundStatement statement, PaperLanguage language, CancellationToken token)
    {
        var folder = PackWords.Statement(language);
        var name = new StatementFacts(statement, language).FileName("pdf");
        ExportedFile[] papers =
        [
            printer.PrintLong(name, StatementPdf.Document(statement, language), statement.Figures.Seal.At),
            StatementWorkbook.Write(statement, language),
            StatementCsv.Write(statement, language), StatementJson.Write(statement, language),
        ];
        foreach (var paper in papers) await archive.AddAsync(folder, paper, Statement, 0, token);
        var proof = await proofs.WriteClosedAsync(statement, language, token);
        if (proof.Error is NothingSigned) archive.LeaveOut(Proof, PackWords.NothingSigned);
        else if (proof.Error is { } flaw) return flaw;
        else await archive.AddAsync(folder, proof.Value, Proof, 0, token);
        foreach (var format in Journals)
        {
            var journal = await journals.WriteAsync(statement, JournalDialect.For(format), token);
            await archive.AddAsync(PackWords.Journals(language), journal, PackWords.JournalFor(format), 0, token);
        }

        return null;
    }
}
