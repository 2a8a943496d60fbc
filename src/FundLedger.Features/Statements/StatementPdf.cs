using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Pdf;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>The statement as a report to be signed.</summary>
internal static class StatementPdf
{
    // Large enough for a telephone to read a long address from a copy of a copy.
    private const double QrSide = 32;

    private static readonly string[] Numerals = ["I", "II", "III", "IV", "V", "VI"];

    public static PrintedDocument Document(FundStatement statement, PaperLanguage language)
    {
        var facts = new StatementFacts(statement, language);
        var figures = statement.Figures;
        List<Block> blocks =
        [
            language.ReportHead(figures.Unit, facts.FundName),
            new Spacer(5),
            new Heading(facts.Title.ToUpperInvariant()),
            new Paragraph(facts.Period, Alignment.Center) { Italic = true },
            new Paragraph($"{facts.State} – {facts.AtLabel.ToLowerInvariant()} {facts.At}", Alignment.Center) { Size = 11 },
        ];
        foreach (var (table, numeral) in StatementTables.Of(statement).Zip(Numerals)) blocks.AddRange(Part(table, numeral, language));
        blocks.AddRange(Ending(statement, facts, language));
        return new PrintedDocument(
            $"{facts.Title}, {PrintedDate.Of(figures.Period.From)} - {PrintedDate.Of(figures.Period.To)}", language.Tag(),
            PageSetup.A4Portrait with { TextSize = 12.5 }, blocks,
            facts.FundName, $"{facts.State} · SHA-256 {statement.Digest[..16]}… · {figures.Fund}")
        {
            Dated = PaperPrinter.Dated(figures.Seal.At),
        };
    }

    private static IEnumerable<Block> Part(StatementTable table, string numeral, PaperLanguage language)
    {
        yield return new Spacer(2);
        yield return new Heading($"{numeral}. {table.Title.In(language)}", 2);
        if (table.Rows is [{ Level: TableLevel.Total }])
        {
            yield return new Paragraph(language.Of("Không phát sinh trong kỳ.", "Nothing in the period.")) { Italic = true };
            yield break;
        }

        // Codes are for machines; the paper has the names.
        var shown = Enumerable.Range(0, table.Columns.Count).Where(i => !IsCodeBesideName(table, i)).ToList();
        yield return new Table(
            [.. shown.Select(i => ColumnOf(table.Columns[i], language))],
            table.Rows.Select(row => new Row(StyleOf(row.Level), [.. shown.Select(i => Shown(row.Cells[i], language) ?? "")])))
        {
            // Seven columns leave a voucher's number and a pool's code their line only in a smaller letter.
            TextSize = shown.Count > 6 ? 9.5 : 10,
        };
    }

    private static IEnumerable<Block> Ending(FundStatement statement, StatementFacts facts, PaperLanguage language) =>
    [
        new Spacer(2),
        new Paragraph($"{language.Of("Số dư cuối kỳ", "Closing balance")}: {PaperWords.Dong(statement.Figures.Closing)}") { Bold = true },
        new Paragraph($"({language.Of("Bằng chữ", "In words")}: {language.InWords(statement.Figures.Closing)})") { Italic = true },
        new Spacer(2),
        new PatternNote(QrPattern.Of(VerifyLink.Of(statement), 0, QrSide), [.. facts.Proof.Select(fact => $"{fact.Label}: {fact.Value}")]),
        new Spacer(3),
        new SignatureBlock(null,
        [
            new(language.Of("Người lập", "Prepared by"), Hint: Sign(language)),
            new(language.Of("Kế toán trưởng", "Chief accountant"), Hint: Sign(language)),
            new(
                language.Of("Thủ trưởng đơn vị", "Head of the unit"),
                Hint: language.Of("(Ký, họ tên, đóng dấu)", "(Signature, name, seal)")),
        ]),
    ];

    private static string Sign(PaperLanguage language) => language.Of("(Ký, họ tên)", "(Signature, name)");

    private static bool IsCodeBesideName(StatementTable table, int column) =>
        table.Columns[column].Header.En == "Code" && table.Columns[column + 1].Kind is CellKind.Text;

    private static Column ColumnOf(TableColumn column, PaperLanguage language) => new(
        column.Header.In(language), column.Width,
        column.Kind switch
        {
            CellKind.Amount => Alignment.Right,
            CellKind.Text => Alignment.Left,
            _ => Alignment.Center,
        });

    private static RowStyle StyleOf(TableLevel level) => level switch
    {
        TableLevel.Total => RowStyle.Total,
        TableLevel.Group => RowStyle.Group,
        _ => RowStyle.Normal,
    };

    private static string? Shown(object? cell, PaperLanguage language) => cell switch
    {
        Money amount => amount.ToString(),
        int count => PaperWords.Count(count),
        LocalDate date => PrintedDate.Of(date),
        Wording words => words.In(language),
        _ => (string?)cell,
    };
}
