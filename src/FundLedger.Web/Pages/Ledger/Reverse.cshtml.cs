using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>Cancels an entry by its negative.</summary>
internal sealed class ReverseModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : EntryPageBase(mediator, me)
{
    [BindProperty]
    public string? Date { get; set; }

    [BindProperty]
    public string? MoneyAccount { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    public Money Amount => Entry!.Postings[0].Amount;

    public MoneyAccountChoice MoneyAccounts => new(
        Entry!.Kind == "receipt" ? texts["Tiền trả lại đi ra từ"] : texts["Tiền thu về vào"],
        MoneyAccount,
        [("cash", texts["Tiền mặt"], null), ("bank", texts["Tiền gửi ngân hàng"], null)]);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await BeginAsync() is { } answer) return answer;
        Date = Screen.Show(Today);
        MoneyAccount = Entry!.Postings.Select(posting => posting.Account).FirstOrDefault(account => account is "cash" or "bank");
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await BeginAsync() is { } answer) return answer;
        if (Read(nameof(Date), DateReader.Read(Date, Today)) is not { } date) return Page();
        var reversed = await Send(new ReverseEntry(Fund, Key, EntryNo, date, MoneyAccount ?? "", Reason ?? ""));
        if (reversed.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã đảo bút toán số {0} bằng chứng từ {1}.", EntryNo, reversed.Value.Voucher].Value;
        return Redirect($"/ledger/{Fund}/{reversed.Value.EntryNo}");
    }

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    private async Task<IActionResult?> BeginAsync() =>
        await LoadAsync() ?? (LedgerReaders.MayReverse(Me, Fund) ? null : Forbid());
}
