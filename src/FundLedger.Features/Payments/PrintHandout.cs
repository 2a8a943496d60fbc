using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>
/// The list on which each who gets money of an order signs (danh sách cấp phát có ký nhận). It names neither group nor illness, and no
/// child of a sealed group: each of those signs on a slip of its own.
/// </summary>
/// <param name="Line">The slip of this line; null for the list of all who are not sealed.</param>
public sealed record PrintHandout(string Fund, int Order, int? Line, PaperLanguage Language) : IQuery<ExportedFile>;

public sealed record HandoutEmpty(int Order) : Refused($"Payment order {Order} has no line for this paper.");

internal sealed class PrintHandoutHandler(PaymentReader reader, PaperPrinter printer) : IRequestHandler<PrintHandout, Result<ExportedFile>>
{
    public async Task<Result<ExportedFile>> Handle(PrintHandout request, CancellationToken cancellationToken)
    {
        var found = await reader.ReadAsync(request.Fund, request.Order, cancellationToken);
        if (found.Error is { } missing) return missing;
        var sheet = found.Value;
        var lines = sheet.Lines.Where(line => request.Line is { } one ? line.No == one : !line.IsSealed).ToList();
        if (lines.Count == 0 || sheet.Head.Way == PaymentWay.Release) return new HandoutEmpty(request.Order);
        var paper = new HandoutPaper(sheet, lines, request.Language);
        return request.Line is { } slip
            ? printer.Print($"ky-nhan-{request.Fund}-{request.Order}-{slip}.pdf", paper.Slip())
            : printer.Print($"cap-phat-{request.Fund}-{request.Order}.pdf", paper.List());
    }
}
