using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Vouchers;

/// <summary>A voucher of a fund with its entries and what reversed them.</summary>
/// <param name="Number">As printed: <c>PT-2021-00001</c>.</param>
public sealed record GetVoucher(string Fund, string Number) : IQuery<Voucher>;

public sealed record VoucherNotFound(string Fund, string Number) : NotFound($"Fund {Fund} has no voucher {Number} that this user may see.");

internal sealed class GetVoucherHandler(VoucherReader vouchers) : IRequestHandler<GetVoucher, Result<Voucher>>
{
    public Task<Result<Voucher>> Handle(GetVoucher request, CancellationToken cancellationToken) =>
        vouchers.ReadAsync(request.Fund, request.Number, cancellationToken);
}
