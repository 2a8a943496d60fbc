using FundLedger.Domain.Text;

namespace FundLedger.Features.Periods;

/// <summary>How much a finding weighs when a month is closed.</summary>
public enum CloseSeverity
{
    /// <summary>The books are not in order: it must be mended.</summary>
    Blocker,

    /// <summary>It is settled, or a second person accepts that it stays open.</summary>
    OpenItem,

    /// <summary>Worth knowing; the month may be closed.</summary>
    Warning,
}

/// <summary>One line of the checklist of a closing.</summary>
/// <param name="Code">The check is the database function <c>check_&lt;code&gt;</c>, and has its line in <c>close_checks</c>.</param>
/// <param name="Name">What is looked for.</param>
/// <param name="Remedy">What to do about a finding.</param>
public sealed record CloseCheck(string Code, CloseSeverity Severity, Wording Name, Wording Remedy);

/// <summary>
/// The register of the checklist: a feature that can stand in the way of a closing adds its line here and its function in a migration.
/// The database looks for the findings, so that it can refuse a closing by itself; a test holds both lists together.
/// </summary>
public static class CloseChecks
{
    public static IReadOnlyList<CloseCheck> All { get; } =
    [
        new("entry_gaps", CloseSeverity.Blocker,
            new("Số bút toán liên tục, không khuyết", "Entry numbers without a gap"),
            new("Báo quản trị: sổ đã bị can thiệp, chạy kiểm tra toàn sổ.",
                "Tell the operator: verify the books, they were tampered with.")),
        new("voucher_gaps", CloseSeverity.Blocker,
            new("Số chứng từ liên tục, không khuyết", "Voucher numbers without a gap"),
            new("Báo quản trị: sổ đã bị can thiệp, chạy kiểm tra toàn sổ.",
                "Tell the operator: verify the books, they were tampered with.")),
        new("below_zero", CloseSeverity.Blocker,
            new("Không nguồn, két hay tài khoản nào âm", "No pool, cash box or account below zero"),
            new("Ghi nốt khoản thu còn thiếu, hoặc đảo khoản chi ghi nhầm.",
                "Record the receipt that is missing, or reverse the wrong payment.")),
        new("log_head", CloseSeverity.Blocker,
            new("Chuỗi băm khớp với bản ghi cuối", "The hash log agrees with its last record"),
            new("Báo quản trị: chạy kiểm tra toàn sổ trước khi khóa.", "Tell the operator: verify the books before closing.")),
        new("budget_undecided", CloseSeverity.Blocker,
            new("Kinh phí ngân sách cuối năm đã được quyết định", "Budget money at the end of the year is decided"),
            new("Người duyệt quyết định: chuyển nguồn sang năm sau, hoặc hết hạn phải nộp trả.",
                "An approver decides: carried over to the next year, or lapsed and due back.")),
        new("unposted_payments", CloseSeverity.OpenItem,
            new("Đề nghị đã duyệt mà chưa chi", "Requests approved and not paid"),
            new("Ghi chi nếu tiền đã giao; nếu chưa, người duyệt chấp nhận để sang tháng sau.",
                "Record the payment if the money was handed out; if not, an approver accepts that it stays open.")),
        new("payments_under_way", CloseSeverity.OpenItem,
            new("Lệnh chi chưa có kết quả", "Payment orders without their results"),
            new("Ghi kết quả của ngân hàng, Kho bạc hoặc của danh sách chi tiền mặt.",
                "Record what the bank, the Treasury or the cash list came to.")),
        new("unsettled_advances", CloseSeverity.OpenItem,
            new("Tạm ứng chưa quyết toán", "Advances not settled"),
            new("Quyết toán hoặc thu hồi tạm ứng.", "Settle the advance or take it back.")),
        new("money_in_transit", CloseSeverity.OpenItem,
            new("Tiền đang chuyển", "Money in transit"),
            new("Ghi nhận nơi tiền đến.", "Record where the money arrived.")),
        new("budget_to_return", CloseSeverity.OpenItem,
            new("Kinh phí hết hạn chưa nộp trả", "Lapsed budget money not paid back"),
            new("Thủ quỹ nộp trả ngân sách trước khi hết tháng Một.", "The cashier pays it back before January ends.")),
        new("goods_unvalued", CloseSeverity.OpenItem,
            new("Hiện vật chưa có giá trị", "Goods without a value"),
            new("Định giá theo hóa đơn, báo giá hoặc biên bản.", "Value them by invoice, quote or minutes.")),
        new("unmatched_receipts", CloseSeverity.OpenItem,
            new("Khoản thu chưa rõ nguồn", "Receipts that have not found their donor"),
            new("Xác định người nộp và ghi vào đúng nguồn quỹ.", "Find who paid and record it in its pool.")),
        new("waiting_adjustments", CloseSeverity.OpenItem,
            new("Phiếu kế toán còn chờ duyệt", "Adjusting entries that wait for approval"),
            new("Người duyệt ghi sổ hoặc từ chối phiếu; sau khi khóa sổ phiếu không còn ghi được.",
                "An approver posts or rejects it; once the month is closed it cannot be posted.")),
        new("waiting_requests", CloseSeverity.Warning,
            new("Đề nghị trong kỳ còn chờ duyệt", "Requests of the period that wait for approval"),
            new("Nhắc người duyệt; đề nghị vẫn giữ tiền sang tháng sau.",
                "Remind the approver; the request keeps its money reserved.")),
        new("waiting_transfers", CloseSeverity.Warning,
            new("Điều chuyển nguồn còn chờ duyệt", "Transfers between pools that wait for approval"),
            new("Nhắc người duyệt; điều chuyển ghi vào ngày được duyệt lần hai.",
                "Remind the approvers; a transfer is dated on the day of its second approval.")),
        new("goods_expired", CloseSeverity.Warning,
            new("Hiện vật hết hạn còn trong kho", "Expired goods in stock"),
            new("Lập biên bản và đề nghị ghi giảm.", "Write minutes and ask to take them off.")),
        new("goods_losses", CloseSeverity.Warning,
            new("Đề nghị giảm hiện vật còn chờ duyệt", "Losses of goods that wait for approval"),
            new("Nhắc người duyệt; phiếu xuất kho ghi vào ngày duyệt.", "Remind the approver; the issue is dated on the day of approval.")),
        new("stale_commitments", CloseSeverity.Warning,
            new("Cam kết chi quá 90 ngày", "Money reserved for more than 90 days"),
            new("Chi hoặc từ chối, để tiền không bị giữ mãi.", "Pay or reject, so that money is not reserved for ever.")),
    ];
}
