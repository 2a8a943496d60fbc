using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Disbursements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Approvals;

/// <summary>What became of one request of several that were approved together.</summary>
/// <param name="Error">Null when the step was taken.</param>
internal sealed record InboxOutcome(long Id, string Title, Money Total, int StepsLeft, Error? Error);

/// <summary>What the approver may decide now: one by one on its sheet, or several at once, each with its own answer.</summary>
internal sealed class InboxModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string? UpTo { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Kind { get; set; }

    [BindProperty]
    public List<long> Chosen { get; set; } = [];

    [BindProperty]
    public bool IsUnrelated { get; set; }

    public Inbox Inbox { get; private set; } = new([], 0, []);

    public IReadOnlyList<InboxOutcome> Outcomes { get; private set; } = [];

    public IEnumerable<SelectListItem> Kinds =>
        Inbox.Kinds.Select(kind => new SelectListItem(Bilingual.Of(kind.NameVi, kind.NameEn), kind.Code));

    public bool IsFiltered => !string.IsNullOrEmpty(Kind) || !string.IsNullOrEmpty(UpTo);

    public async Task<IActionResult> OnGetAsync() => await LoadAsync() ?? Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await LoadAsync() is { } answer) return answer;
        if (Chosen.Count == 0)
        {
            ModelState.AddModelError(nameof(Chosen), texts["Hãy chọn ít nhất một đề nghị."]);
            return Page();
        }

        if (!IsUnrelated)
        {
            ModelState.AddModelError(nameof(IsUnrelated), texts["Hãy cam đoan không có quan hệ với người hưởng, người nhận tiền."]);
            return Page();
        }

        Outcomes = [.. await ApproveAsync()];
        Chosen = [];
        ModelState.Clear();
        return await LoadAsync() ?? Page();
    }

    // One after the other, each a decision of its own: what is refused holds up nothing else.
    private async Task<List<InboxOutcome>> ApproveAsync()
    {
        var outcomes = new List<InboxOutcome>();
        foreach (var id in Chosen.Distinct())
        {
            var key = Guid.TryParse(Request.Form[$"Key-{id}"], out var own) ? own : Guid.NewGuid();
            var approved = await Send(new ApproveDisbursement(FundCode, key, id, Request.Form[$"Seen-{id}"].ToString(), IsUnrelated));
            var item = Inbox.Items.FirstOrDefault(one => one.Id == id);
            var title = item is null ? "" : Bilingual.Of(item.TitleVi, item.TitleEn);
            var left = approved.IsOk ? approved.Value.StepsLeft : 0;
            outcomes.Add(new InboxOutcome(id, title, item?.Total ?? Money.Zero, left, approved.Error));
        }

        return outcomes;
    }

    private async Task<IActionResult?> LoadAsync()
    {
        if (!Me.IsAny(Role.Approver)) return Forbid();
        var upTo = string.IsNullOrWhiteSpace(UpTo) ? null : Read(nameof(UpTo), AmountReader.Read(UpTo));
        var inbox = await Send(new GetInbox(FundCode) { UpTo = upTo, SupportKind = Kind });
        if (inbox.Error is { } error) return Show(error);
        Inbox = inbox.Value;
        return null;
    }
}
