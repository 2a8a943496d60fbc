using FundLedger.Features.Findings;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Localization;

namespace FundLedger.Web.Pages.Audit;

/// <summary>The statements that were issued at closings; the auditor attests them by their digest.</summary>
internal sealed class StatementsModel(IMediator mediator, CurrentUser me, IStringLocalizer<Texts> texts) : AuditPage(mediator, me)
{
    [BindProperty]
    public string? Statement { get; set; }

    [BindProperty]
    public string? Digest { get; set; }

    [BindProperty]
    public string? Note { get; set; }

    public IReadOnlyList<ListedStatement> Statements { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var list = await Send(new ListIssuedStatements(FundCode));
        if (list.Error is { } error) return Show(error);
        Statements = list.Value.Statements;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsAuditor) return Forbid();
        var attested = await Send(new AttestStatement(FundCode, Key, Statement ?? "", Digest ?? "", Note));
        if (attested.Error is { } error)
        {
            await OnGetAsync();
            return Show(error);
        }

        TempData["Done"] = texts["Đã xác nhận sao kê {0}.", attested.Value.Statement].Value;
        return Redirect("/audit/statements");
    }
}
