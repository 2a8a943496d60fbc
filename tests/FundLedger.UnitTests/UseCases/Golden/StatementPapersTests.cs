using FundLedger.Domain.Statements;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>The statement as its files and its paper have it.</summary>
public sealed class StatementPapersTests
{
    [Fact]
    public async Task A_statement_of_closed_books_with_everything_in_it() => GoldenFile.Matches(
        "statement-closed", await Files(SampleStatements.Closed, PaperLanguage.Vietnamese));

    [Fact]
    public async Task A_statement_of_open_books_with_nothing_in_it_in_English() => GoldenFile.Matches(
        "statement-open", await Files(SampleStatements.Open, PaperLanguage.English));

    [Fact]
    public async Task The_paper_of_a_statement_as_it_is_printed()
    {
        var paper = StatementPdf.Document(SampleStatements.Closed, PaperLanguage.English);
        var at = SampleStatements.Closed.Figures.Seal.At;
        GoldenFile.Matches("statement-printed", await FilesText.Of(new PaperPrinter().PrintSigned("statement.pdf", paper, at)));
    }

    [Fact]
    public async Task The_parts_of_its_workbook()
    {
        await using var file = StatementWorkbook.Write(SampleStatements.Open, PaperLanguage.Vietnamese);
        GoldenFile.Matches("statement-workbook-parts", SheetText.Parts(file.Content, ["xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet2.xml"]));
    }

    [Theory]
    [InlineData("a.csv", true)]
    [InlineData("a.XLSX", true)]
    [InlineData("a.json", true)]
    [InlineData("a.Pdf", true)]
    [InlineData("b.csv", false)]
    [InlineData("b.pdf", false)]
    public async Task A_file_is_the_statement_in_either_language_or_it_is_not(string name, bool isSame)
    {
        foreach (var language in Enum.GetValues<PaperLanguage>())
        {
            var statement = isSame ? SampleStatements.Closed : SampleStatements.Open;
            await using var made = Made(statement, Path.GetExtension(name), language);
            var said = StatementPapers.IsSame(SampleStatements.Closed, new StrangersFile(name, made.Content));
            Assert.Equal((isSame, isSame ? "" : "made again from the figures, it is another file."), (said.IsSame, said.Why.En));
        }
    }

    [Fact]
    public async Task A_file_of_another_kind_cannot_be_compared()
    {
        await using var made = StatementCsv.Write(SampleStatements.Closed, PaperLanguage.Vietnamese);
        var said = StatementPapers.IsSame(SampleStatements.Closed, new StrangersFile("a.txt", made.Content));
        Assert.Equal((false, "only PDF, XLSX, CSV and JSON can be compared."), (said.IsSame, said.Why.En));
    }

    private static ExportedFile Made(FundStatement statement, string extension, PaperLanguage language) => extension.ToUpperInvariant() switch
    {
        ".CSV" => StatementCsv.Write(statement, language),
        ".XLSX" => StatementWorkbook.Write(statement, language),
        ".JSON" => StatementJson.Write(statement, language),
        _ => new PaperPrinter().PrintSigned("a.pdf", StatementPdf.Document(statement, language), statement.Figures.Seal.At),
    };

    private static async Task<string> Files(FundStatement statement, PaperLanguage language) => string.Join('\n',
    [
        await FilesText.Of(StatementCsv.Write(statement, language)), await FilesText.Of(StatementJson.Write(statement, language)),
        await FilesText.Of(StatementWorkbook.Write(statement, language)), Outline.Of(StatementPdf.Document(statement, language)),
    ]);
}
