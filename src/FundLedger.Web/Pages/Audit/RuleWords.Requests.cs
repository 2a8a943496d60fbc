using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Audit;

/// <summary>What commands are called.</summary>
internal static partial class RuleWords
{
    private static readonly Dictionary<string, string> Requests = new(StringComparer.Ordinal)
    {
        ["RecordReceipt"] = Texts.Key("Ghi nhận khoản thu"),
        ["RecordReceipts"] = Texts.Key("Ghi nhận các khoản thu của một ngày"),
        ["NoteExport"] = Texts.Key("Tải sổ"),
        ["OpenPool"] = Texts.Key("Mở nguồn"),
        ["RequestHolidayGifts"] = Texts.Key("Đề nghị chi quà lễ, Tết"),
        ["RequestSurgery"] = Texts.Key("Đề nghị hỗ trợ phẫu thuật"),
        ["RequestSupport"] = Texts.Key("Đề nghị hỗ trợ"),
        ["ApproveDisbursement"] = Texts.Key("Duyệt đề nghị"),
        ["RejectDisbursement"] = Texts.Key("Từ chối đề nghị"),
        ["ReturnDisbursement"] = Texts.Key("Trả lại đề nghị"),
        ["AttachLaterPaper"] = Texts.Key("Nộp thêm giấy tờ"),
        ["RefillRequest"] = Texts.Key("Sửa đề nghị bị trả lại"),
        ["ProposeLadder"] = Texts.Key("Trình phân cấp phê duyệt"),
        ["AdoptLadder"] = Texts.Key("Thông qua phân cấp phê duyệt"),
        ["RefuseLadder"] = Texts.Key("Từ chối phân cấp phê duyệt"),
        ["DelegateApproval"] = Texts.Key("Ủy quyền phê duyệt"),
        ["ReadNotices"] = Texts.Key("Đánh dấu thông báo đã đọc"),
        ["ChooseMails"] = Texts.Key("Chọn nhận thư báo"),
        ["EndDelegation"] = Texts.Key("Chấm dứt ủy quyền"),
        ["PayDisbursement"] = Texts.Key("Chi tiền"),
        ["ReverseEntry"] = Texts.Key("Đảo bút toán"),
        ["RecordAdjustment"] = Texts.Key("Lập phiếu kế toán"),
        ["ApproveAdjustment"] = Texts.Key("Duyệt phiếu kế toán"),
        ["RejectAdjustment"] = Texts.Key("Từ chối phiếu kế toán"),
        ["ClosePeriod"] = Texts.Key("Khóa sổ tháng"),
        ["StartClosing"] = Texts.Key("Bắt đầu khóa sổ"),
        ["TakeClosingBack"] = Texts.Key("Lùi lại việc khóa sổ"),
        ["AcceptOpenItems"] = Texts.Key("Chấp nhận khoản còn treo"),
        ["RequestReopening"] = Texts.Key("Đề nghị mở lại tháng"),
        ["ApproveReopening"] = Texts.Key("Duyệt mở lại tháng"),
        ["RejectReopening"] = Texts.Key("Từ chối mở lại tháng"),
        ["RequestTransfer"] = Texts.Key("Đề nghị điều chuyển"),
        ["ApproveTransfer"] = Texts.Key("Duyệt điều chuyển"),
        ["RejectTransfer"] = Texts.Key("Từ chối điều chuyển"),
        ["OrderPayment"] = Texts.Key("Lập lệnh chi"),
        ["ChangePayee"] = Texts.Key("Sửa người nhận"),
        ["TakePaymentFile"] = Texts.Key("Lấy tệp gửi đi"),
        ["MarkPaymentSent"] = Texts.Key("Xác nhận đã gửi"),
        ["MarkPaymentNotSent"] = Texts.Key("Xác nhận chưa gửi"),
        ["CancelPaymentOrder"] = Texts.Key("Hủy lệnh chi"),
        ["RecordPaymentResults"] = Texts.Key("Ghi kết quả lệnh chi"),
        ["PrintVouchers"] = Texts.Key("In chứng từ"),
        ["OpenHandout"] = Texts.Key("Lấy mã để phát tiền"),
        ["RecordDeliveries"] = Texts.Key("Đồng bộ kết quả phát tiền"),
        ["ReleaseLines"] = Texts.Key("Thôi chi, trả về quỹ"),
        ["AddGoodsItem"] = Texts.Key("Thêm mặt hàng"),
        ["ReceiveGoods"] = Texts.Key("Nhập kho hiện vật"),
        ["ValueGoods"] = Texts.Key("Định giá hiện vật"),
        ["AskGoodsLoss"] = Texts.Key("Đề nghị giảm hiện vật"),
        ["ApproveGoodsLoss"] = Texts.Key("Duyệt giảm hiện vật"),
        ["RejectGoodsLoss"] = Texts.Key("Từ chối giảm hiện vật"),
        ["ReverseGoods"] = Texts.Key("Đảo bút toán hiện vật"),
        ["IssueGoods"] = Texts.Key("Xuất kho hiện vật"),
        ["SettleGoods"] = Texts.Key("Ghi kết quả phát hiện vật"),
        ["ReleaseGoods"] = Texts.Key("Bỏ giữ chỗ hiện vật"),
        ["ReverseUnvaluedGoods"] = Texts.Key("Đảo phiếu hiện vật chưa có giá trị"),
        ["DecideYearEnd"] = Texts.Key("Quyết định kinh phí ngân sách"),
        ["ReturnBudget"] = Texts.Key("Nộp trả ngân sách"),
        ["DraftNorm"] = Texts.Key("Soạn dự thảo định mức"),
        ["AttachNormScan"] = Texts.Key("Đính kèm bản quét định mức"),
        ["ProposeNorm"] = Texts.Key("Trình định mức"),
        ["ReturnNorm"] = Texts.Key("Trả lại định mức"),
        ["DiscardNorm"] = Texts.Key("Bỏ dự thảo định mức"),
        ["PublishNorm"] = Texts.Key("Ban hành định mức"),
        ["RegisterChild"] = Texts.Key("Đăng ký trẻ em"),
        ["SetCoverageTarget"] = Texts.Key("Ghi chỉ tiêu hỗ trợ trẻ em"),
        ["AgeOutChildren"] = Texts.Key("Ghi trẻ đủ 16 tuổi"),
        ["AddInstitution"] = Texts.Key("Ghi cơ sở được hỗ trợ"),
        ["UploadImport"] = Texts.Key("Gửi tệp danh sách"),
        ["CheckImport"] = Texts.Key("Xem trước danh sách nhập"),
        ["CommitImport"] = Texts.Key("Nhập danh sách"),
        ["CancelImport"] = Texts.Key("Hủy việc nhập"),
        ["WithdrawDisbursement"] = Texts.Key("Thu hồi đề nghị"),
        ["RecordChildEvent"] = Texts.Key("Ghi sự kiện của trẻ"),
        ["MoveChild"] = Texts.Key("Chuyển trẻ sang xã khác"),
        ["ChangeCarer"] = Texts.Key("Đổi người chăm sóc"),
        ["CorrectChildEvent"] = Texts.Key("Sửa sự kiện ghi nhầm"),
        ["AskIdentity"] = Texts.Key("Xin mở hoặc xóa danh tính"),
        ["AnswerIdentity"] = Texts.Key("Trả lời yêu cầu về danh tính"),
        ["OpenPaper"] = Texts.Key("Tải giấy tờ của đề nghị"),
        ["OpenIdentity"] = Texts.Key("Mở danh tính"),
        ["SearchChildren"] = Texts.Key("Tìm trẻ em"),
        ["CompareIdentities"] = Texts.Key("So hai danh tính"),
        ["TellApart"] = Texts.Key("Xác định hai trẻ khác nhau"),
        ["MergeChildren"] = Texts.Key("Gộp mã trẻ"),
        ["SplitChildren"] = Texts.Key("Tách mã đã gộp"),
    };

    public static string RequestOf(string request, IStringLocalizer<Texts> texts) =>
        Requests.TryGetValue(request, out var words) ? texts[words] : request;

    public static string RuleOf(string rule, IStringLocalizer<Texts> texts) =>
        Rules.TryGetValue(rule, out var words) || OfGoods.TryGetValue(rule, out words) ? texts[words] : rule;

    internal static IReadOnlyCollection<string> KnownRules => [.. Rules.Keys, .. OfGoods.Keys];

    internal static IReadOnlyCollection<string> KnownRequests => Requests.Keys;
}
