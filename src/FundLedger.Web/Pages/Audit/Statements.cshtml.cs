using FundLedger.Features.Findings;
using FundLedger.Features.Statements;
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

    /// <summary>The same list as a file.</summary>
    public async Task<IActionResult> OnGetExportAsync(string? format)
    {
        if (!IsAuditor) return Forbid();
        return await TakeAsync(FundCode, format, async () =>
        {
            var list = await Send(new ListIssuedStatements(FundCode));
            return list.Error is { } error ? error : Shown(list.Value.Statements);
        });
    }

    private ShownList Shown(IReadOnlyList<ListedStatement> statements) => new(
        "issued-statements", texts["Sao kê đã niêm phong"],
        [
            texts["Mã sao kê"], texts["Từ ngày"], texts["Đến ngày"], texts["Phiên bản"], "SHA-256", texts["Đã xác nhận"], texts["Ghi chú"],
        ],
        [
            .. statements.Select(statement => (object?[])
            [
                statement.Id, statement.From, statement.To, statement.Version, statement.Digest, statement.AttestedBy, statement.Note,
            ]),
        ]);

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
