using FundLedger.Features.Disbursements;
using FundLedger.Web.SignIn;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>What one person may do with a request now, and one sentence on what happens next or why not by them.</summary>
/// <param name="Next">Vietnamese key of the sentence.</param>
internal sealed record SheetRights(bool MayDecide, bool MayPay, bool MayReverse, string Next)
{
    /// <summary>Take back what was approved and is not paid.</summary>
    public bool MayWithdraw { get; init; }

    public static SheetRights Of(SheetHead head, IReadOnlySet<Role> roles)
    {
        var mayDecide = head.IsWaiting && roles.Contains(Role.Approver) && !head.IsMine;
        var mayPay = head.IsApproved && roles.Contains(Role.Cashier) && !head.IsMine && !head.IsDecidedByMe;
        return new SheetRights(mayDecide, mayPay, head.IsPaid && roles.Contains(Role.FundAccountant), NextStep(head, roles))
        {
            MayWithdraw = head.IsApproved && roles.Contains(Role.Approver) && !head.IsMine,
        };
    }

    private static string NextStep(SheetHead head, IReadOnlySet<Role> roles) => head.Status switch
    {
        "requested" when head.IsMine && roles.Contains(Role.Approver) =>
            Texts.Key("Anh/chị là người đề nghị nên không thể duyệt; người phê duyệt khác phải quyết định."),
        "requested" when roles.Contains(Role.Approver) => Texts.Key("Đề nghị đang chờ anh/chị quyết định."),
        "requested" => Texts.Key("Đề nghị đang chờ người phê duyệt quyết định."),
        "approved" when head.IsMine && roles.Contains(Role.Cashier) =>
            Texts.Key("Anh/chị là người đề nghị nên không thể chi; thủ quỹ khác phải chi."),
        "approved" when head.IsDecidedByMe && roles.Contains(Role.Cashier) =>
            Texts.Key("Anh/chị là người duyệt nên không thể chi; thủ quỹ khác phải chi."),
        "approved" when roles.Contains(Role.Cashier) => Texts.Key("Đề nghị đã được duyệt và đang chờ anh/chị chi tiền."),
        "approved" => Texts.Key("Đề nghị đã được duyệt; thủ quỹ sẽ chi tiền."),
        "rejected" => Texts.Key("Đề nghị bị từ chối; tiền giữ chỗ đã trả về nguồn. Kế toán có thể lập đề nghị mới."),
        "withdrawn" => Texts.Key("Đề nghị đã thu hồi trước khi chi; tiền giữ chỗ đã trả về nguồn. Kế toán có thể lập đề nghị mới."),
        _ => Texts.Key("Đã chi xong. Chi nhầm trẻ nào thì kế toán đảo dòng của trẻ đó."),
    };
}
