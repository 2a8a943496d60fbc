using FundLedger.Features.Audit;
using FundLedger.Features.Statements;
using FundLedger.Web.Localisation;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Audit;

/// <summary>What the rules refused in the chosen fund.</summary>
internal sealed class RefusalsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : AuditPage(mediator, me)
{
    public IReadOnlyList<ListedRefusal> Refusals { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var list = await Send(new ListRefusals(FundCode));
        if (list.Error is { } error) return Show(error);
        Refusals = list.Value.Refusals;
        return Page();
    }

    /// <summary>The same list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!IsAuditor) return Forbid();
        return await TakeAsync(FundCode, format, async () =>
        {
            var list = await Send(new ListRefusals(FundCode));
            return list.Error is { } error ? error : Shown(list.Value.Refusals);
        });
    }

    private ShownList Shown(IReadOnlyList<ListedRefusal> refusals) => new(
        "refusals", texts["Việc bị từ chối"],
        [
            texts["Số"], texts["Lúc"], texts["Ai"], texts["Đã yêu cầu"], texts["Quy tắc"], texts["Mã quy tắc"], texts["Bản của quy tắc"],
            texts["Nguyên văn trong nhật ký"], texts["Bản ghi số"],
        ],
        [
            .. refusals.Select(refusal => (object?[])
            [
                refusal.No, Screen.Show(refusal.At), refusal.By, RuleWords.RequestOf(refusal.Request, texts),
                RuleWords.RuleOf(refusal.Rule, texts), refusal.Rule, refusal.RuleVersion, refusal.Message, refusal.LogNo,
            ]),
        ]);
}
