using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Payments;
using FundLedger.Web.Components;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Disbursements;

/// <summary>The decision sheet of one request, with the steps that this person may take.</summary>
internal sealed partial class DisbursementModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    /// <summary>Reasons that come up often, for the chips under the field.</summary>
    public static IReadOnlyList<string> CommonReasons { get; } =
    [
        Texts.Key("Danh sách chưa có xác nhận của xã"), Texts.Key("Thiếu giấy tờ theo định mức"), Texts.Key("Dùng nguồn khác"),
        Texts.Key("Sai đối tượng"), Texts.Key("Sai số tiền"),
    ];

    [BindProperty(SupportsGet = true)]
    public string Fund { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    [BindProperty]
    public string? Seen { get; set; }

    [BindProperty]
    public bool IsUnrelated { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public string? Date { get; set; }

    [BindProperty]
    public string? MoneyAccount { get; set; }

    [BindProperty]
    public string? Payee { get; set; }

    [BindProperty]
    public string? PayeeAddress { get; set; }

    [BindProperty]
    public string? Description { get; set; }

    [BindProperty]
    public string? Attachments { get; set; }

    [BindProperty]
    public string? Entry { get; set; }

    public DisbursementSheet Sheet { get; private set; } = null!;

    public SheetRights Rights { get; private set; } = null!;

    /// <summary>The payment orders of the request.</summary>
    public IReadOnlyList<ListedPayment> Orders { get; private set; } = [];

    public NextStep? Next { get; private set; }

    /// <summary>What waits for the person asking, in order; empty for who decides nothing.</summary>
    public IReadOnlyList<long> Queue { get; private set; } = [];

    /// <summary>Place of this request in the queue, from zero; negative when it is not in it.</summary>
    public int Place => Queue.ToList().IndexOf(Id);

    public IReadOnlyList<Step> Steps => [.. SheetSteps.Of(Sheet, texts)];

    public IEnumerable<SelectListItem> ReversibleLines => ShownLines
        .Where(line => line is { EntryNo: not null, ReversedBy: null })
        .Select(line => new SelectListItem($"{line.Child} · {Screen.Show(line.Amount)}", Screen.ShowAny(line.EntryNo)));

    private string? PayeeAsked => Sheet.Terms.Payee is null ? null
        : Sheet.Terms.InstitutionName ?? texts["Người giám hộ của {0}", Sheet.Terms.Child ?? ""].Value;

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } error) return Show(error);
        Date = Screen.Show(Today);
        Payee = PayeeAsked;
        Description = Bilingual.Of(Sheet.Head.TitleVi, Sheet.Head.TitleEn);
        return Page();
    }

    public async Task<IActionResult> OnPostApproveAsync()
    {
        var approved = await Send(new ApproveDisbursement(Fund, Key, Id, Seen ?? "", IsUnrelated));
        return await DecideAsync(approved, approved.IsOk && approved.Value.StepsLeft > 0
            ? texts["Đã duyệt bước của anh/chị cho đề nghị số {0}; còn {1} bước.", Id, approved.Value.StepsLeft]
            : texts["Đã duyệt đề nghị số {0}.", Id]);
    }

    /// <summary>"Sửa và gửi lại": all that was asked is in a form again, to be corrected.</summary>
    public async Task<IActionResult> OnPostRefillAsync()
    {
        var refilled = await Send(new RefillRequest(Fund, Key, Id));
        if (refilled.Error is { } error) return await AgainAsync(error);
        var left = refilled.Value.PapersLeft;
        if (left > 0) TempData["Done"] = texts["{0} giấy tờ không mang theo được, hãy nộp lại.", left].Value;
        return Redirect(DisbursementsModel.AddressOf(refilled.Value.Form, refilled.Value.Place, refilled.Value.Draft));
    }

    public async Task<IActionResult> OnPostReturnAsync() => await DecideAsync(
        await Send(new ReturnDisbursement(Fund, Key, Id, Reason ?? "")),
        texts["Đã trả lại đề nghị số {0} để sửa; tiền giữ chỗ đã trả về nguồn.", Id]);

    public async Task<IActionResult> OnPostRejectAsync() => await DecideAsync(
        await Send(new RejectDisbursement(Fund, Key, Id, Reason ?? "")),
        texts["Đã từ chối đề nghị số {0}; tiền giữ chỗ đã trả về nguồn.", Id]);

    public async Task<IActionResult> OnPostWithdrawAsync()
    {
        var withdrawn = await Send(new WithdrawDisbursement(Fund, Key, Id, Reason ?? ""));
        return withdrawn.Error is { } error
            ? await AgainAsync(error)
            : Done(texts["Đã thu hồi đề nghị số {0}; tiền giữ chỗ đã trả về nguồn.", Id]);
    }

    public async Task<IActionResult> OnPostPayAsync()
    {
        if (Read(nameof(Date), DateReader.Read(Date, Today)) is not { } date) return await AgainAsync(null);
        var paid = await Send(new PayDisbursement(Fund, Key, Id, date, MoneyAccount ?? "", Payee ?? "")
        {
            PayeeAddress = PayeeAddress, Content = Description, Attachments = Attachments,
        });
        return paid.Error is { } error ? await AgainAsync(error) : Done(texts["Đã chi, phiếu chi {0}.", paid.Value.Voucher]);
    }

    public async Task<IActionResult> OnPostReverseAsync()
    {
        if (!long.TryParse(Entry, out var entry)) ModelState.AddModelError(nameof(Entry), texts["Hãy chọn dòng cần đảo."]);
        var date = Read(nameof(Date), DateReader.Read(Date, Today));
        if (date is null || entry == 0) return await AgainAsync(null);
        var reversed = await Send(new ReverseEntry(Fund, Key, entry, date.Value, MoneyAccount ?? "", Reason ?? ""));
        return reversed.Error is { } error
            ? await AgainAsync(error)
            : Done(texts["Đã đảo dòng đã chọn, chứng từ {0}; tiền đã trả về nguồn.", reversed.Value.Voucher]);
    }

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    private UserFund? FundOfAddress => Me.Funds.FirstOrDefault(fund => fund.Code == Fund);

    // The queue goes on: from what was just decided to the next one that waits for this person.
    private async Task<IActionResult> DecideAsync<T>(Result<T> decided, string notice)
    {
        if (decided.Error is { } error) return await AgainAsync(error);
        var waiting = await InboxAsync();
        if (waiting is not [var next, ..]) return Done($"{notice} {texts["Không còn đề nghị nào chờ anh/chị."]}");
        TempData["Done"] = $"{notice} {texts["Đây là đề nghị tiếp theo, còn {0} đề nghị chờ anh/chị.", waiting.Count]}";
        return Redirect($"/disbursements/{Fund}/{next}");
    }

    private async Task<IReadOnlyList<long>> InboxAsync()
    {
        var inbox = await Send(new GetInbox(Fund));
        return inbox.IsOk ? [.. inbox.Value.Items.Select(item => item.Id)] : [];
    }

    private RedirectResult Done(string notice)
    {
        TempData["Done"] = notice;
        return Redirect($"/disbursements/{Fund}/{Id}");
    }

    private async Task<IActionResult> AgainAsync(Error? error)
    {
        if (await LoadAsync() is { } gone) return Show(gone);
        return error is null ? Page() : Show(error);
    }

    private async Task<Error?> LoadAsync()
    {
        var sheet = await Send(new GetDisbursement(Fund, Id));
        if (sheet.Error is { } error) return error;
        Sheet = sheet.Value;
        if (Sheet.Head.IsWaiting && FundOfAddress?.Roles.Contains(Role.Approver) == true) Queue = await InboxAsync();
        if (Sheet.Head.IsApproved || Sheet.Head.IsPaid) Orders = (await Send(new ListPayments(Fund, Request: Id))).Value;
        Rights = SheetRights.Of(Sheet, Orders, FundOfAddress?.Roles ?? new HashSet<Role>());
        Next = await NextAsync(Fund, "disbursement", Id, Sheet.Head.Status, hasLead: true);
        return null;
    }
}
