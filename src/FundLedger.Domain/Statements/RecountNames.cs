using FundLedger.Domain.Text;

namespace FundLedger.Domain.Statements;

/// <summary>The names that a statement prints beside codes: words of lists, no figures, taken as they were stated.</summary>
internal static class RecountNames
{
    public static Wording Unknown { get; } = new("", "");

    public static Wording OfSource(StatementFigures stated, string kind) =>
        stated.Receipts.FirstOrDefault(line => line.Kind == kind)?.Name ?? Unknown;

    public static Wording OfVoucher(StatementFigures stated, bool isReceipt, string kind) =>
        stated.Vouchers.FirstOrDefault(voucher => voucher.IsReceipt == isReceipt && voucher.Kind == kind)?.KindName ?? Unknown;
}
