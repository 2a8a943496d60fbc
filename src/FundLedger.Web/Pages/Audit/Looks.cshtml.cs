using FundLedger.Features.Findings;
using FundLedger.Features.Statements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Audit;

/// <summary>What auditors opened of the chosen fund's papers.</summary>
internal sealed class LooksModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : AuditPage(mediator, me)
{
    [BindProperty(SupportsGet = true, Name = "by")]
    public string? By { get; set; }

    public IReadOnlyList<AuditLook> Looks { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var list = await Send(Filter());
        if (list.Error is { } error) return Show(error);
        Looks = list.Value.Looks;
        return Page();
    }

    /// <summary>The same list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!IsAuditor) return Forbid();
        return await TakeAsync(FundCode, format, async () =>
        {
            var list = await Send(Filter());
            return list.Error is { } error ? error : Shown(list.Value.Looks);
        });
    }

    private ListAuditLooks Filter() => new(FundCode, string.IsNullOrWhiteSpace(By) ? null : By.Trim());

    private ShownList Shown(IReadOnlyList<AuditLook> looks) => new(
        "audit-looks", texts["Kiểm toán đã xem gì"], [texts["Lúc"], texts["Ai"], texts["Trang"]],
        [.. looks.Select(look => (object?[])[Screen.Show(look.At), look.By, look.Reference])])
    {
        NarrowedTo = [ShownList.Typed(By)],
    };
}
