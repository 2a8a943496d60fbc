using FundLedger.Domain;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Statements;
using FundLedger.Web.Components;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Disbursements;

internal sealed class DisbursementsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string? Status { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Occasion { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Take { get; set; }

    public DisbursementList List { get; private set; } = new([], [], [], []);

    /// <summary>What the reader has begun and not sent.</summary>
    public IReadOnlyList<RequestDraft> Drafts { get; private set; } = [];

    public bool MayRequest => Me.IsAny(Role.FundAccountant, Role.CommuneOfficer);

    public bool IsFiltered => new[] { Status, Kind, Occasion }.Any(filter => !string.IsNullOrEmpty(filter));

    /// <summary>The rows that the filter lets through, whether shown or not.</summary>
    public IEnumerable<StatusSum> Counted => List.Statuses.Where(status => string.IsNullOrEmpty(Status) || status.Status == Status);

    public int Count => Counted.Sum(status => status.Count);

    public Money Sum => new(Counted.Sum(status => status.Sum.Dong));

    public Money Goods => new(Counted.Sum(status => status.Goods.Dong));

    public Money Reversed => new(Counted.Sum(status => status.Reversed.Dong));

    public IEnumerable<SelectListItem> Kinds => Options(List.Kinds);

    public IEnumerable<SelectListItem> Occasions => Options(List.Occasions);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayRead) return Forbid();
        var list = await Send(Filter(Math.Max(Take ?? ListDisbursements.Page, 1)));
        if (list.Error is { } error) return Show(error);
        List = list.Value;
        if (MayRequest) Drafts = (await Send(new ListDrafts(FundCode))).Value;
        return Page();
    }

    /// <summary>The same list as a file, all of its rows.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!MayRead) return Forbid();
        return await TakeAsync(FundCode, format, async () =>
        {
            var list = await Send(Filter(int.MaxValue));
            return list.Error is { } error ? error : Shown(List = list.Value);
        });
    }

    /// <summary>Throws a draft away.</summary>
    public async Task<IActionResult> OnPostDropAsync(Guid draft)
    {
        if (!MayRequest) return Forbid();
        await Send(new DropDraft(FundCode, draft));
        TempData["Done"] = texts["Đã bỏ bản nháp."].Value;
        return Redirect("/disbursements");
    }

    /// <summary>Where a draft is gone on with.</summary>
    public static string AddressOf(RequestDraft draft) => AddressOf(draft.Form, draft.Place, draft.Id);

    public static string AddressOf(string form, string place, Guid draft) => form switch
    {
        "support" => $"/disbursements/support?line={Uri.EscapeDataString(place)}&Draft={draft}",
        "surgery" => $"/disbursements/surgery?Draft={draft}",
        _ => $"/disbursements/gifts?Occasion={Uri.EscapeDataString(place)}&Draft={draft}",
    };

    public string TitleOf(RequestDraft draft) => draft.Form switch
    {
        "support" => texts["Hỗ trợ theo dòng {0}", draft.Place].Value,
        "surgery" => texts["Hỗ trợ phẫu thuật"].Value,
        _ => texts["Quà dịp {0}", draft.Place.Replace('/', ' ')].Value,
    };

    /// <summary>The address of this list with another status or more rows.</summary>
    public string? With(string? status, int? take = null) =>
        Url.Page("/Disbursements/Disbursements", new { Status = status, Kind, Occasion, Take = take });

    private bool MayRead => Me.IsAny(Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer);

    private ListDisbursements Filter(int take) => new(FundCode)
    {
        Status = Status, SupportKind = Kind, Occasion = Occasion, Take = take,
    };

    private ShownList Shown(DisbursementList list) => new(
        "disbursements", texts["Khoản chi hỗ trợ"],
        [
            texts["Số"], texts["Đề nghị"], texts["Ngày"], texts["Người đề nghị"], texts["Nguồn"], texts["Trạng thái"], texts["Phiếu chi"],
            texts["Số dòng"], texts["Số tiền"], texts["Trong đó hiện vật"], texts["Đã đảo"],
        ],
        [
            .. list.Disbursements.Select(request => (object?[])
            [
                request.Id, Bilingual.Of(request.TitleVi, request.TitleEn), request.RequestedOn, request.Requester,
                Bilingual.Of(request.PoolVi, request.PoolEn), texts[Statuses.LookOf(request.Status).Label].Value, request.Voucher,
                request.Lines, request.Total, request.Goods, request.Reversed,
            ]),
        ])
    {
        Sum = [texts["Cộng"].Value, null, null, null, null, null, null, null, Sum, Goods, Reversed],
        NarrowedTo = [Status, Kind, Occasion],
    };

    private static IEnumerable<SelectListItem> Options(IEnumerable<RequestedFor> choices) =>
        choices.Select(choice => new SelectListItem(Bilingual.Of(choice.NameVi, choice.NameEn), choice.Code));
}
