using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Papers;
using FundLedger.Pdf;

namespace FundLedger.Features.Reports;

/// <summary>
/// A report as a paper of the administration (Decree 30/2020/NĐ-CP): national heading, number and date to be written in, margins, numbers
/// of pages at the top, heads of the table repeated and sums carried, who signs and who gets it.
/// </summary>
internal static class ReportPdf
{
    private static readonly PageMargins Margins = new(20, 20, 30, 15);

    public static PrintedDocument Document(OpenReport report, PaperLanguage language)
    {
        var (head, facts) = (report.Head, new BookFacts(report.Head, language));
        List<Block> blocks =
        [
            report.Frame?.Head(BusinessDate.Of(head.At)) ?? language.ReportHead(head.Fund.Unit, facts.FundName),
            new Spacer(5),
            new Heading(language.Of("BÁO CÁO", "REPORT")),
            new Paragraph(Subject(facts.Title), Alignment.Center) { Bold = true },
            new Paragraph(facts.Period, Alignment.Center) { Italic = true },
            .. Under(facts).Select(line => new Paragraph(line, Alignment.Center) { Size = 11 }),
            new Paragraph(language.Of("Đơn vị tính: đồng; lượt; trẻ em", "Unit: Vietnamese đồng; times; children"), Alignment.Right)
            {
                Italic = true, Size = 10,
            },
            new Table([.. head.Form.Columns.Select(column => ColumnOf(column, language))], Rows(report, facts))
            {
                TextSize = head.Form.Columns.Count > 9 ? 8.5 : 10,
                Carry = new TableCarrying(
                    language.Of("Cộng các dòng, chuyển sang trang sau", "Lines so far, carried forward"),
                    language.Of("Trang trước chuyển sang", "Brought forward"), head.Form.Place(BookColumnKind.Text)),
            },
            new Spacer(2),
            new Paragraph($"{facts.At} · {facts.LogHead}") { Size = 8.5 },
            new Spacer(3),
            .. Signatures(report.Frame, language),
            .. Charts(report, language),
        ];
        return new PrintedDocument(
            $"{facts.Title}, {facts.Period}", language.Tag(), PageOf(head.Form), blocks, facts.FundName,
            $"{facts.Title} · {head.Fund.Code} · {facts.At}")
        {
            Dated = PaperPrinter.Dated(head.At),
        };
    }

    /// <summary>Behind the signatures: these stay with the figures that are signed.</summary>
    private static IEnumerable<Block> Charts(OpenReport report, PaperLanguage language)
    {
        foreach (var chart in ReportChart.Of(report.Head, report.Rows))
        {
            yield return new Heading(chart.Title.In(language), 3);
            yield return new BarChart([.. chart.Bars.Select(bar => new Bar(bar.Label.In(language), bar.Amount?.Dong ?? 0, bar.Shown))]);
        }
    }

    private static PageSetup PageOf(BookForm form) => (form.IsWide ? PageSetup.A4Landscape : PageSetup.A4Portrait) with
    {
        Margins = Margins, TextSize = 13, HasPlainPageNumbers = true,
    };

    // Under the word BÁO CÁO stands what it is of.
    private static string Subject(string title) =>
        title.StartsWith("Báo cáo ", StringComparison.Ordinal) ? char.ToUpperInvariant(title[8]) + title[9..] : title;

    private static IEnumerable<string> Under(BookFacts facts) =>
        facts.Together is { } together ? facts.Narrowed.Prepend(together) : facts.Narrowed;

    private static Column ColumnOf(BookColumn column, PaperLanguage language) => new(
        column.Header.In(language), column.Width,
        column.IsFigure ? Alignment.Right : column.Kind == BookColumnKind.Text ? Alignment.Left : Alignment.Center)
    {
        Group = column.Group?.In(language),
    };

    // What is carried is the money of the lines since the last heading. Children of several lines may be one child: they are not added up.
    private static IEnumerable<Row> Rows(OpenReport report, BookFacts facts)
    {
        var columns = report.Head.Form.Columns;
        var sums = new long[columns.Count];
        foreach (var row in report.Rows)
        {
            if (row.Level != BookLevel.Line) Array.Clear(sums);
            else Add(sums, row);
            var carried = columns.Select((column, place) => column.IsFigure && sums[place] != 0 ? new Money(sums[place]).ToString() : "");
            yield return new Row(StyleOf(row.Level), [.. row.Cells.Select(cell => facts.Shown(cell) ?? "")])
            {
                Carried = row.Level == BookLevel.Line ? [.. carried] : null,
            };
        }
    }

    private static void Add(long[] sums, BookRow row)
    {
        for (var place = 0; place < sums.Length; place++)
        {
            sums[place] += row.Cells[place] is Money amount ? amount.Dong : 0;
        }
    }

    private static RowStyle StyleOf(BookLevel level) => level switch
    {
        BookLevel.Line => RowStyle.Normal,
        BookLevel.Group => RowStyle.Group,
        _ => RowStyle.Total,
    };

    private static IEnumerable<SignatureBlock> Signatures(ReportFrame? frame, PaperLanguage language)
    {
        var sign = language.Of("(Ký, họ tên)", "(Signature, name)");
        var seal = language.Of("(Ký, họ tên, đóng dấu)", "(Signature, name, seal)");
        List<Signature> signatures =
        [
            new(language.Of("Người lập biểu", "Prepared by"), Hint: sign),
            new(language.Of("Kế toán trưởng", "Chief accountant"), Hint: sign),
        ];
        if (frame is null) signatures.Add(new Signature(language.Of("Thủ trưởng đơn vị", "Head of the unit"), Hint: seal));
        yield return new SignatureBlock(null, signatures);
        if (frame is not null) yield return frame.Signature;
    }
}
