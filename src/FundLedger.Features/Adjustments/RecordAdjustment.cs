using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Adjustments;

/// <summary>
/// Writes an entry by hand under a voucher of its own (phiếu kế toán): bank interest and fees, money between cash box and bank, an account
/// chosen wrongly. What changes the fund's balance waits for a second person; the rest is posted at once.
/// </summary>
/// <param name="Reason">At least 5 characters; no name of a child. It is printed on the voucher.</param>
public sealed record RecordAdjustment(string Fund, Guid Key, LocalDate Date, string Reason, IReadOnlyList<AskedPosting> Lines)
    : ICommand<AdjustmentRecorded>;

/// <param name="Voucher">Null while it waits for a second person.</param>
public sealed record AdjustmentRecorded(long Id, string? Voucher, long? EntryNo);

internal sealed class RecordAdjustmentHandler(Db db, FundLock fundLock, Pools pools)
    : IRequestHandler<RecordAdjustment, Result<AdjustmentRecorded>>
{
    private const string AccountsSql = "SELECT account_code FROM adjustable_accounts WHERE is_allowed";

    private const string RecordSql = """
        SELECT adjustment_id, voucher_year, voucher_no, entry_no
        FROM record_adjustment(@FundId, @Key, @Date, @Reason, @Accounts, @Pools, @Sides, @Amounts)
        """;

    public async Task<Result<AdjustmentRecorded>> Handle(RecordAdjustment request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new ReasonMissing();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (fund.Dates.RefusalFor(request.Date) is { } badDate) return badDate;
        var accounts = (await db.ListAsync<string>(AccountsSql, null, cancellationToken)).ToHashSet();
        var known = (await pools.ListAsync(request.Fund, cancellationToken))
            .ToDictionary(pool => pool.Code, pool => new AdjustedPool(pool.PoolId, pool.SourceKind));
        var judged = new AdjustmentRules(accounts, known).Judge(request.Lines);
        if (judged.Error is { } refusal) return refusal;
        var postings = judged.Value;
        var recorded = await db.SingleAsync<PostedAdjustment>(
            RecordSql,
            new
            {
                fund.FundId, request.Key, request.Date, request.Reason,
                Accounts = postings.Select(posting => posting.Account).ToArray(),
                Pools = postings.Select(posting => posting.Pool).ToArray(),
                Sides = postings.Select(posting => posting.Side == Side.Debit ? "debit" : "credit").ToArray(),
                Amounts = postings.Select(posting => posting.Amount.Dong).ToArray(),
            },
            cancellationToken);
        return new AdjustmentRecorded(recorded.AdjustmentId, recorded.Voucher, recorded.EntryNo);
    }
}

/// <summary>As the database answers.</summary>
internal sealed record PostedAdjustment
{
    public long AdjustmentId { get; init; }

    public int? VoucherYear { get; init; }

    public int? VoucherNo { get; init; }

    public long? EntryNo { get; init; }

    public string? Voucher => VoucherNo is { } no ? new VoucherNumber(VoucherType.Adjustment, VoucherYear!.Value, no).ToString() : null;
}
