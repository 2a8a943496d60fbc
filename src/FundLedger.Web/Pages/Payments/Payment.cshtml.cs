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

/// <summary>One payment order: where it stands, what the cashier may do next, and what became of each line.</summary>
internal sealed partial class PaymentModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Fund { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public int Order { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Date { get; set; }

    /// <summary>By number of the line. Named: without it a form that has none would be read whole as one.</summary>
    [BindProperty(Name = nameof(Results))]
    public Dictionary<int, ResultInput> Results { get; set; } = [];

    [BindProperty]
    public string? Returned { get; set; }

    [BindProperty]
    public string? MoneyAccount { get; set; }

    [BindProperty]
    public IFormFile? Upload { get; set; }

    [BindProperty]
    public int Line { get; set; }

    [BindProperty]
    public PayeeInput Payees { get; set; } = new();

    public PaymentSheet Sheet { get; private set; } = null!;

    public NextStep? Next { get; private set; }

    public IReadOnlyList<RowFlaw> Flaws { get; private set; } = [];

    public bool IsAdvance => Sheet.Head.Way == PaymentWay.Advance;

    public IEnumerable<SelectListItem> OutcomesFor(string? chosen) =>
        PaymentWords.Outcomes(Sheet.Head.Way, texts).Select(item => new SelectListItem(item.Text, item.Value, item.Value == chosen));

    public IEnumerable<SelectListItem> LinesToChange =>
        Sheet.Lines.Select(line => new SelectListItem(
            $"{line.Child} · {line.PayeeName} · {line.Account}", Screen.ShowAny(line.No), line.No == Line));

    public MoneyAccountChoice MoneyAccounts => new(
        texts["Tiền hoàn lại vào"], MoneyAccount, [("cash", texts["Tiền mặt"], null), ("bank", texts["Tiền gửi ngân hàng"], null)]);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } stop) return stop;
        Date = Screen.Show(Today);
        MoneyAccount = "cash";
        // What was noted down while the money was handed out is only to be looked at and confirmed.
        Results = Sheet.Lines.Where(line => line.Delivered is not null).ToDictionary(line => line.No, line => new ResultInput
        {
            Outcome = line.Delivered, Part = line.Delivered == "partial" ? line.DeliveredPaid?.ToString() : null,
        });
        return Page();
    }

    public async Task<IActionResult> OnPostTakeAsync() => await MoveAsync(
        new TakePaymentFile(Fund, Key, Order), texts["Tệp đã sẵn sàng: tải về, gửi đi rồi xác nhận ở đây."]);

    public async Task<IActionResult> OnPostSentAsync() =>
        await MoveAsync(new MarkPaymentSent(Fund, Key, Order), texts["Đã xác nhận lệnh chi được gửi đi."]);

    public async Task<IActionResult> OnPostNotSentAsync() => await MoveAsync(
        new MarkPaymentNotSent(Fund, Key, Order, Reason ?? ""), texts["Đã xác nhận lệnh chi chưa gửi; có thể lấy tệp lại."]);

    public async Task<IActionResult> OnPostCancelAsync() => await MoveAsync(
        new CancelPaymentOrder(Fund, Key, Order, Reason ?? ""), texts["Đã hủy lệnh chi số {0}; các dòng lại chờ chi.", Order]);

    public async Task<IActionResult> OnPostPayeeAsync() => await MoveAsync(
        new ChangePayee(Fund, Key, Order, Payees.ToPayee(Line)), texts["Đã sửa người nhận."]);

    public async Task<IActionResult> OnPostUploadAsync()
    {
        if (await LoadAsync() is { } stop) return stop;
        var read = await Send(new ReadPaymentResults(Fund, Order, await NewPaymentModel.BytesAsync(Upload)));
        if (read.Error is { } error) return Show(error);
        Flaws = read.Value.Flaws;
        foreach (var result in read.Value.Results)
        {
            Results[result.Line] = new ResultInput
            {
                Outcome = result.Outcome == PaymentOutcome.Paid ? "paid" : "failed", Reference = result.Reference, Note = result.Note,
            };
        }

        ModelState.Clear();
        var (found, known) = (read.Value.Results.Count, read.Value.AlreadyIn);
        TempData["Done"] = texts["Đã đọc {0} kết quả, {1} dòng đã có từ trước. Xem lại rồi bấm ghi.", found, known].Value;
        return Page();
    }

    public async Task<IActionResult> OnPostResultsAsync()
    {
        if (await LoadAsync() is { } stop) return stop;
        var date = Read(nameof(Date), DateReader.Read(Date, Today));
        var results = Chosen();
        var returned = IsAdvance && !string.IsNullOrWhiteSpace(Returned) && Returned.Trim() != "0"
            ? Read(nameof(Returned), AmountReader.Read(Returned)) : Money.Zero;
        if (date is null || returned is null || !ModelState.IsValid) return Page();
        var recorded = await Send(new RecordPaymentResults(Fund, Key, Order, date.Value, results)
        {
            Returned = returned.Value, ReturnedTo = MoneyAccount ?? "cash",
        });
        if (recorded.Error is { } error) return Show(error);
        TempData["Done"] = Said(recorded.Value);
        return Redirect($"/payments/{Fund}/{Order}");
    }

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    private string Said(PaymentResultsRecorded recorded)
    {
        var papers = new[] { recorded.Voucher, recorded.ReturnVoucher }.OfType<string>().ToList();
        return (papers.Count == 0 ? texts["Đã ghi kết quả."] : texts["Đã ghi kết quả, chứng từ {0}.", string.Join(", ", papers)]).Value;
    }

    private List<PaymentResult> Chosen()
    {
        var chosen = new List<PaymentResult>();
        foreach (var line in Sheet.Lines.Where(line => line.Outcome is null))
        {
            if (Results.GetValueOrDefault(line.No) is not { } typed || PaymentWords.OutcomeOf(typed.Outcome) is not { } outcome) continue;
            var paid = outcome switch
            {
                PaymentOutcome.Paid => line.Amount,
                PaymentOutcome.Partial => Read($"Results[{line.No}].Part", AmountReader.Read(typed.Part)) ?? Money.Zero,
                _ => Money.Zero,
            };
            chosen.Add(new PaymentResult(line.No, outcome, paid, Some(typed.Reference), Some(typed.Note)));
        }

        return chosen;
    }

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private async Task<IActionResult> MoveAsync(IRequest<Result<PaymentMoved>> command, LocalizedString done)
    {
        var moved = await Send(command);
        if (moved.Error is { } error) return await LoadAsync() is { } stop ? stop : Show(error);
        TempData["Done"] = done.Value;
        return Redirect($"/payments/{Fund}/{Order}");
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (Me.Funds.FirstOrDefault(fund => fund.Code == Fund) is not { } fund) return NotFound();
        if (!fund.Roles.Overlaps([Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor])) return Forbid();
        var found = await Send(new GetPayment(Fund, Order));
        if (found.Error is { } error) return Show(error);
        Sheet = found.Value;
        Next = await NextAsync(Fund, "payment", Order, Sheet.Head.Status.ToString().ToLowerInvariant(), hasLead: true);
        return null;
    }
}

/// <summary>What became of one line, as typed.</summary>
internal sealed class ResultInput
{
    public string? Outcome { get; set; }

    /// <summary>How much, when it was a part.</summary>
    public string? Part { get; set; }

    public string? Reference { get; set; }

    public string? Note { get; set; }
}
