using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Audit;

/// <summary>Each look at an identity is what was sealed of it, and none is missing on either side.</summary>
internal sealed class IdentityCheck : IVerifier
{
    private const string LooksSql = """
        SELECT access_no, e.actor, e.recorded_at, e.details_commitment,
            a.accessed_by, a.accessed_at, a.beneficiary_code, a.reason, a.step, a.salt
        FROM identity_access_events e FULL JOIN identity_accesses a USING (access_no)
        WHERE e.fund_id = @FundId OR (e.fund_id IS NULL AND @FundId = (
            SELECT fund_of_unit(b.unit_id) FROM beneficiaries b WHERE b.beneficiary_code = a.beneficiary_code))
        ORDER BY access_no
        """;

    private readonly PassTally tally = new("identity-looks");

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        foreach (var fund in funds)
        {
            foreach (var look in await db.ListAsync<Look>(LooksSql, new { fund.FundId }, token)) Check(fund, look);
        }
    }

    private void Check(VerifiedFund fund, Look look)
    {
        var details = look.Salt is not { } salt ? null
            : look.Step == "opened" ? HashLog.Commitment(salt, look.BeneficiaryCode, look.Reason)
            : HashLog.Commitment(salt, look.BeneficiaryCode, look.Reason, look.Step);
        Compare("looked by", look.Actor, look.AccessedBy);
        Compare("looked at", Text(look.RecordedAt), Text(look.AccessedAt));
        Compare("child and reason", Hex(look.DetailsCommitment), Hex(details));

        void Compare(string field, string? promised, string? found) => tally.Compare(
            fund.Code, "identity look", look.AccessNo.ToString(CultureInfo.InvariantCulture), field, promised, found);
    }

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);

    private static string? Text(Instant? instant) => instant is { } known ? InstantPattern.ExtendedIso.Format(known) : null;

    private sealed record Look
    {
        public long AccessNo { get; init; }

        public string? Actor { get; init; }

        public Instant? RecordedAt { get; init; }

        public byte[]? DetailsCommitment { get; init; }

        public string? AccessedBy { get; init; }

        public Instant? AccessedAt { get; init; }

        public string? BeneficiaryCode { get; init; }

        public string? Reason { get; init; }

        public string? Step { get; init; }

        public byte[]? Salt { get; init; }
    }
}
