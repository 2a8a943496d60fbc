using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Receipts;
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
    public async Task<IActionResult> OnGetCsvAsync()
    {
        if (!MayRead) return Forbid();
        var readAt = clock.GetCurrentInstant();
        if (await LoadAsync(int.MaxValue) is { } error) return Show(error);
        // A note stays for ever and names nobody.
        string?[] filters = [Pool, Source, Account, From, To, string.IsNullOrWhiteSpace(Donor) ? null : texts["Người nộp"].Value];
        var narrowed = string.Join("; ", filters.Where(filter => !string.IsNullOrWhiteSpace(filter)));
        var noted = await Send(new NoteExport(
            FundCode, Guid.NewGuid(), "receipts", narrowed.Length == 0 ? texts["Tất cả"] : narrowed, "csv", List.Receipts.Count, readAt));
        if (noted.Error is { } unnoted) return Show(unnoted);
        return File(ReceiptsCsv.Write(List, texts), "text/csv; charset=utf-8", $"{FundCode}-{texts["khoan-thu"]}.csv");
    }

    /// <summary>The address of this list with one thing changed.</summary>
    public string? With(int? take = null, string? handler = null) =>
        Url.Page("/Receipts/Receipts", handler, new { Pool, Source, Account, From, To, Donor, Take = take });

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
