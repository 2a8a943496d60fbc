using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Vouchers;

/// <summary>A voucher of a fund with its entries and what reversed them.</summary>
/// <param name="Number">As printed: <c>PT-2021-00001</c>.</param>
public sealed record GetVoucher(string Fund, string Number) : IQuery<Voucher>;

public sealed record VoucherNotFound(string Fund, string Number) : NotFound($"Fund {Fund} has no voucher {Number} that this user may see.");

internal sealed class GetVoucherHandler(Db db, VoucherReader vouchers) : IRequestHandler<GetVoucher, Result<Voucher>>
{
    private const string PrintsSql = """
        SELECT p.copy_no AS no, r.printed_at AS at, coalesce(u.display_name, r.printed_by) AS by
        FROM voucher_prints p JOIN print_runs r USING (fund_id, run_no) LEFT JOIN users u ON u.user_name = r.printed_by
        WHERE p.fund_id = @FundId AND p.voucher_type = @Type AND p.voucher_year = @Year AND p.voucher_no = @No ORDER BY p.copy_no
        """;

    private const string LikenessSql = """
        SELECT like_vouchers AS vouchers, reason FROM receipt_likenesses
        WHERE fund_id = @FundId AND voucher_type = @Type AND voucher_year = @Year AND voucher_no = @No
        """;

    public async Task<Result<Voucher>> Handle(GetVoucher request, CancellationToken cancellationToken)
    {
        var found = await vouchers.ReadAsync(request.Fund, request.Number, cancellationToken);
        if (found.Error is { } error) return error;
        var head = found.Value.Head;
        var number = new { head.FundId, head.Type, head.Year, head.No };
        var prints = await db.ListAsync<PrintedCopy>(PrintsSql, number, cancellationToken);
        var likeness = await db.FindAsync<ReceiptLikeness>(LikenessSql, number, cancellationToken);
        return found.Value with { Prints = prints, Likeness = likeness };
    }
}
