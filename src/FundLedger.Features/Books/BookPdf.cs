using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Books;

/// <summary>A book as a paper to be signed and bound: heads repeated, sums carried over each page.</summary>
internal static class BookPdf
{
    /// <param name="rows">Read once, while pages are written.</param>
    public static PrintedDocument Document(BookHead head, IEnumerable<BookRow> rows, PaperLanguage language)
    {
        var facts = new BookFacts(head, language);
        var page = head.Form.IsWide ? PageSetup.A4Landscape : PageSetup.A4Portrait;
        List<Block> blocks =
        [
            Letterhead(head, facts, language),
            new Spacer(4),
            new Heading(facts.Title.ToUpperInvariant()),
            new Paragraph(facts.Period, Alignment.Center) { Italic = true },
            .. Under(facts).Select(line => new Paragraph(line, Alignment.Center) { Size = 11 }),
            new Paragraph(language.Of("Đơn vị tính: đồng", "Unit: Vietnamese đồng"), Alignment.Right) { Italic = true, Size = 10 },
            new Table([.. head.Form.Columns.Select(column => ColumnOf(column, language))], rows.Select(row => RowOf(row, head.Form, facts)))
            {
                TextSize = head.Form.Columns.Count > 9 ? 8 : 9,
                Carry = new TableCarrying(
                    language.Of("Cộng chuyển sang trang sau", "Carried forward"),
                    language.Of("Số trang trước chuyển sang", "Brought forward"), head.Form.Place(BookColumnKind.Text)),
            },
            new Spacer(2),
            new Paragraph($"{facts.At} · {facts.LogHead}") { Size = 8 },
            new Spacer(2),
            Signatures(head.Form, language),
        ];
        return new PrintedDocument(
            $"{facts.Title}, {facts.Period}", language.Tag(), page with { TextSize = 12 }, blocks, facts.FundName,
            $"{facts.Title} · {head.Fund.Code} · {facts.At}")
        {
            Dated = PaperPrinter.Dated(head.At),
        };
    }

    private static Letterhead Letterhead(BookHead head, BookFacts facts, PaperLanguage language)
    {
        var left = new List<LetterheadLine>
        {
            new($"{language.Of("Đơn vị", "Unit")}: {facts.FundName}") { Bold = true }, new(head.Fund.Unit),
        };
        List<LetterheadLine> right = [];
        if (head.FormNumber is { } number)
        {
            right.Add(new LetterheadLine($"{language.Of("Mẫu số", "Form")}: {number}") { Bold = true });
            right.Add(new LetterheadLine($"({facts.Issued})") { Italic = true, Size = -1.5 });
        }

        return new Letterhead(left, right) { LeftAlignment = Alignment.Left };
    }

    private static IEnumerable<string> Under(BookFacts facts) =>
        facts.Together is { } together ? facts.Narrowed.Prepend(together) : facts.Narrowed;

    private static Column ColumnOf(BookColumn column, PaperLanguage language) =>
        new(column.Header.In(language), column.Width, column.IsFigure ? Alignment.Right
            : column.IsDate ? Alignment.Center : Alignment.Left)
        {
            Group = column.Group?.In(language),
        };

    private static Row RowOf(BookRow row, BookForm form, BookFacts facts)
    {
        var style = row.Level switch
        {
            BookLevel.Line => RowStyle.Normal,
            BookLevel.Group => RowStyle.Group,
            BookLevel.Cumulative => RowStyle.Subtotal,
            BookLevel.Opening => RowStyle.Group,
            _ => RowStyle.Total,
        };
        return new Row(style, [.. row.Cells.Select(cell => facts.Shown(cell) ?? "")])
        {
            Carried = row.Carried is { } carried ? Carried(carried, form) : null,
        };
    }

    private static IReadOnlyList<string> Carried(BookCarried carried, BookForm form) => [.. form.Columns.Select(column => column.Kind switch
    {
        BookColumnKind.Debit => carried.Debit.ToString(),
        BookColumnKind.Credit => carried.Credit.ToString(),
        BookColumnKind.Balance => carried.Balance?.ToString() ?? "",
        _ => "",
    })];

    private static SignatureBlock Signatures(BookForm form, PaperLanguage language)
    {
        var sign = language.Of("(Ký, họ tên)", "(Signature, name)");
        return new SignatureBlock(language.Of("Ngày …… tháng …… năm ………", "Date ……/……/………"),
        [
            new(form.Keeper.In(language), Hint: sign), new(language.Of("Kế toán trưởng", "Chief accountant"), Hint: sign),
            new(
                language.Of("Thủ trưởng đơn vị", "Head of the unit"),
                Hint: language.Of("(Ký, họ tên, đóng dấu)", "(Signature, name, seal)")),
        ]);
    }
}
