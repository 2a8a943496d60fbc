using FundLedger.Features.Funds;
using FundLedger.Features.Ledger;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Funds;

internal sealed class NewPoolModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : LedgerPage(mediator, me)
{
    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public string? NameVi { get; set; }

    [BindProperty]
    public string? NameEn { get; set; }

    [BindProperty]
    public string? SourceKind { get; set; }

    [BindProperty]
    public List<string> SupportKinds { get; set; } = [];

    [BindProperty]
    public List<string> Occasions { get; set; } = [];

    public PoolChoices Choices { get; private set; } = new([], [], []);

    public IEnumerable<SelectListItem> Sources =>
        Choices.Sources.Select(source => new SelectListItem(Bilingual.Of(source.NameVi, source.NameEn), source.Code));

    public async Task<IActionResult> OnGetAsync()
    {
        if (!Me.IsAny(Role.FundAccountant)) return Forbid();
        await LoadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!Me.IsAny(Role.FundAccountant)) return Forbid();
        await LoadAsync();
        if (!Choices.Sources.Any(source => source.Code == SourceKind))
        {
            ModelState.AddModelError(nameof(SourceKind), texts["Hãy chọn loại nguồn trong danh sách."]);
            return Page();
        }

        var nameVi = NameVi ?? "";
        var nameEn = string.IsNullOrWhiteSpace(NameEn) ? nameVi : NameEn.Trim();
        var opened = await Send(new OpenPool(FundCode, Key, (Code ?? "").Trim().ToUpperInvariant(), nameVi, nameEn, SourceKind!)
        {
            SupportKinds = Chosen(SupportKinds, Choices.SupportKinds), Occasions = Chosen(Occasions, Choices.Occasions),
        });
        if (opened.Error is { } error) return Show(error);
        TempData["Done"] = texts["Đã mở nguồn {0}. Bây giờ có thể ghi khoản thu vào nguồn này.", nameVi].Value;
        return Redirect("/funds/overview#pools");
    }

    private static string[]? Chosen(List<string> ticked, IReadOnlyList<NamedCode> known) =>
        ticked.Count == 0 ? null : [.. known.Select(one => one.Code).Where(ticked.Contains)];

    private async Task LoadAsync() => Choices = (await Send(new GetPoolChoices())).Value;
}
