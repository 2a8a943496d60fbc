using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>Prints of vouchers.</summary>
internal static partial class Meetings
{
    private const string Counted = "Counts a print of what stands in the books, and adds nothing to them.";

    private static (string Path, Meeting Meeting)[] OfVouchers { get; } =
    [
        ("command PrintVouchers", Exempt(Counted)), ("function print_vouchers", Exempt(Counted)),
        ("api POST /vouchers/prints", Sending("PrintVouchers")),
        ("page VoucherModel.OnPostPrintAsync", Sending("PrintVouchers")), ("page VouchersModel.OnPostAsync", Sending("PrintVouchers")),
    ];
}
