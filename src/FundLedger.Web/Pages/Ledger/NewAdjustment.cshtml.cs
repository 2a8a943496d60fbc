using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Adjustments;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Ledger;

/// <summary>Writes an adjusting entry by hand.</summary>
internal sealed class NewAdjustmentModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    [BindProperty]
    public string? Date { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public List<AdjustmentRow> Lines { get; set; } = [];

    /// <summary>Which of the usual adjustments to begin with.</summary>
    [BindProperty(SupportsGet = true, Name = "form")]
    public string? Form { get; set; }

    public AdjustmentList Choices { get; private set; } = new([], [], []);

    public bool HasInterestPool => Choices.Pools.Any(pool => pool.SourceKind == AdjustmentRules.Interest);

    public IEnumerable<SelectListItem> Accounts => Choices.Accounts.Where(account => account.IsAllowed)
        .Select(account => new SelectListItem(Bilingual.Of(account.NameVi, account.NameEn), account.Code));

    public IEnumerable<SelectListItem> Pools => Choices.Pools
        .Select(pool => new SelectListItem(Bilingual.Of(pool.NameVi, pool.NameEn), pool.Code));

    public IEnumerable<SelectListItem> Sides => [new(texts["Nợ"], "debit"), new(texts["Có"], "credit")];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant)) return Forbid();
        await LoadAsync();
        Date = Screen.Show(Today);
        Lines = AdjustmentForms.RowsOf(Form, Choices);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Me.IsAny(Role.FundAccountant)) return Forbid();
        await LoadAsync();
        while (Lines.Count < AdjustmentForms.Rows) Lines.Add(new AdjustmentRow());
        var date = Read(nameof(Date), DateReader.Read(Date, Today));
        var lines = ReadLines();
        if (date is null || lines is null) return Page();
        var recorded = await Send(new RecordAdjustment(FundCode, Key, date.Value, Reason ?? "", lines));
        if (recorded.Error is { } error) return Show(error);
        TempData["Done"] = recorded.Value.Voucher is { } voucher
            ? texts["Đã ghi sổ phiếu kế toán {0}.", voucher].Value
            : texts["Đã gửi phiếu kế toán số {0}, chờ người thứ hai duyệt.", recorded.Value.Id].Value;
        return Redirect($"/ledger/adjustments/{FundCode}/{recorded.Value.Id}");
    }

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    private async Task LoadAsync() => Choices = (await Send(new ListAdjustments(FundCode))).Value;

    // Rows after the last written one are not there; one left out in between is a line without an amount.
    private List<AskedPosting>? ReadLines()
    {
        var count = Lines.FindLastIndex(row => !row.IsBlank) + 1;
        var lines = new List<AskedPosting>();
        for (var i = 0; i < count; i++)
        {
            if (Read($"Lines[{i}].Amount", AmountReader.Read(Lines[i].Amount)) is { } amount) lines.Add(Lines[i].With(amount));
        }

        return lines.Count == count ? lines : null;
    }
}
