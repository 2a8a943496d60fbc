using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>
/// The list on which each who gets money of an order signs (danh sách cấp phát có ký nhận). It names neither group nor illness, and no
/// child of a sealed group: each of those signs on a slip of its own. A look: it counts nothing, and says on its face that it is no print.
/// </summary>
/// <param name="Line">The slip of this line; null for the list of all who are not sealed.</param>
public sealed record PrintHandout(string Fund, int Order, int? Line, PaperLanguage Language) : IQuery<ExportedFile>;

public sealed record HandoutEmpty(int Order) : Refused($"Payment order {Order} has no line for this paper.");

internal sealed class PrintHandoutHandler(PaymentReader reader, PaymentPapers papers) : IRequestHandler<PrintHandout, Result<ExportedFile>>
{
    public async Task<Result<ExportedFile>> Handle(PrintHandout request, CancellationToken cancellationToken)
    {
        var found = await reader.ReadAsync(request.Fund, request.Order, cancellationToken);
        if (found.Error is { } missing) return missing;
        var sheet = found.Value;
        if (sheet.Head.Way == PaymentWay.Release || PaymentPapers.LinesOf(sheet, request.Line).Count == 0)
        {
            return new HandoutEmpty(request.Order);
        }

        var paper = new PaymentPaper(request.Line is null ? PaymentPaperKind.List : PaymentPaperKind.Slip, request.Line);
        return papers.Print(sheet, paper, request.Language, copy: null);
    }
}
