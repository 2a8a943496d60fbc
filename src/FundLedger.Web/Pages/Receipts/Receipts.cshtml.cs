using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Receipts;
using FundLedger.Features.Statements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Receipts;

internal sealed class ReceiptsModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string? Pool { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Source { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Account { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Donor { get; set; }

    [BindProperty(SupportsGet = true)]
    public int? Take { get; set; }

    public ReceiptList List { get; private set; } = new([], 0, Money.Zero, Money.Zero);

    public ReceiptChoices Choices { get; private set; } = new([], [], [], []);

    public bool IsAccountant => Me.IsAny(Role.FundAccountant);

    public bool IsFiltered => new[] { Pool, Source, Account, From, To, Donor }.Any(filter => !string.IsNullOrWhiteSpace(filter));

    public IEnumerable<SelectListItem> Pools =>
        Choices.Pools.Select(pool => new SelectListItem(Bilingual.Of(pool.NameVi, pool.NameEn), pool.Code));

    public IEnumerable<SelectListItem> Sources => Choices.Sources
        .Where(source => Choices.Pools.Any(pool => pool.SourceKind == source.Code))
        .Select(source => new SelectListItem(Bilingual.Of(source.NameVi, source.NameEn), source.Code));

    public IEnumerable<SelectListItem> Accounts =>
        Choices.Accounts.Select(account => new SelectListItem(Bilingual.Of(account.NameVi, account.NameEn), account.Code));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!MayRead) return Forbid();
        Choices = (await Send(new GetReceiptChoices(FundCode))).Value;
        return await LoadAsync(Take ?? ListReceipts.Page) is { } error ? Show(error) : Page();
    }

    /// <summary>The same list as a file, all of its rows.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!MayRead) return Forbid();
        return await TakeAsync(FundCode, format, async () => await LoadAsync(int.MaxValue) is { } error ? error : Shown());
    }

    // A note stays for ever and names nobody.
    private ShownList Shown() => new(
        "receipts", texts["Khoản thu"],
        [
            texts["Số phiếu"], texts["Ngày"], texts["Người nộp"], texts["Nội dung"], texts["Nguồn"], texts["Loại nguồn"], texts["Nơi giữ"],
            texts["Tham chiếu ngân hàng"], texts["Đảo bằng"], texts["Số tiền"],
        ],
        [
            .. List.Receipts.Select(receipt => (object?[])
            [
                receipt.Number, receipt.Date, receipt.Donor, receipt.Content, Bilingual.Of(receipt.PoolVi, receipt.PoolEn),
                Bilingual.Of(receipt.SourceVi, receipt.SourceEn), Bilingual.Of(receipt.AccountVi, receipt.AccountEn),
                receipt.BankReference, receipt.ReversedBy, receipt.Amount,
            ]),
        ])
    {
        Sum = [texts["Cộng"].Value, null, null, null, null, null, null, null, null, List.Sum],
        NarrowedTo = [Pool, Source, Account, From, To, string.IsNullOrWhiteSpace(Donor) ? null : texts["Người nộp"].Value],
    };

    /// <summary>The address of this list with one thing changed.</summary>
    public string? With(int? take = null) =>
        Url.Page("/Receipts/Receipts", new { Pool, Source, Account, From, To, Donor, Take = take });

    private bool MayRead => Me.IsAny(Role.FundAccountant, Role.Cashier, Role.Auditor);

    private async Task<Error?> LoadAsync(int take)
    {
        var list = await Send(new ListReceipts(FundCode)
        {
            Pool = Pool, SourceKind = Source, MoneyAccount = Account, From = Day(nameof(From), From), To = Day(nameof(To), To),
            Text = Donor, Take = Math.Max(take, 1),
        });
        if (list.IsOk) List = list.Value;
        return list.Error;
    }

    private LocalDate? Day(string field, string? typed) => string.IsNullOrWhiteSpace(typed)
        ? null
        : Read(field, DateReader.Read(typed, BusinessDate.Of(clock.GetCurrentInstant())));
}
