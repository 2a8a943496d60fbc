using FundLedger.Domain.Payments;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Payments;
using FundLedger.Web.SignIn;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>What one person may do with a request now, and one sentence on what happens next or why not by them.</summary>
/// <param name="Next">Vietnamese key of the sentence.</param>
internal sealed record SheetRights(bool MayDecide, bool MayPay, bool MayReverse, string Next)
{
    /// <summary>Hand lines to a carrier, or give them up.</summary>
    public bool MayOrder { get; init; }

    /// <summary>Take back what was approved and is not paid.</summary>
    public bool MayWithdraw { get; init; }

    /// <summary>Correct what was returned and send it again.</summary>
    public bool MayRefill { get; init; }

    /// <summary>Attach papers that come after the approval.</summary>
    public bool MayAttach { get; init; }

    /// <summary>Asked for before the fund had a ladder: it can only be ended.</summary>
    public bool MayOnlyEnd { get; init; }

    public static SheetRights Of(DisbursementSheet sheet, IReadOnlyList<ListedPayment> orders, IReadOnlySet<Role> roles)
    {
        var (head, hand) = (sheet.Head, sheet.Decision.Hand);
        var isOld = sheet.Decision.Steps.Count == 0;
        var mayDecide = head.IsWaiting && roles.Contains(Role.Approver) && !head.IsMine && (hand is not null || isOld);
        var mayPay = head.IsApproved && sheet.Cash.IsPositive && roles.Contains(Role.Cashier) && !head.IsMine && !head.IsDecidedByMe;
        var isOrdered = orders.Any(order => order.Status != PaymentOrderStatus.Cancelled);
        var mayReverse = (head.IsPaid || isOrdered) && roles.Contains(Role.FundAccountant);
        var next = head.IsApproved && !sheet.Cash.IsPositive
            ? Texts.Key("Đề nghị chỉ có hiện vật: thủ quỹ xuất kho ở mục hiện vật.") : NextStep(head, mayDecide, isOrdered, roles);
        return new SheetRights(mayDecide, mayPay && !isOrdered, mayReverse, next)
        {
            MayOrder = mayPay,
            MayOnlyEnd = isOld,
            MayAttach = (head.IsApproved || head.IsPaid) && roles.Overlaps([Role.FundAccountant, Role.CommuneOfficer, Role.Cashier]),
            MayRefill = head is { Status: "returned", ReplacedBy: null } && roles.Overlaps([Role.FundAccountant, Role.CommuneOfficer]),
            MayWithdraw = head.IsApproved && roles.Contains(Role.Approver) && !head.IsMine && !isOrdered,
        };
    }

    private static string NextStep(SheetHead head, bool mayDecide, bool isOrdered, IReadOnlySet<Role> roles) => head.Status switch
    {
        "requested" when head.IsMine && roles.Contains(Role.Approver) =>
            Texts.Key("Anh/chị là người đề nghị nên không thể duyệt; người phê duyệt khác phải quyết định."),
        "requested" when mayDecide => Texts.Key("Đề nghị đang chờ anh/chị quyết định."),
        "requested" => Texts.Key("Đề nghị đang chờ người giữ bước tiếp theo quyết định."),
        "approved" when isOrdered => Texts.Key("Đề nghị đang được chi theo lệnh chi; thủ quỹ ghi kết quả từng dòng."),
        "approved" when head.IsMine && roles.Contains(Role.Cashier) =>
            Texts.Key("Anh/chị là người đề nghị nên không thể chi; thủ quỹ khác phải chi."),
        "approved" when head.IsDecidedByMe && roles.Contains(Role.Cashier) =>
            Texts.Key("Anh/chị là người duyệt nên không thể chi; thủ quỹ khác phải chi."),
        "approved" when roles.Contains(Role.Cashier) => Texts.Key("Đề nghị đã được duyệt và đang chờ anh/chị chi tiền."),
        "approved" => Texts.Key("Đề nghị đã được duyệt; thủ quỹ sẽ chi tiền."),
        "rejected" => Texts.Key("Đề nghị bị từ chối; tiền giữ chỗ đã trả về nguồn. Kế toán có thể lập đề nghị mới."),
        "returned" => Texts.Key("Đề nghị được trả lại để sửa; tiền giữ chỗ đã trả về nguồn. Người đề nghị sửa rồi gửi đề nghị mới."),
        "withdrawn" => Texts.Key("Đề nghị đã thu hồi trước khi chi; tiền giữ chỗ đã trả về nguồn. Kế toán có thể lập đề nghị mới."),
        _ => Texts.Key("Đã chi xong. Chi nhầm trẻ nào thì kế toán đảo dòng của trẻ đó."),
    };
}
