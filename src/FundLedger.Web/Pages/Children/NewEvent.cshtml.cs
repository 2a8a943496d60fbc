using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Children;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Children;

/// <summary>Writes down one event of a child; which one stands in the address.</summary>
internal sealed class NewEventModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Code { get; set; } = "";

    /// <summary>As in the database, e.g. <c>group_added</c>.</summary>
    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    /// <summary>Number of the event that is corrected.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Of { get; set; }

    [BindProperty]
    public string? Date { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    /// <summary>A class code, with the number of a sub-group after a slash: <c>g04/2</c>.</summary>
    [BindProperty]
    public string? Class { get; set; }

    [BindProperty]
    public string? ToUnit { get; set; }

    [BindProperty]
    public string? CarerName { get; set; }

    [BindProperty]
    public string? CarerRelation { get; set; }

    [BindProperty]
    public string? EvidenceKind { get; set; }

    [BindProperty]
    public string? EvidenceNumber { get; set; }

    [BindProperty]
    public string? EvidenceDate { get; set; }

    public ChildSheet? Sheet { get; private set; }

    public EventChoices Choices { get; private set; } = new([], []);

    public bool HasDate => Kind is not ("corrected" or "aged_out");

    public bool HasEvidence => Kind is not ("corrected" or "aged_out" or "carer_changed");

    public string Words => EventWords.Of(Kind, texts);

    /// <summary>What the day of the form means.</summary>
    public string DayHint => Kind switch
    {
        "group_ended" => texts["Ngày đầu tiên không còn thuộc nhóm."],
        "moved" => texts["Ngày đầu tiên ở nơi mới."],
        "suspended" or "resumed" => texts["Ngày đầu tiên tạm dừng hoặc trở lại."],
        _ => texts["Không ở tương lai."],
    };

    public IEnumerable<SelectListItem> Classes => Choices.Classes.Select(one => new SelectListItem(
        (one.Subgroup > 0 ? "– " : "") + Bilingual.Of(one.NameVi, one.NameEn) + (one.IsConfirmed ? "" : $" ({texts["chưa xác nhận"]})")
        + (one.IsSealed && one.Subgroup == 0 ? $" ({texts["bảo mật"]})" : ""),
        one.Subgroup == 0 ? one.Code : $"{one.Code}/{Screen.ShowAny(one.Subgroup)}"));

    public IEnumerable<SelectListItem> Communes => Choices.Communes.Select(one => new SelectListItem(one.Name, one.Code));

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    public async Task<IActionResult> OnGetAsync()
    {
        var loaded = await LoadAsync();
        if (Sheet is not null) Date = Screen.Show(Today);
        return loaded;
    }

    public async Task<IActionResult> OnPostAsync()
    {
        var loaded = await LoadAsync();
        if (Sheet is null) return loaded;
        var on = HasDate ? Read(nameof(Date), DateReader.Read(Date, Today)) : Today;
        LocalDate? paper = string.IsNullOrWhiteSpace(EvidenceDate)
            ? null : Read(nameof(EvidenceDate), DateReader.Read(EvidenceDate, Today));
        if (on is not { } day || !ModelState.IsValid) return Page();
        var sent = await SendAsync(day, new Evidence(Blank(EvidenceKind), Blank(EvidenceNumber), paper));
        if (sent.Error is { } refusal) return Show(refusal);
        TempData["Done"] = texts["Đã ghi sự kiện “{0}” của trẻ {1}. Đề nghị đang chờ của trẻ được xét lại.", Words, Code].Value;
        return Redirect(Kind == "moved" ? "/children" : $"/children/{Code}");
    }

    private Task<Result<ChildEventRecorded>> SendAsync(LocalDate on, Evidence evidence) => Kind switch
    {
        "corrected" => Send(new CorrectChildEvent(FundCode, Key, Code, Of ?? 0, Reason ?? "")),
        "moved" => Send(new MoveChild(FundCode, Key, Code, ToUnit ?? "", on, Reason ?? "") { Evidence = evidence }),
        "carer_changed" => Send(new ChangeCarer(FundCode, Key, Code, CarerName ?? "", CarerRelation ?? "", on, Reason ?? "")),
        _ => Send(new RecordChildEvent(FundCode, Key, Code, EventWords.KindOf(Kind), on, Reason ?? "")
        {
            Class = Class?.Split('/')[0],
            Subgroup = Class?.Split('/') is [_, var number] && int.TryParse(number, out var subgroup) ? subgroup : null,
            Evidence = evidence,
        }),
    };

    private async Task<IActionResult> LoadAsync()
    {
        if (!Me.IsAny(Role.CommuneOfficer, Role.FundAccountant)) return Forbid();
        var sheet = await Send(new GetChild(FundCode, Code));
        if (sheet.Error is { } error) return Show(error);
        var isKnown = Kind == "corrected"
            ? sheet.Value.Events.Any(one => one.No == Of && one.MayCorrect)
            : EventWords.Possible(sheet.Value.Head.State).Contains(Kind);
        if (!sheet.Value.Head.MayRecord || !isKnown) return NotFound();
        Sheet = sheet.Value;
        Choices = (await Send(new GetEventChoices(FundCode, Code))).Value;
        return Page();
    }

    private static string? Blank(string? typed) => string.IsNullOrWhiteSpace(typed) ? null : typed.Trim();
}
