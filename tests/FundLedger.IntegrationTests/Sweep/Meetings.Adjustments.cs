using FundLedger.IntegrationTests.Adjustments;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Sweep.Meeting;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>Entries written by hand.</summary>
internal static partial class Meetings
{
    private const string PostsAsAsked = "Posts on the day that was asked for; post_entries refuses it when the month has closed since.";

    private static (string Path, Meeting Meeting)[] ByHand { get; } =
    [
        ("command RecordAdjustment", Tried(month => month.Command(TamDuong.Accountant, AdjustmentTests.Deposit(1_000, ClosedMonth.Inside)))),
        ("command ApproveAdjustment", Exempt(PostsAsAsked)),
        ("command RejectAdjustment", Exempt(WritesNoDay)),
        ("api POST /adjustments", Sending("RecordAdjustment")),
        ("api POST /adjustments/{id}/approval", Sending("ApproveAdjustment")),
        ("api POST /adjustments/{id}/rejection", Sending("RejectAdjustment")),
        ("page NewAdjustmentModel.OnPostAsync", Sending("RecordAdjustment")),
        ("page AdjustmentModel.OnPostApproveAsync", Sending("ApproveAdjustment")),
        ("page AdjustmentModel.OnPostRejectAsync", Sending("RejectAdjustment")),
        ("function record_adjustment", Run(TamDuong.Accountant, """
            SELECT record_adjustment(@Fund, @Key, @Inside, 'Ghi thử vào sổ', '{bank,cash}', '{1,1}', '{debit,credit}', '{1,1}')
            """)),
        ("function approve_adjustment", Exempt(PostsAsAsked)),
        ("function reject_adjustment", Exempt(WritesNoDay)),
        ("table adjustments.adjusted_on", Exempt("A request only; what it posts has its entry's date, which is refused.")),
    ];
}
