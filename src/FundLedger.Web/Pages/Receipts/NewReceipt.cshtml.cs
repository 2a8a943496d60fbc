using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Receipts;

internal sealed class NewReceiptModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    private const string Form = "receipt";

    [BindProperty]
    public string? Date { get; set; }

    [BindProperty]
    public string? Pool { get; set; }

    [BindProperty]
    public string? Amount { get; set; }

    [BindProperty]
    public string MoneyAccount { get; set; } = "cash";

    [BindProperty]
    public string? DonorName { get; set; }

    [BindProperty]
    public string DonorKind { get; set; } = "person";

    [BindProperty]
    public string? DonorAddress { get; set; }

    [BindProperty]
    public string? BankReference { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? Attachments { get; set; }

    [BindProperty]
    public string? DespiteLikeness { get; set; }

    public ReceiptChoices Choices { get; private set; } = new([], [], [], []);

    /// <summary>The voucher that has the bank reference already.</summary>
    public string? Existing { get; private set; }

    /// <summary>The vouchers that it looks like.</summary>
    public IReadOnlyList<string> Like { get; private set; } = [];

    public string AddressOf(string voucher) => $"/vouchers/{FundCode}/{voucher}";

    public IEnumerable<SelectListItem> Pools => Choices.Pools.Select(pool => new SelectListItem(NameOf(pool), pool.Code));

    public IEnumerable<SelectListItem> DonorKinds =>
        [new(texts["Cá nhân"], "person"), new(texts["Tổ chức, doanh nghiệp"], "organisation")];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant)) return Forbid();
        await LoadAsync();
        Key = IntentKey.Of(HttpContext, Form);
        Date = Screen.Show(Today);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Me.IsAny(Role.FundAccountant)) return Forbid();
        await LoadAsync();
        var amount = Read(nameof(Amount), AmountReader.Read(Amount));
        var date = Read(nameof(Date), DateReader.Read(Date, Today));
        if (amount is null || date is null) return Page();
        var recorded = await Send(new RecordReceipt(FundCode, Key, Pool ?? "", amount.Value, date.Value, MoneyAccount, DonorName ?? "")
        {
            DonorKind = DonorKind == "organisation" ? DonorKind : "person", DonorAddress = DonorAddress, Content = Description,
            BankReference = MoneyAccount == "bank" ? BankReference : null, Attachments = Attachments,
            DespiteLikeness = string.IsNullOrWhiteSpace(DespiteLikeness) ? null : DespiteLikeness,
        });
        Existing = (recorded.Error as BankReferenceUsed)?.Voucher;
        Like = (recorded.Error as ReceiptLooksRecorded)?.Vouchers.Split(", ") ?? [];
        if (recorded.Error is { } error) return Show(error);
        IntentKey.End(HttpContext, Form);
        TempData["Done"] = texts["Đã ghi nhận {0}, phiếu thu {1}.", Screen.Show(amount.Value), recorded.Value.Voucher].Value;
        return Redirect($"/vouchers/{FundCode}/{recorded.Value.Voucher}");
    }

    protected override Guid NextKey() => IntentKey.Renew(HttpContext, Form);

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    private string NameOf(Pool pool)
    {
        var source = Choices.SourceOf(pool);
        var name = Bilingual.Of(pool.NameVi, pool.NameEn);
        return texts["{0} ({1}), còn được chi {2}", name, Bilingual.Of(source.NameVi, source.NameEn), Screen.Show(pool.Available)];
    }

    private async Task LoadAsync() => Choices = (await Send(new GetReceiptChoices(FundCode))).Value;
}
