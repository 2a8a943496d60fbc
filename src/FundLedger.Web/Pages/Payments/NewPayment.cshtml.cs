using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Domain.Text;
using FundLedger.Features.Payments;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Payments;

/// <summary>Orders the payment of open lines of an approved request, or gives them up.</summary>
internal sealed class NewPaymentModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    private const int DaysToSettle = 15;

    [BindProperty(SupportsGet = true)]
    public string Fund { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>cash, advance, bank_list, treasury or release.</summary>
    [BindProperty(SupportsGet = true)]
    public string Way { get; set; } = "cash";

    [BindProperty]
    public int[] Lines { get; set; } = [];

    [BindProperty]
    public string? MoneyAccount { get; set; }

    [BindProperty]
    public string? Date { get; set; }

    [BindProperty]
    public string? BankProfile { get; set; }

    [BindProperty]
    public string? Officer { get; set; }

    [BindProperty]
    public string? SettleBy { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>By number of the line. Named: without it a form that has none would be read whole as one.</summary>
    [BindProperty(Name = nameof(Payees))]
    public Dictionary<int, PayeeInput> Payees { get; set; } = [];

    [BindProperty]
    public IFormFile? Upload { get; set; }

    public PaymentChoices Choices { get; private set; } = null!;

    public IReadOnlyList<RowFlaw> Flaws { get; private set; } = [];

    public Money ChosenSum =>
        Choices.Lines.Where(line => Lines.Contains(line.No)).Aggregate(Money.Zero, (sum, line) => sum + line.Amount);

    public bool MayOrder => FundOfAddress?.Roles.Contains(Role.Cashier) == true;

    public MoneyAccountChoice MoneyAccounts => new(
        texts["Tiền lấy từ"], MoneyAccount,
        [("cash", texts["Tiền mặt"], Choices.Cash), ("bank", texts["Tiền gửi ngân hàng"], Choices.Bank)]);

    public IEnumerable<SelectListItem> Profiles =>
        Choices.Profiles.Select(one => new SelectListItem(Bilingual.Of(one.NameVi, one.NameEn), one.Code, one.Code == BankProfile));

    public IEnumerable<SelectListItem> Officers => Choices.Officers.Select(one => new SelectListItem(
        one.OpenOrder is { } open ? texts["{0} (chưa quyết toán lệnh chi số {1})", one.Name, open].Value : one.Name,
        one.UserName, one.UserName == Officer, one.OpenOrder is not null));

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } stop) return stop;
        Lines = [.. Choices.Lines.Where(line => line.Obstacle is null).Select(line => line.No)];
        Payees = Choices.Lines.ToDictionary(
            line => line.No, line => new PayeeInput { Name = line.PayeeName, Bank = line.PayeeBank, Account = line.PayeeAccount });
        Date = Screen.Show(Today);
        SettleBy = Screen.Show(Today.PlusDays(DaysToSettle));
        MoneyAccount = "cash";
        return Page();
    }

    public async Task<IActionResult> OnGetFormAsync(string? language)
    {
        if (await LoadAsync() is { } stop) return stop;
        var form = await Send(new GetPayeeForm(Fund, Id, PaperFile.LanguageOf(language)));
        return form.Match(PaperFile.Download, _ => NotFound());
    }

    public async Task<IActionResult> OnPostUploadAsync()
    {
        if (await LoadAsync() is { } stop) return stop;
        var read = await Send(new ReadPayees(Fund, Id, await BytesAsync(Upload)));
        if (read.Error is { } error) return Show(error);
        Flaws = read.Value.Flaws;
        foreach (var payee in read.Value.Payees)
        {
            Payees[payee.Line] = new PayeeInput { Name = payee.Name, Bank = payee.Bank, Account = payee.Account };
        }

        ModelState.Clear();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } stop) return stop;
        if (Way == "release") return await ReleaseAsync();
        var date = Read(nameof(Date), DateReader.Read(Date, Today));
        var settleBy = Way == "advance" ? Read(nameof(SettleBy), DateReader.Read(SettleBy, Today)) : null;
        if (date is null || !ModelState.IsValid) return Page();
        var ordered = await Send(new OrderPayment(Fund, Key, Id, Way, AccountOf(Way), date.Value, Lines)
        {
            BankProfile = Way == "bank_list" ? BankProfile : null, Officer = Way == "advance" ? Officer : null, SettleBy = settleBy,
            Payees = Way == "bank_list" ? [.. Lines.Where(Payees.ContainsKey).Select(line => Payees[line].ToPayee(line))] : [],
            Content = Bilingual.Of(Choices.TitleVi, Choices.TitleEn),
        });
        if (ordered.Error is { } error) return Show(error);
        TempData["Done"] = (ordered.Value.Voucher is { } voucher
            ? texts["Đã lập lệnh chi số {0}, phiếu chi tạm ứng {1}.", ordered.Value.Order, voucher]
            : texts["Đã lập lệnh chi số {0}.", ordered.Value.Order]).Value;
        return Redirect($"/payments/{Fund}/{ordered.Value.Order}");
    }

    internal static async Task<byte[]> BytesAsync(IFormFile? file)
    {
        if (file is null) return [];
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory);
        return memory.ToArray();
    }

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    private UserFund? FundOfAddress => Me.Funds.FirstOrDefault(fund => fund.Code == Fund);

    private string AccountOf(string way) => way switch
    {
        "cash" => "cash",
        "advance" => MoneyAccount ?? "",
        _ => "bank",
    };

    private async Task<IActionResult> ReleaseAsync()
    {
        var released = await Send(new ReleaseLines(Fund, Key, Id, Lines, Reason ?? ""));
        if (released.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã trả {0} dòng về quỹ, số {1}.", released.Value.Lines, released.Value.Order].Value;
        return Redirect($"/disbursements/{Fund}/{Id}");
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (FundOfAddress is null) return NotFound();
        if (!MayOrder) return Forbid();
        var choices = await Send(new GetPaymentChoices(Fund, Id));
        if (choices.Error is { } error) return Show(error);
        Choices = choices.Value;
        return null;
    }
}

/// <summary>To whom one line goes, as typed.</summary>
internal sealed class PayeeInput
{
    public string? Name { get; set; }

    public string? Bank { get; set; }

    public string? Account { get; set; }

    public Payee ToPayee(int line) => Payee.Typed(line, Name, Bank, Account);
}
