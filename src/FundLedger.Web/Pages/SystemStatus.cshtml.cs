using FundLedger.Features.Checkpoints;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;

namespace FundLedger.Web.Pages;

/// <summary>What the operator has set up, for those who have to tell him what is missing. No path and no secret is on it.</summary>
internal sealed class SystemStatusModel(
    IMediator mediator, CurrentUser me, WebSettings settings, PublicAddress address, IServiceProvider services) : LedgerPage(mediator, me)
{
    /// <summary>Null when papers leave without a signature of the unit.</summary>
    public PaperSigner? Signer => services.GetService<PaperSigner>();

    public string? CheckpointKey => services.GetService<CheckpointKey>()?.Fingerprint;

    public bool SendsMail => settings.Mail is not null;

    public int? CheckHour => settings.CheckHour;

    public string Address => address.Text;

    public IActionResult OnGet() => Me.IsAny(Role.Auditor, Role.Administrator) ? Page() : Forbid();
}
