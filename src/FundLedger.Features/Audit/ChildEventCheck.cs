using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Audit;

/// <summary>Each event of a child is what was sealed of it, and none is missing on either side.</summary>
internal sealed class ChildEventCheck : IVerifier
{
    private const string EventsSql = """
        SELECT event_no, s.actor, s.recorded_at, s.details_commitment, e.recorded_by, e.recorded_at AS written_at, e.salt,
            ARRAY[e.beneficiary_code, e.event, to_char(e.happened_on, 'YYYY-MM-DD'), e.from_unit::text, e.to_unit::text, e.class_code,
                e.subgroup_no::text, e.reason, e.evidence_kind, e.evidence_number, to_char(e.evidence_date, 'YYYY-MM-DD'),
                e.cancels_event_no::text] || CASE WHEN e.other_code IS NULL THEN '{}'::text[]
                    ELSE ARRAY[e.other_code, encode(e.own_mark, 'hex'), encode(e.other_mark, 'hex')] END AS details
        FROM child_event_seals s FULL JOIN child_events e USING (event_no)
        WHERE s.fund_id = @FundId OR (s.fund_id IS NULL AND @FundId = fund_of_unit(e.from_unit))
        ORDER BY event_no
        """;

    private readonly PassTally tally = new("child-events");

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        foreach (var fund in funds)
        {
            foreach (var happened in await db.ListAsync<Row>(EventsSql, new { fund.FundId }, token)) Check(fund, happened);
        }
    }

    private void Check(VerifiedFund fund, Row row)
    {
        var details = row.Salt is { } salt ? HashLog.Commitment(salt, row.Details) : null;
        Compare("written by", row.Actor, row.RecordedBy);
        Compare("written at", Text(row.RecordedAt), Text(row.WrittenAt));
        Compare("child, event and reason", Hex(row.DetailsCommitment), Hex(details));

        void Compare(string field, string? promised, string? found) => tally.Compare(
            fund.Code, "child event", row.EventNo.ToString(CultureInfo.InvariantCulture), field, promised, found);
    }

    private static string? Hex(byte[]? hash) => hash is null ? null : Convert.ToHexStringLower(hash);

    private static string? Text(Instant? instant) => instant is { } known ? InstantPattern.ExtendedIso.Format(known) : null;

    private sealed record Row
    {
        public long EventNo { get; init; }

        public string? Actor { get; init; }

        public Instant? RecordedAt { get; init; }

        public byte[]? DetailsCommitment { get; init; }

        public string? RecordedBy { get; init; }

        public Instant? WrittenAt { get; init; }

        public byte[]? Salt { get; init; }

        public string?[] Details { get; init; } = [];
    }
}
