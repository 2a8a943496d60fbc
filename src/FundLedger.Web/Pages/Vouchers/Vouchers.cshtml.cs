using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Statements;
using FundLedger.Features.Vouchers;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Vouchers;

/// <summary>Vouchers of a type, of some days or numbers: a list to choose from, and one file of all of them.</summary>
internal sealed class VouchersModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    internal static readonly Role[] Printers = [Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor];

    private static readonly string[] Prefixes = ["PT", "PC", "TU", "HU", "DC", "KC", "NT", "PK", "BD", "PN", "PX", "DG"];

    [BindProperty(SupportsGet = true)]
    public string? Type { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? From { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? To { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? First { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Last { get; set; }

    public VoucherList List { get; private set; } = new([], 0);

    public int Again => List.Vouchers.Count(voucher => voucher.Prints > 0);

    public static IEnumerable<SelectListItem> Types => Prefixes.Select(prefix =>
        new SelectListItem($"{prefix} – {VoucherModel.In(VoucherWords.TitleOf(VoucherNumber.TypeOf(prefix)!.Value))}", prefix));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Printers)) return Forbid();
        return await LoadAsync() is { } error ? Show(error) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? language)
    {
        if (!Me.IsAny(Printers)) return Forbid();
        var error = await LoadAsync();
        if (error is null && ModelState.IsValid)
        {
            var printed = await Send(new PrintVouchers(
                FundCode, Key, Type!, Day(From), Day(To), Number(First), Number(Last), PaperFile.LanguageOf(language)));
            if (printed.IsOk) return Redirect(FileUrl(FundCode, printed.Value));
            error = printed.Error;
        }

        return error is null ? Page() : Show(error);
    }

    /// <summary>The same list as a file, all of its rows.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!Me.IsAny(Printers)) return Forbid();
        return await TakeAsync(FundCode, format, async () => await LoadAsync(isWhole: true) is { } error ? error : Shown());
    }

    private ShownList Shown() => new(
        "vouchers", texts["Chứng từ"],
        [texts["Số phiếu"], texts["Ngày"], texts["Số tiền"], texts["Số lần đã in"], texts["In lần cuối"], texts["Người in"]],
        [
            .. List.Vouchers.Select(voucher => (object?[])
            [
                voucher.Number.ToString(), voucher.Date, voucher.Amount, voucher.Prints,
                voucher.LastPrintedAt is { } at ? Screen.Show(at) : null, voucher.LastPrintedBy,
            ]),
        ])
    {
        NarrowedTo = [Type, $"{From} – {To}", First, Last],
    };

    internal static string FileUrl(string fund, VouchersPrinted printed) =>
        string.Create(CultureInfo.InvariantCulture, $"/vouchers/{fund}/prints/{printed.Run}.pdf");

    // Without a choice: the receipts of this month.
    private async Task<Error?> LoadAsync(bool isWhole = false)
    {
        var today = BusinessDate.Of(clock.GetCurrentInstant());
        Type = string.IsNullOrEmpty(Type) ? "PT" : Type;
        From = string.IsNullOrWhiteSpace(From) ? Screen.Show(today.With(DateAdjusters.StartOfMonth)) : From;
        To = string.IsNullOrWhiteSpace(To) ? Screen.Show(today) : To;
        var (from, to) = (Read(nameof(From), DateReader.Read(From, today)), Read(nameof(To), DateReader.Read(To, today)));
        if (from is not { } first || to is not { } last) return null;
        var list = await Send(new ListVouchers(FundCode, Type, first, last, Number(First), Number(Last)) { IsWhole = isWhole });
        if (list.IsOk) List = list.Value;
        return list.Error;
    }

    private LocalDate Day(string? typed) => DateReader.Read(typed, BusinessDate.Of(clock.GetCurrentInstant())).Value;

    // "PT-2021-00012" or "12"; anything else is no limit.
    private static int? Number(string? typed) => VoucherNumber.Parse(typed?.Trim())?.No
        ?? (int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null);
}
