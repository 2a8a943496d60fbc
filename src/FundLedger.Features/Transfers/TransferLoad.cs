using FundLedger.Domain;
using FundLedger.Domain.Transfers;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Transfers;

public sealed record TransferNotFound(string Fund, long Id) : NotFound($"Fund {Fund} has no transfer {Id} that this user may see.");

/// <summary>Takes the fund's lock, then loads the transfer as the rules judge it; shared by approve and reject.</summary>
internal sealed class TransferLoad(FundLock fundLock)
{
    private const string LoadSql = """
        SELECT t.transfer_id AS id, t.status, t.amount, p.code AS from_pool, b.liquid - b.committed AS available, t.requester_person,
            t.approver_person, encode(e.content_hash, 'hex') AS content_hash
        FROM pool_transfers t JOIN funds f USING (fund_id)
        JOIN pools p ON p.fund_id = t.fund_id AND p.pool_id = t.from_pool
        JOIN pool_balances b ON b.fund_id = t.fund_id AND b.pool_id = t.from_pool
        JOIN pool_transfer_events e ON e.fund_id = t.fund_id AND e.transfer_id = t.transfer_id AND e.event = 'requested'
        WHERE f.code = @Fund AND t.transfer_id = @Id
        """;

    public async Task<(LockedFund Fund, PoolTransfer? Transfer)> LockAsync(ICommand command, CancellationToken token)
    {
        var (fund, row) = await fundLock.TakeWithAsync<Row>(command, LoadSql, token);
        return (fund, row?.ToTransfer());
    }

    private sealed record Row
    {
        public long Id { get; init; }

        public string Status { get; init; } = "";

        public Money Amount { get; init; }

        public string FromPool { get; init; } = "";

        public Money Available { get; init; }

        public long RequesterPerson { get; init; }

        public long? ApproverPerson { get; init; }

        public string ContentHash { get; init; } = "";

        public PoolTransfer ToTransfer() => new()
        {
            Id = Id, Status = Enum.Parse<TransferStatus>(Status, ignoreCase: true), Amount = Amount, FromPool = FromPool,
            Available = Available, RequesterPerson = RequesterPerson, ApproverPerson = ApproverPerson, ContentHash = ContentHash,
        };
    }
}
