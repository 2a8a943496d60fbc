using FundLedger.Domain.Payments;
using FundLedger.Features.Papers;

namespace FundLedger.Features.Payments;

public enum PaymentPaperKind
{
    /// <summary>The list on which everybody signs who is not of a sealed group.</summary>
    List,

    /// <summary>On which one signs alone.</summary>
    Slip,

    /// <summary>The order to the State Treasury.</summary>
    Treasury,
}

/// <summary>A paper of an order that leaves the house.</summary>
/// <param name="Line">Of a slip: number of its line in the request.</param>
public sealed record PaymentPaper(PaymentPaperKind Kind, int? Line)
{
    internal string Code => Kind switch
    {
        PaymentPaperKind.List => "list",
        PaymentPaperKind.Slip => "slip",
        _ => "treasury",
    };
}

/// <summary>Which papers an order has, and how each of them looks: as a print, or as a look, which counts nothing and says so.</summary>
internal sealed class PaymentPapers(PaperPrinter printer)
{
    /// <summary>The papers of an order that are printed to leave the house.</summary>
    public static IReadOnlyList<PaymentPaper> Of(PaymentSheet sheet) => sheet.Head.Way switch
    {
        PaymentWay.Treasury => sheet.Head.HasFile ? [new(PaymentPaperKind.Treasury, null)] : [],
        PaymentWay.Cash or PaymentWay.Advance =>
        [
            .. sheet.Lines.Any(line => !line.IsSealed) ? (PaymentPaper[])[new(PaymentPaperKind.List, null)] : [],
            .. sheet.Lines.Where(line => line.IsSealed).Select(line => new PaymentPaper(PaymentPaperKind.Slip, line.No)),
        ],
        _ => [],
    };

    /// <summary>What is printed of an order; null when it has no such paper.</summary>
    /// <param name="line">Null for the list, or for the paper to the Treasury.</param>
    public static PaymentPaper? Find(PaymentSheet sheet, int? line) => sheet.Head.Way switch
    {
        PaymentWay.Treasury when line is null => new(PaymentPaperKind.Treasury, null),
        PaymentWay.Cash or PaymentWay.Advance when LinesOf(sheet, line).Count > 0 =>
            new(line is null ? PaymentPaperKind.List : PaymentPaperKind.Slip, line),
        _ => null,
    };

    /// <summary>The lines on the list, or the one of a slip.</summary>
    public static List<PaymentLine> LinesOf(PaymentSheet sheet, int? line) =>
        [.. sheet.Lines.Where(one => line is { } slip ? one.No == slip : !one.IsSealed)];

    /// <param name="copy">Null for a look.</param>
    public ExportedFile Print(PaymentSheet sheet, PaymentPaper paper, PaperLanguage language, PrintedCopy? copy)
    {
        var name = $"{sheet.Head.Fund}-{sheet.Head.No}";
        if (paper.Kind == PaymentPaperKind.Treasury)
        {
            return printer.Print($"lenh-chi-{name}.pdf", new TreasuryPaper(sheet, language, copy).Document());
        }

        var list = new HandoutPaper(sheet, LinesOf(sheet, paper.Line), language, copy);
        return paper.Line is { } slip
            ? printer.Print($"ky-nhan-{name}-{slip}.pdf", list.Slip())
            : printer.Print($"cap-phat-{name}.pdf", list.List());
    }
}
