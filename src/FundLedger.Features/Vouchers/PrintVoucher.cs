using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using MediatR;

namespace FundLedger.Features.Vouchers;

/// <summary>A voucher as a PDF to be signed: phiếu thu, phiếu chi, or the voucher of a reversal.</summary>
/// <param name="Number">As printed: <c>PT-2021-00001</c>.</param>
public sealed record PrintVoucher(string Fund, string Number, PaperLanguage Language = PaperLanguage.Vietnamese) : IQuery<ExportedFile>;

internal sealed class PrintVoucherHandler(VoucherReader vouchers, PaperPrinter printer)
    : IRequestHandler<PrintVoucher, Result<ExportedFile>>
{
    public async Task<Result<ExportedFile>> Handle(PrintVoucher request, CancellationToken cancellationToken)
    {
        var voucher = await vouchers.ReadAsync(request.Fund, request.Number, cancellationToken);
        return voucher.Match<Result<ExportedFile>>(
            found => printer.Print($"{found.Head.Number}-{found.Head.Fund}.pdf", new VoucherPaper(found, request.Language).Document()),
            refusal => refusal);
    }
}
