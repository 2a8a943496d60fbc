using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Transfers;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Transfers;

/// <summary>Asks that money be moved between two pools.</summary>
internal sealed class NewTransferModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    [BindProperty]
    public string? FromPool { get; set; }

    [BindProperty]
    public string? ToPool { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public string? MoneyAccount { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? DecisionNumber { get; set; }

    [BindProperty]
    public string? DecisionDate { get; set; }

    public IReadOnlyList<Pool> Pools { get; private set; } = [];

    public MoneyAccountChoice MoneyAccounts => new(
        texts["Tiền nằm ở"], MoneyAccount, [("bank", texts["Tiền gửi ngân hàng"], null), ("cash", texts["Tiền mặt"], null)]);

    public IEnumerable<SelectListItem> From => Pools.Select(pool => new SelectListItem(
        $"{Bilingual.Of(pool.NameVi, pool.NameEn)} ({texts["còn {0}", Screen.Show(pool.Available)].Value})",
        pool.Code, pool.Code == FromPool));

    public IEnumerable<SelectListItem> To =>
        Pools.Select(pool => new SelectListItem(Bilingual.Of(pool.NameVi, pool.NameEn), pool.Code, pool.Code == ToPool));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant)) return Forbid();
        MoneyAccount ??= "bank";
        Pools = (await Send(new ListPools(FundCode))).Value.Pools;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await OnGetAsync() is ForbidResult forbidden) return forbidden;
        var amount = Read(nameof(Amount), AmountReader.Read(Amount));
        var date = string.IsNullOrWhiteSpace(DecisionDate) ? null : Read(nameof(DecisionDate), DateReader.Read(DecisionDate, Today));
        if (amount is null || !ModelState.IsValid) return Page();
        var asked = await Send(new RequestTransfer(
            FundCode, Key, FromPool ?? "", ToPool ?? "", amount.Value, MoneyAccount ?? "", Reason ?? "")
        {
            DecisionNumber = string.IsNullOrWhiteSpace(DecisionNumber) ? null : DecisionNumber.Trim(), DecisionDate = date,
        });
        if (asked.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã lập đề nghị điều chuyển số {0}; cần hai người duyệt.", asked.Value.Id].Value;
        return Redirect($"/transfers/{FundCode}/{asked.Value.Id}");
    }

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());
}
