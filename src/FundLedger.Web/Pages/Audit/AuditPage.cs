using FundLedger.Web.SignIn;
using MediatR;

namespace FundLedger.Web.Pages.Audit;

/// <summary>What the auditor's pages share: their readers.</summary>
public abstract class AuditPage(IMediator mediator, CurrentUser me) : LedgerPage(mediator, me)
{
    protected bool IsAuditor => Me.IsAny(Role.Auditor);
}
