using FundLedger.Web.SignIn;
using MediatR;

namespace FundLedger.Web.Pages.Findings;

/// <summary>Who reads findings: the fund's auditors, and those who answer them.</summary>
public abstract class FindingPage(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    public bool IsAuditor => Me.IsAny(Role.Auditor);

    protected bool MayRead => Me.IsAny(Role.Auditor, Role.FundAccountant, Role.Approver);
}
