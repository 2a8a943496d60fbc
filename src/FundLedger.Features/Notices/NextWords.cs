using System.Collections.Frozen;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Notices;

/// <summary>For each state of a paper: what happens next, and who does it.</summary>
public static class NextWords
{
    private static readonly Wording Over = new("Không còn bước nào.", "Nothing more is to be done.");

    private static readonly FrozenDictionary<(string Subject, string State), Wording> Sentences = new Dictionary<(string, string), Wording>
    {
        [("payment", "prepared")] = new("Thủ quỹ gửi lệnh chi đi.", "The cashier sends the order."),
        [("payment", "unknown")] = new(
            "Thủ quỹ hỏi ngân hàng, Kho bạc rồi xác nhận đã gửi hay chưa.", "The cashier asks the bank and says whether it was sent."),
        [("payment", "sent")] = new("Thủ quỹ ghi kết quả từng dòng.", "The cashier records what became of each line."),
        [("transfer", "requested")] = new(
            "Chờ duyệt lần một, bởi một người phê duyệt không phải người đề nghị.",
            "Waits for its first approval, by an approver who did not ask for it."),
        [("transfer", "approved")] = new(
            "Chờ duyệt lần hai, bởi một người phê duyệt khác nữa; khi đó điều chuyển được ghi sổ.",
            "Waits for its second approval, by yet another approver, with which it is posted."),
        [("transfer", "posted")] = new(
            "Đã ghi sổ. Điều chuyển nhầm thì kế toán đề nghị điều chuyển ngược lại.",
            "Posted. If it was a mistake, the accountant asks for a transfer back."),
        [("transfer", "rejected")] = new(
            "Đã bị từ chối. Còn cần thì kế toán lập đề nghị mới.", "Rejected. If it is still needed, the accountant asks anew."),
        [("adjustment", "requested")] = new(
            "Chờ một người phê duyệt khác người lập duyệt và ghi sổ.", "Waits for an approver other than its preparer, who posts it."),
        [("adjustment", "posted")] = new(
            "Đã ghi sổ. Ghi nhầm thì kế toán lập phiếu kế toán mới.",
            "Posted. If it was a mistake, the accountant prepares another one."),
        [("adjustment", "rejected")] = new(
            "Đã bị từ chối. Còn cần thì kế toán lập phiếu mới.", "Rejected. If it is still needed, the accountant prepares another one."),
        [("ladder", "proposed")] = new(
            "Một người phê duyệt khác người trình sẽ thông qua hoặc từ chối.", "An approver other than its proposer adopts or refuses it."),
        [("goods_loss", "asked")] = new(
            "Một người phê duyệt khác người đề nghị sẽ duyệt, khi đó hàng ra khỏi kho, hoặc từ chối.",
            "An approver other than who asked takes the goods off the stock, or refuses."),
        [("finding", "unanswered")] = new(
            "Kế toán hoặc người phê duyệt của quỹ trả lời; người lập phát hiện không tự trả lời.",
            "An accountant or approver of the fund answers, not who opened it."),
        [("finding", "answered")] = new(
            "Một kiểm toán viên chấp nhận hoặc gửi lại trả lời.", "An auditor accepts the answer or sends it back."),
        [("norm", "draft")] = new(
            "Kế toán quỹ hoàn thiện dự thảo rồi trình ban hành.", "The fund's accountant completes the draft and proposes it."),
        [("norm", "proposed")] = new(
            "Một người phê duyệt khác người trình sẽ ban hành hoặc trả lại.",
            "An approver other than its proposer publishes or returns it."),
        [("norm", "published")] = new(
            "Đã ban hành, không sửa được. Thay đổi thì kế toán soạn quyết định mới.",
            "Published, and never changed. For a change the accountant drafts the next decision."),
        [("norm", "superseded")] = new(
            "Đã được quyết định sau thay thế; không còn bước nào.", "Replaced by a later decision; nothing more is to be done."),
        [("norm", "discarded")] = new("Dự thảo đã bỏ; không còn bước nào.", "A discarded draft; nothing more is to be done."),
        [("period", "open")] = new(
            "Tháng chưa hết; hết tháng kế toán quỹ khóa sổ.", "The month has not ended; then the fund's accountant closes it."),
        [("period", "ended")] = new("Kế toán quỹ bắt đầu khóa sổ tháng này.", "The fund's accountant begins to close this month."),
        [("period", "closing")] = new(
            "Kế toán quỹ xử lý bảng kiểm tra rồi khóa sổ; việc còn treo do một người phê duyệt chấp nhận.",
            "The fund's accountant works through the checklist and closes; open items are accepted by an approver."),
        [("period", "reopening")] = new(
            "Một người phê duyệt khác người đề nghị quyết định việc mở lại.", "An approver other than who asked decides on the reopening."),
    }.ToFrozenDictionary();

    public static IReadOnlyCollection<(string Subject, string State)> Known => Sentences.Keys;

    public static Wording Of(string subject, string state) => Sentences.GetValueOrDefault((subject, state), Over);
}
