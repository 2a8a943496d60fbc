using FundLedger.Features.Payments;
using FundLedger.Features.Statements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Payments;

/// <summary>The payment orders of the chosen fund; those that wait for somebody first.</summary>
internal sealed class PaymentsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    private static readonly Role[] Readers = [Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor];

    private static readonly string[] States = ["prepared", "unknown", "sent", "settled", "cancelled"];

    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Way { get; set; }

    public IReadOnlyList<ListedPayment> Orders { get; private set; } = [];

    public bool IsFiltered => !string.IsNullOrEmpty(Status) || !string.IsNullOrEmpty(Way);

    public IEnumerable<SelectListItem> Statuses => States
        .Select(word => new SelectListItem(texts[Components.Statuses.LookOf(word).Label], word, word == Status))
        .Prepend(new SelectListItem(texts["Tất cả"], "", string.IsNullOrEmpty(Status)));

    public IEnumerable<SelectListItem> Ways => PaymentWords.Ways
        .Select(way => new SelectListItem(texts[way.Name], way.Word, way.Word == Way))
        .Prepend(new SelectListItem(texts["Tất cả"], "", string.IsNullOrEmpty(Way)));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Readers)) return Forbid();
        var found = await Send(new ListPayments(FundCode, Some(Status), Some(Way)));
        if (found.Error is { } error) return Show(error);
        Orders = found.Value;
        return Page();
    }

    /// <summary>The same list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!Me.IsAny(Readers)) return Forbid();
        return await TakeAsync(FundCode, format, async () =>
        {
            var found = await Send(new ListPayments(FundCode, Some(Status), Some(Way)) { IsWhole = true });
            return found.Error is { } error ? error : Shown(found.Value);
        });
    }

    private ShownList Shown(IReadOnlyList<ListedPayment> orders) => new(
        "payments", texts["Lệnh chi"],
        [
            texts["Số"], texts["Trạng thái"], texts["Cách chi"], texts["Cán bộ nhận tạm ứng"], texts["Đề nghị"], texts["Nội dung"],
            texts["Ngày lập"], texts["Hạn quyết toán"], texts["Số dòng"], texts["Dòng chưa chi"], texts["Số tiền"], texts["Đã chi"],
        ],
        [
            .. orders.Select(order => (object?[])
            [
                order.No, texts[Components.Statuses.LookOf(PaymentWords.ChipOf(order.Status)).Label].Value,
                texts[PaymentWords.NameOf(order.Way)].Value, order.Officer, order.Request, Bilingual.Of(order.TitleVi, order.TitleEn),
                order.PreparedOn, order.SettleBy, order.Lines, order.Unpaid, order.Total, order.Paid,
            ]),
        ])
    {
        NarrowedTo = [Status, Way],
    };

    private static string? Some(string? word) => string.IsNullOrEmpty(word) ? null : word;
}
