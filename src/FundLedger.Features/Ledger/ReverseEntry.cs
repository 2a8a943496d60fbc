using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Ledger;

/// <summary>Cancels a posted receipt or payment by its negative, under a voucher of its own; nothing is edited or deleted.</summary>
/// <param name="MoneyAccount">Where the money comes back to (or leaves from): <c>cash</c> or <c>bank</c>.</param>
/// <param name="Reason">At least 5 characters; no name of a child.</param>
public sealed record ReverseEntry(string Fund, Guid Key, long EntryNo, LocalDate ReversedOn, string MoneyAccount, string Reason)
    : ICommand<EntryReversed>;

public sealed record EntryReversed(string Voucher, long EntryNo);

public sealed record EntryNotFound(string Fund, long EntryNo) : NotFound($"Fund {Fund} has no entry {EntryNo} that this user may see.");

public sealed record AlreadyReversed(long EntryNo, long By) : Refused($"Entry {EntryNo} was already reversed by entry {By}.");

public sealed record NotReversible(long EntryNo, string Kind)
    : Refused($"Entry {EntryNo} is a {Kind}; only receipts and payments are reversed.");

public sealed record ReversedBeforeEntry(long EntryNo, LocalDate EntryDate)
    : Refused($"Entry {EntryNo} is of {EntryDate:uuuu-MM-dd}; it is not reversed earlier.")
{
    public override string Field => "Date";
}

internal sealed class ReverseEntryHandler(Db db, FundLock fundLock) : IRequestHandler<ReverseEntry, Result<EntryReversed>>
{
    private const string EntrySql = """
        SELECT e.kind, e.entry_date, r.entry_no AS reversed_by, p.amount, pool.code AS pool,
            b.liquid - b.committed AS available, m.balance AS held
        FROM journal_entries e
        JOIN postings p ON p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no AND p.line = 1
        JOIN pools pool ON pool.fund_id = p.fund_id AND pool.pool_id = p.pool_id
        JOIN pool_balances b ON b.fund_id = p.fund_id AND b.pool_id = p.pool_id
        LEFT JOIN money_balances m ON m.fund_id = e.fund_id AND m.account_code = @MoneyAccount
        LEFT JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no
        WHERE e.fund_id = @FundId AND e.book = 'financial' AND e.entry_no = @EntryNo
        """;

    private const string ReverseSql = """
        SELECT voucher_year, voucher_no, entry_no FROM reverse_entry(@FundId, @EntryNo, @Key, @ReversedOn, @MoneyAccount, @Reason)
        """;

    private sealed record Entry
    {
        public string Kind { get; init; } = "";

        public LocalDate EntryDate { get; init; }

        public long? ReversedBy { get; init; }

        public Money Amount { get; init; }

        public string Pool { get; init; } = "";

        public Money Available { get; init; }

        public Money? Held { get; init; }

        // Only the reversal of a receipt takes money out.
        public Refused? RefusalToGiveBack(string account) =>
            Kind != "receipt" ? null
            : Amount > Available ? new PoolShort(Pool, Amount, Available)
            : Amount > Held ? new MoneyShort(account, Amount, Held.Value)
            : null;
    }

    private sealed record Reversed
    {
        public int VoucherYear { get; init; }

        public int VoucherNo { get; init; }

        public long EntryNo { get; init; }
    }

    public async Task<Result<EntryReversed>> Handle(ReverseEntry request, CancellationToken cancellationToken)
    {
        if (request.Reason.Trim().Length < 5) return new ReasonMissing();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var asked = new { fund.FundId, request.EntryNo, request.MoneyAccount };
        if (await db.FindAsync<Entry>(EntrySql, asked, cancellationToken) is not { } entry)
        {
            return new EntryNotFound(request.Fund, request.EntryNo);
        }

        if (entry.Kind is not ("receipt" or "disbursement")) return new NotReversible(request.EntryNo, entry.Kind);
        if (entry.ReversedBy is { } by) return new AlreadyReversed(request.EntryNo, by);
        if (request.ReversedOn < entry.EntryDate) return new ReversedBeforeEntry(request.EntryNo, entry.EntryDate);
        if (fund.Dates.RefusalFor(request.ReversedOn) is { } badDate) return badDate;
        if (entry.Held is null) return new MoneyAccountUnknown(request.MoneyAccount);
        if (entry.RefusalToGiveBack(request.MoneyAccount) is { } spent) return spent;
        var reversed = await db.SingleAsync<Reversed>(
            ReverseSql,
            new { fund.FundId, request.EntryNo, request.Key, request.ReversedOn, request.MoneyAccount, request.Reason },
            cancellationToken);
        return new EntryReversed(
            new VoucherNumber(VoucherType.Reversal, reversed.VoucherYear, reversed.VoucherNo).ToString(), reversed.EntryNo);
    }
}
