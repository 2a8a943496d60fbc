using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Checkpoints;
using FundLedger.Web.SignIn;
using MediatR;
using Microsoft.AspNetCore.Mvc;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Web.Pages.Audit;

/// <summary>Verification on demand over every fund that the user reads. Its result is shown, not kept.</summary>
internal sealed class IndexModel(
    IMediator mediator, CurrentUser me, IClock clock, AnchorFile? file = null, CheckpointKey? key = null) : AuditPage(mediator, me)
{
    /// <summary>The checkpoint that was written down outside last; null when there is none.</summary>
    public AnchorLine? LastAnchor { get; private set; }

    /// <summary>Names the key that signs here; null when nothing is signed.</summary>
    public string? KeyFingerprint => key?.Fingerprint;

    public IReadOnlyList<LogHead> Heads { get; private set; } = [];

    public LedgerVerification? Verification { get; private set; }

    public Instant VerifiedAt { get; private set; }

    public long Milliseconds { get; private set; }

    /// <summary>The period in the example for the command line.</summary>
    public string ThisYear
    {
        get
        {
            var today = BusinessDate.Of(clock.GetCurrentInstant());
            return $"--from {LocalDatePattern.Iso.Format(new LocalDate(today.Year, 1, 1))} --to {LocalDatePattern.Iso.Format(today)}";
        }
    }

    public long Records => Verification!.Passes.Sum(pass => pass.Records);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!IsAuditor) return Forbid();
        var heads = await Send(new ListLogHeads());
        if (heads.Error is { } error) return Show(error);
        Heads = heads.Value.Heads;
        LastAnchor = file?.Last();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (!IsAuditor) return Forbid();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var verified = await Send(new VerifyLedger
        {
            CheckpointKey = key?.PublicKey,
            Anchors = file is not null && System.IO.File.Exists(file.Path) ? AnchorFile.Read(file.Path) : null,
        });
        if (verified.Error is { } error) return Show(error);
        (Verification, VerifiedAt, Milliseconds) = (verified.Value, clock.GetCurrentInstant(), watch.ElapsedMilliseconds);
        return await OnGetAsync();
    }
}
