using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Vouchers;

/// <summary>A voucher as it would be printed, marked as no print: looking at it counts nothing.</summary>
/// <param name="Number">As printed: <c>PT-2021-00001</c>.</param>
public sealed record PreviewVoucher(string Fund, string Number, PaperLanguage Language = PaperLanguage.Vietnamese) : IQuery<ExportedFile>;

internal sealed class PreviewVoucherHandler(VoucherReader vouchers, PaperPrinter printer)
    : IRequestHandler<PreviewVoucher, Result<ExportedFile>>
{
    public async Task<Result<ExportedFile>> Handle(PreviewVoucher request, CancellationToken cancellationToken)
    {
        var voucher = await vouchers.ReadAsync(request.Fund, request.Number, cancellationToken);
        return voucher.Match<Result<ExportedFile>>(
            found => printer.Print($"{found.Head.Number}-{found.Head.Fund}.pdf", new VoucherPaper(found, request.Language).Document()),
            refusal => refusal);
    }
}
