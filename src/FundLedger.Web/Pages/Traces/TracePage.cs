using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

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

    private bool Has(Role[] roles) => Me.Funds.Any(fund => fund.Code == Fund && fund.Roles.Overlaps(roles));
}
