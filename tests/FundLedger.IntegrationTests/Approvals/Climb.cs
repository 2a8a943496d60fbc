using FundLedger.Domain;
using FundLedger.Features.Approvals;
using FundLedger.Features.Disbursements;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Approvals;

/// <summary>Another ladder for the tests' district, with a second step above a sum.</summary>
internal static class Climb
{
    public const string Chair = "council_chair";
    public const string Council = "full_council";

    public static string[] AllLevels { get; } = ["office_head", "office_head_or_chair", "council_or_uband_chair", "commune_chair"];

    /// <summary>One step for the approver up to 500,000, and above it a second one for the second approver.</summary>
    public static ProposedStep[] TwoSteps { get; } =
    [
        new(Chair, "Chủ tịch", "Chair", null, null, AllLevels, [TamDuong.Approver]),
        new(Council, "Hội đồng", "Council", new Money(500_000), null, [], [TamDuong.SecondApprover]),
    ];

    public static ProposeLadder Proposal(Ledger ledger, params ProposedStep[] steps) =>
        new(Given.Fund, Guid.NewGuid(), $"PC-{Guid.NewGuid():N}"[..12], ledger.Clock.Today, ledger.Clock.Today, steps);

    public static async Task AdoptedAsync(Ledger ledger, params ProposedStep[] steps)
    {
        var moved = await ledger.Done(TamDuong.Accountant, Proposal(ledger, steps));
        await ledger.Done(TamDuong.Approver, new AdoptLadder(Given.Fund, Guid.NewGuid(), moved.Ladder));
    }

    public static async Task<ApproveDisbursement> ApprovalAsync(Ledger ledger, long id, bool isUnrelated = true) =>
        new(Given.Fund, Guid.NewGuid(), id, await ledger.Given.ContentHash(id), isUnrelated);
}
