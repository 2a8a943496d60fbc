using FundLedger.Features.Books;
using FundLedger.Features.Papers;

namespace FundLedger.Features.Reports;

/// <summary>Makes the files of a report, by the writers of books; its paper is a letter and has its own.</summary>
internal sealed class ReportFiles(PaperPrinter printer)
{
    public static bool Knows(string format) => format is "pdf" or "xlsx" or "csv" or "json";

    public async Task<ExportedBook> MakeAsync(OpenReport report, string format, PaperLanguage language, CancellationToken token)
    {
        var facts = new BookFacts(report.Head, language);
        if (format == "pdf")
        {
            var paper = printer.PrintSigned(facts.FileName("pdf"), ReportPdf.Document(report, language), report.Head.At);
            return new ExportedBook(paper, report.Head, report.Rows.Count);
        }

        if (format == "xlsx")
        {
            var (workbook, rows) = await BookWorkbook.WriteAsync(report.Book, language, token);
            return new ExportedBook(workbook, report.Head, rows);
        }

        var output = ExportedFile.Temporary();
        var isJson = format == "json";
        var count = isJson
            ? await BookJson.WriteAsync(report.Book, language, output, token)
            : await BookCsv.WriteAsync(report.Book, language, output, token);
        output.Position = 0;
        var type = isJson ? "application/json" : "text/csv; charset=utf-8";
        return new ExportedBook(new ExportedFile(facts.FileName(format), type, output), report.Head, count);
    }
}
