using FundLedger.Domain.Payments;
using FundLedger.Web.Components;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Payments;

/// <summary>What ways, states and outcomes of payment orders are called. Names are Vietnamese keys.</summary>
internal static class PaymentWords
{
    /// <summary>The ways that can be chosen, by the word that the use case takes.</summary>
    public static IReadOnlyList<(string Word, string Name)> Ways { get; } =
    [
        ("cash", Texts.Key("Chi tiền mặt theo danh sách")), ("advance", Texts.Key("Tạm ứng cho cán bộ xã")),
        ("bank_list", Texts.Key("Chuyển khoản ngân hàng")), ("treasury", Texts.Key("Lệnh chi qua Kho bạc")),
    ];

    private static string[] OfBank { get; } = ["paid", "failed"];

    private static string[] OfPeople { get; } = ["paid", "partial", "failed", "absent", "returned"];

    public static string NameOf(PaymentWay way) => way switch
    {
        PaymentWay.Cash => Ways[0].Name,
        PaymentWay.Advance => Ways[1].Name,
        PaymentWay.BankList => Ways[2].Name,
        PaymentWay.Treasury => Ways[3].Name,
        _ => Texts.Key("Thôi chi, trả về quỹ"),
    };

    public static string ChipOf(PaymentOrderStatus status) => status switch
    {
        PaymentOrderStatus.Prepared => "prepared",
        PaymentOrderStatus.Unknown => "unknown",
        PaymentOrderStatus.Sent => "sent",
        PaymentOrderStatus.Settled => "settled",
        _ => "cancelled",
    };

    public static string ChipOfOutcome(string outcome) => outcome == "returned" ? "given-up" : outcome;

    /// <summary>What a person may say of a line, best first; a bank says paid or failed only.</summary>
    public static IEnumerable<SelectListItem> Outcomes(PaymentWay way, IStringLocalizer<Texts> texts) =>
        (way is PaymentWay.BankList or PaymentWay.Treasury ? OfBank : OfPeople)
        .Select(word => new SelectListItem(texts[Statuses.LookOf(ChipOfOutcome(word)).Label], word));

    public static PaymentOutcome? OutcomeOf(string? word) => word switch
    {
        "paid" => PaymentOutcome.Paid,
        "partial" => PaymentOutcome.Partial,
        "failed" => PaymentOutcome.Failed,
        "absent" => PaymentOutcome.Absent,
        "returned" => PaymentOutcome.Returned,
        _ => null,
    };

    public static string StepOf(string step) => step switch
    {
        "prepared" => Texts.Key("Lập lệnh chi"),
        "payee_changed" => Texts.Key("Sửa người nhận"),
        "file_taken" => Texts.Key("Lấy tệp gửi đi"),
        "sent" => Texts.Key("Xác nhận đã gửi"),
        "not_sent" => Texts.Key("Xác nhận chưa gửi"),
        "cancelled" => Texts.Key("Hủy lệnh chi"),
        "results" => Texts.Key("Ghi một phần kết quả"),
        _ => Texts.Key("Ghi đủ kết quả"),
    };

    /// <param name="paper">list or treasury; a slip is named with its child.</param>
    public static string PaperOf(string paper) => paper == "treasury" ? Texts.Key("Lệnh chi gửi Kho bạc") : Texts.Key("Danh sách ký nhận");

    /// <summary>One sentence on what happens next and who must act.</summary>
    public static string NextOf(PaymentOrderStatus status, PaymentWay way) => (status, way) switch
    {
        (PaymentOrderStatus.Prepared, PaymentWay.Treasury) =>
            Texts.Key("Lệnh chi đã lập. Thủ quỹ lấy bản in, trình ký rồi đem đến Kho bạc."),
        (PaymentOrderStatus.Prepared, _) => Texts.Key("Lệnh chi đã lập. Thủ quỹ lấy tệp rồi gửi ngân hàng."),
        (PaymentOrderStatus.Unknown, _) =>
            Texts.Key("Tệp đã được lấy mà chưa ai xác nhận đã gửi hay chưa. Thủ quỹ xem sổ phụ rồi xác nhận; trước đó không gửi lại."),
        (PaymentOrderStatus.Sent, PaymentWay.Advance) =>
            Texts.Key("Cán bộ đang giữ tiền đi chi. Khi về, thủ quỹ quyết toán: đã chi cộng hoàn lại bằng tạm ứng."),
        (PaymentOrderStatus.Sent, PaymentWay.Cash) => Texts.Key("Thủ quỹ chi theo danh sách và ghi kết quả từng người."),
        (PaymentOrderStatus.Sent, _) =>
            Texts.Key("Ngân hàng đang thực hiện. Có kết quả thì thủ quỹ ghi từng dòng hoặc tải tệp kết quả lên."),
        (PaymentOrderStatus.Settled, PaymentWay.Release) => Texts.Key("Các dòng này không chi; tiền giữ chỗ đã trả về nguồn."),
        (PaymentOrderStatus.Settled, _) => Texts.Key("Đã có kết quả của mọi dòng. Dòng chưa chi được thì lập lệnh chi mới."),
        _ => Texts.Key("Lệnh chi đã hủy; các dòng lại chờ chi."),
    };
}
