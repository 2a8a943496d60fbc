using FundLedger.Domain;
using FundLedger.Features.Papers;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace FundLedger.Web.Pages.Traces;

/// <summary>Who follows money from receipts to children and back. What is of another unit, and who gave, is left to the database.</summary>
internal static class TraceReaders
{
    public static readonly Role[] OfMoney = [Role.FundAccountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer];

    /// <summary>Those who may open a child.</summary>
    public static readonly Role[] OfChildren = [Role.FundAccountant, Role.Approver, Role.Auditor, Role.CommuneOfficer];
}

/// <summary>A trace within the fund in the address.</summary>
public abstract class TracePage(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    [BindProperty(SupportsGet = true)]
    public string Fund { get; set; } = "";

    public bool MayOpenChildren => Has(TraceReaders.OfChildren);

    protected bool MayTrace => Has(TraceReaders.OfMoney);

    /// <summary>A trace as a file, noted before it leaves.</summary>
    protected async Task<IActionResult> LeaveAsync(IRequest<Result<ExportedFile>> export, string list, string of)
    {
        var at = HttpContext.RequestServices.GetRequiredService<IClock>().GetCurrentInstant();
        var file = await Send(export);
        return file.Error is { } error ? Show(error) : await NotedAsync(Fund, list, [of], at, file.Value);
    }

    private bool Has(Role[] roles) => Me.Funds.Any(fund => fund.Code == Fund && fund.Roles.Overlaps(roles));
}
