using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Goods;

/// <summary>Takes the goods of an approved request out of the stock, today, and hands them to whoever gives them out.</summary>
/// <param name="Receiver">Name of the officer who takes them; no name of a child.</param>
public sealed record IssueGoods(string Fund, Guid Key, long Id, string Receiver) : ICommand<GoodsIssued>;

public sealed record GoodsIssued(string Voucher);

public sealed record GoodsReceiverMissing() : Invalid("The name of who takes the goods is needed.")
{
    public override string Field => "Receiver";
}

internal sealed class IssueGoodsHandler(Db db, GoodsHandOver goods) : IRequestHandler<IssueGoods, Result<GoodsIssued>>
{
    private const string IssueSql = "SELECT voucher_year, voucher_no FROM issue_goods(@FundId, @Id, @Key, @Receiver)";

    public async Task<Result<GoodsIssued>> Handle(IssueGoods request, CancellationToken cancellationToken)
    {
        var receiver = TypedText.Normalise(request.Receiver);
        if (receiver.Length is < 2 or > 120) return new GoodsReceiverMissing();
        var (fund, found) = await goods.LockAsync(request.Fund, request.Id, cancellationToken);
        if (found is null) return new GoodsRequestNotFound(request.Id);
        if (found.RefusalToIssue(fund.Person) is { } refusal) return refusal;
        if (fund.Dates.RefusalFor(fund.Today) is { } badDate) return badDate;
        var issued = await db.SingleAsync<GoodsVoucher>(
            IssueSql, new { fund.FundId, request.Id, request.Key, Receiver = receiver }, cancellationToken);
        return new GoodsIssued(issued.As(VoucherType.GoodsIssue));
    }
}
