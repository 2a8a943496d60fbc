using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Goods;

public sealed record GoodsRequestNotFound(long Id) : NotFound($"The fund has no request {Id} with goods that this user may see.");

/// <summary>Takes the fund's lock, then reads the goods of a request as the rules judge them.</summary>
internal sealed class GoodsHandOver(Db db, FundLock fundLock)
{
    internal const string LinesSql = """
        SELECT g.line_no AS line, coalesce(l.beneficiary_code, l.recipient) AS child, g.lot_no AS lot, g.state, o.expires_on,
            coalesce(o.expires_on < business_today(), false) AS is_expired, w.obstacle
        FROM funds f JOIN request_goods g USING (fund_id) JOIN disbursement_lines l USING (fund_id, disbursement_id, line_no)
        JOIN goods_lots o USING (fund_id, lot_no) LEFT JOIN disbursement_obstacles(f.fund_id, @Id) w ON w.line_no = g.line_no
        WHERE f.code = @Fund AND g.disbursement_id = @Id ORDER BY g.line_no, g.lot_no
        """;

    private const string HeadSql = """
        SELECT d.status IN ('approved', 'paid') AS is_approved,
            EXISTS (SELECT FROM goods_issues i WHERE i.fund_id = d.fund_id AND i.disbursement_id = d.disbursement_id
                AND i.settled_on IS NULL) AS is_out,
            ARRAY(SELECT d.requester_person UNION SELECT d.approver_person WHERE d.approver_person IS NOT NULL
                UNION SELECT s.decided_person FROM disbursement_steps s WHERE s.fund_id = d.fund_id
                    AND s.disbursement_id = d.disbursement_id AND s.decided_person IS NOT NULL) AS hands
        FROM disbursements d JOIN funds f USING (fund_id) WHERE f.code = @Fund AND d.disbursement_id = @Id
        """;

    private const string PairsSql = """
        SELECT w.beneficiary_code AS code, w.other_code AS other FROM funds f CROSS JOIN LATERAL pairs_to_decide(f.fund_id, @Id) w
        WHERE f.code = @Fund
        """;

    public async Task<(LockedFund Fund, GoodsOfRequest? Goods)> LockAsync(string code, long id, CancellationToken token)
    {
        var fund = await fundLock.TakeAsync(code, token);
        return (fund, await FindAsync(code, id, token));
    }

    public async Task<GoodsOfRequest?> FindAsync(string fund, long id, CancellationToken token)
    {
        var key = new { Fund = fund, Id = id };
        var lines = await db.ListAsync<RequestGoodsLine>(LinesSql, key, token);
        if (lines.Count == 0 || await db.FindAsync<Head>(HeadSql, key, token) is not { } head) return null;
        return new GoodsOfRequest
        {
            Id = id, IsApproved = head.IsApproved, IsOut = head.IsOut, Hands = head.Hands, Lines = lines,
            Pairs = await db.ListAsync<UndecidedPair>(PairsSql, key, token),
        };
    }

    private sealed record Head
    {
        public bool IsApproved { get; init; }

        public bool IsOut { get; init; }

        public long[] Hands { get; init; } = [];
    }
}
