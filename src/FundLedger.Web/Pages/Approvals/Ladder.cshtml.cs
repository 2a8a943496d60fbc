using FundLedger.Domain;
using FundLedger.Domain.Approvals;
using FundLedger.Domain.Text;
using FundLedger.Features.Approvals;
using FundLedger.Web.Localisation;
using FundLedger.Web.Pages.Norms;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;
using NodaTime;

namespace FundLedger.Web.Pages.Approvals;

/// <summary>A step of a ladder as it is typed; without a level it is left out.</summary>
public sealed class StepRow
{
    public string? Level { get; set; }

    public string? NameVi { get; set; }

    public string? NameEn { get; set; }

    public string? AboveTotal { get; set; }

    public string? AboveCase { get; set; }

    public List<string> NormLevels { get; set; } = [];

    public List<string> Holders { get; set; } = [];
}

/// <summary>Who approves what: the ladder in force, one that waits to be adopted, and who acts for whom.</summary>
internal sealed class LadderModel(IMediator mediator, CurrentUser me, IClock clock, IStringLocalizer<Texts> texts)
    : LedgerPage(mediator, me)
{
    public const int MostSteps = 4;

    [BindProperty]
    public string? Number { get; set; }

    [BindProperty]
    public string? IssuedOn { get; set; }

    [BindProperty]
    public string? ValidFrom { get; set; }

    [BindProperty]
    public List<StepRow> Rows { get; set; } = [];

    [BindProperty]
    public int Ladder { get; set; }

    [BindProperty]
    public string? Level { get; set; }

    [BindProperty]
    public string? Delegate { get; set; }

    [BindProperty]
    public string? From { get; set; }

    [BindProperty]
    public string? To { get; set; }

    [BindProperty]
    public string? Reason { get; set; }

    [BindProperty]
    public int Delegation { get; set; }

    public NextStep? Next { get; private set; }

    public LadderBoard Board { get; private set; } = new([], [], [], []);

    public bool MayPropose => Me.IsAny(Role.FundAccountant, Role.Administrator);

    public bool MayAdopt => Me.IsAny(Role.Approver);

    /// <summary>The form was sent and came back.</summary>
    public bool IsProposing { get; private set; }

    public static IEnumerable<SelectListItem> Levels =>
        ApprovalLevel.Codes.Select(level => new SelectListItem(NormWords.ApproverOf(level), level));

    public static IEnumerable<SelectListItem> LevelsWith(string? chosen) =>
        Levels.Select(level => new SelectListItem(level.Text, level.Value, level.Value == chosen));

    public IEnumerable<SelectListItem> MyLevels => Board.Approvers.Where(one => one.IsMe).SelectMany(one => one.Levels)
        .Select(level => new SelectListItem(NameOf(level), level));

    public IEnumerable<SelectListItem> Others =>
        Board.Approvers.Where(one => !one.IsMe).Select(one => new SelectListItem($"{one.Name} ({one.User})", one.User));

    private LocalDate Today => BusinessDate.Of(clock.GetCurrentInstant());

    /// <summary>How a level is called on the ladder in force.</summary>
    public string NameOf(string level) => Board.InForce?.Steps.FirstOrDefault(step => step.Level == level) is { } step
        ? Bilingual.Of(step.NameVi, step.NameEn)
        : NormWords.ApproverOf(level);

    public async Task<IActionResult> OnGetAsync()
    {
        if (await LoadAsync() is { } answer) return answer;
        From = IssuedOn = ValidFrom = Screen.Show(Today);
        Rows = [.. (Board.InForce?.Steps ?? []).Select(RowOf)];
        while (Rows.Count < MostSteps) Rows.Add(new StepRow());
        return Page();
    }

    public async Task<IActionResult> OnPostProposeAsync()
    {
        if (await LoadAsync() is { } answer) return answer;
        IsProposing = true;
        while (Rows.Count < MostSteps) Rows.Add(new StepRow());
        var issued = Read(nameof(IssuedOn), DateReader.Read(IssuedOn, Today));
        var from = Read(nameof(ValidFrom), DateReader.Read(ValidFrom, Today));
        var steps = Rows.Select((row, place) => (row, place)).Where(one => !string.IsNullOrEmpty(one.row.Level))
            .Select(one => StepOf(one.row, one.place)).ToList();
        if (issued is null || from is null || !ModelState.IsValid) return Page();
        var moved = await Send(new ProposeLadder(FundCode, Key, Number ?? "", issued.Value, from.Value, steps));
        return moved.Error is { } error
            ? Show(error)
            : Done(texts["Đã trình phân cấp {0}; người duyệt khác sẽ quyết định.", moved.Value.Number]);
    }

    public async Task<IActionResult> OnPostAdoptAsync() => await AfterAsync(
        new AdoptLadder(FundCode, Key, Ladder), moved => texts["Phân cấp {0} có hiệu lực.", moved.Number]);

    public async Task<IActionResult> OnPostRefuseAsync() => await AfterAsync(
        new RefuseLadder(FundCode, Key, Ladder, Reason ?? ""), moved => texts["Đã từ chối phân cấp {0}.", moved.Number]);

    public async Task<IActionResult> OnPostDelegateAsync()
    {
        var from = Read(nameof(From), DateReader.Read(From, Today));
        var to = Read(nameof(To), DateReader.Read(To, Today));
        return from is null || to is null
            ? await LoadAsync() ?? Page()
            : await AfterAsync(
                new DelegateApproval(FundCode, Key, Level ?? "", Delegate ?? "", from.Value, to.Value, Reason ?? ""),
                _ => texts["Đã ủy quyền phê duyệt."]);
    }

    public async Task<IActionResult> OnPostEndAsync() =>
        await AfterAsync(new EndDelegation(FundCode, Key, Delegation), _ => texts["Đã chấm dứt ủy quyền."]);

    private async Task<IActionResult> AfterAsync<T>(IRequest<Result<T>> command, Func<T, string> done)
    {
        if (await LoadAsync() is { } answer) return answer;
        var sent = await Send(command);
        return sent.Error is { } error ? Show(error) : Done(done(sent.Value));
    }

    private RedirectResult Done(string sentence)
    {
        TempData["Done"] = sentence;
        return Redirect("/approvals/ladder");
    }

    private static StepRow RowOf(LadderPaperStep step) => new()
    {
        Level = step.Level, NameVi = step.NameVi, NameEn = step.NameEn, AboveTotal = Screen.ShowInput(step.AboveTotal),
        AboveCase = Screen.ShowInput(step.AboveCase), NormLevels = [.. step.NormLevels], Holders = [.. step.Holders],
    };

    private ProposedStep StepOf(StepRow row, int place) => new(
        row.Level ?? "", row.NameVi ?? "", string.IsNullOrWhiteSpace(row.NameEn) ? row.NameVi ?? "" : row.NameEn,
        Limit(row.AboveTotal, place, nameof(StepRow.AboveTotal)), Limit(row.AboveCase, place, nameof(StepRow.AboveCase)),
        row.NormLevels.Where(level => level != row.Level).ToList(), row.Holders);

    private Money? Limit(string? typed, int place, string field) =>
        string.IsNullOrWhiteSpace(typed) ? null : Read($"Rows[{place}].{field}", AmountReader.Read(typed));

    private async Task<IActionResult?> LoadAsync()
    {
        if (!Me.IsAny(Role.FundAccountant, Role.Approver, Role.Auditor, Role.Administrator)) return Forbid();
        var board = await Send(new GetLadder(FundCode));
        if (board.Error is { } error) return Show(error);
        Board = board.Value;
        if (Board.Waiting is { } waiting) Next = await NextAsync(FundCode, "ladder", waiting.No, waiting.Status);
        return null;
    }
}
