using System.Text.Json.Serialization;
using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Payments;

/// <summary>
/// Prints a paper of an order that leaves the house: the list on which people sign, the slip of one line, or the order to the Treasury.
/// Each print is counted and sealed; from the second on the paper says so.
/// </summary>
/// <param name="Line">The slip of this line; null for the list, or for the paper to the Treasury.</param>
public sealed record PrintPayment(string Fund, Guid Key, int Order, int? Line, PaperLanguage Language) : ICommand<PaymentPrinted>;

/// <param name="Copy">1 for the first print of this very paper.</param>
public sealed record PaymentPrinted(int Order, int Copy)
{
    [JsonIgnore]
    public ExportedFile? File { get; init; }
}

internal sealed class PrintPaymentHandler(Db db, PaymentReader reader, PaymentPapers papers)
    : IRequestHandler<PrintPayment, Result<PaymentPrinted>>
{
    private const string PrintSql = """
        SELECT p.no, p.at, p.by FROM funds f CROSS JOIN LATERAL print_payment(f.fund_id, @Order, @Paper, @Line) p WHERE f.code = @Fund
        """;

    public async Task<Result<PaymentPrinted>> Handle(PrintPayment request, CancellationToken cancellationToken)
    {
        var found = await reader.ReadAsync(request.Fund, request.Order, cancellationToken);
        if (found.Error is { } missing) return missing;
        if (PaymentPapers.Find(found.Value, request.Line) is not { } paper) return new HandoutEmpty(request.Order);
        if (paper.Kind == PaymentPaperKind.Treasury && !found.Value.Head.HasFile) return new PaymentFileNotTaken(request.Order);
        var what = new { request.Fund, request.Order, Paper = paper.Code, request.Line };
        var copy = await db.SingleAsync<PrintedCopy>(PrintSql, what, cancellationToken);
        return new PaymentPrinted(request.Order, copy.No) { File = papers.Print(found.Value, paper, request.Language, copy) };
    }
}
