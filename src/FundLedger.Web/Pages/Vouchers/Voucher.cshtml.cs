using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Vouchers;
using FundLedger.Web.Localisation;
using FundLedger.Web.Pages.Traces;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages.Vouchers;

/// <summary>A voucher as on paper, with the entries behind it and what reversed them.</summary>
internal sealed class VoucherModel(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    public Voucher Voucher { get; private set; } = null!;

    public VoucherHead Head => Voucher.Head;

    /// <summary>The vouchers that cancelled entries of this one.</summary>
    public IReadOnlyList<string> ReversedBy => [.. Voucher.Lines.Select(line => line.ReversedBy).OfType<string>().Distinct()];

    public async Task<IActionResult> OnGetAsync(string fund, string number) =>
        await LoadAsync(fund, number) is { } refusal ? Show(refusal) : Page();

    /// <summary>Counts one print, and shows it.</summary>
    public async Task<IActionResult> OnPostPrintAsync(string fund, string number, string? language)
    {
        if (await LoadAsync(fund, number) is { } error) return Show(error);
        var no = Head.Number;
        var printed = await Send(new PrintVouchers(
            fund, Key, no.Prefix, Head.Date, Head.Date, no.No, no.No, PaperFile.LanguageOf(language)));
        return printed.Error is { } refusal ? Show(refusal) : Redirect(VouchersModel.FileUrl(fund, printed.Value));
    }

    public bool MayTrace => TraceReaders.OfMoney.Any(role => Me.Funds.Any(fund => fund.Code == Head.Fund && fund.Roles.Contains(role)));

    public bool MayPrint => Me.IsAny(VouchersModel.Printers);

    private async Task<Error?> LoadAsync(string fund, string number)
    {
        var voucher = await Send(new GetVoucher(fund, number));
        if (voucher.IsOk) Voucher = voucher.Value;
        return voucher.Error;
    }

    public string UrlOf(string number) => $"/vouchers/{Head.Fund}/{number}";

    public string FileUrl(string language) => $"{UrlOf(Head.Number.ToString())}.pdf?language={language}";

    public static string In(Wording words) => LanguageSetup.IsEnglish ? words.En : words.Vi;

    public static string InWords(Money amount) =>
        LanguageSetup.IsEnglish ? AmountInWords.English(amount) : AmountInWords.Vietnamese(amount);
}
