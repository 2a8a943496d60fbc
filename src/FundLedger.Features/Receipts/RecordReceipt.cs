using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Receipts;

/// <summary>Records money received into a pool. The kind of source is the pool's.</summary>
/// <param name="MoneyAccount"><c>cash</c> or <c>bank</c>.</param>
/// <param name="DonorKind"><c>person</c> or <c>organisation</c>.</param>
/// <param name="BankReference">The bank's own reference; the same one is not recorded twice.</param>
public sealed record RecordReceipt(
    string Fund, Guid Key, string Pool, Money Amount, LocalDate ReceivedOn, string MoneyAccount, string DonorName)
    : ICommand<ReceiptRecorded>
{
    public string DonorKind { get; init; } = "person";

    public string? DonorAddress { get; init; }

    public string? BankReference { get; init; }

    public string? Content { get; init; }

    /// <summary>The papers that come with the voucher, e.g. "01 danh sách".</summary>
    public string? Attachments { get; init; }

    /// <summary>
    /// Why it is recorded although it looks like another receipt, see <see cref="ReceiptLooksRecorded"/>; kept and sealed with it then.
    /// </summary>
    public string? DespiteLikeness { get; init; }

    private static readonly Money Highest = new(1_000_000_000_000);

    /// <summary>What is wrong with it whatever the books say; null when nothing is.</summary>
    internal Error? RefusalOfContent =>
        !Amount.IsPositive ? new ReceiptNotPositive(Amount)
        : Amount > Highest ? new ReceiptTooHigh(Amount)
        : string.IsNullOrWhiteSpace(DonorName) ? new DonorNameMissing()
        : DespiteLikeness?.Trim().Length > LikenessReasonTooLong.Longest ? new LikenessReasonTooLong(LikenessReasonTooLong.Longest)
        : null;
}

public sealed record ReceiptRecorded(string Voucher, long EntryNo);

public sealed record ReceiptNotPositive(Money Amount) : Invalid($"An amount is at least 1 đồng, not {Amount}.")
{
    public override string Field => "Amount";
}

public sealed record ReceiptTooHigh(Money Amount) : Invalid($"{Amount} is above the 1.000.000.000.000 that one receipt may hold.")
{
    public override string Field => "Amount";
}

public sealed record DonorNameMissing() : Invalid("The giver's name is needed; write \"Ẩn danh\" for someone who wants none.")
{
    public override string Field => "DonorName";
}

public sealed record BankReferenceUsed(string Reference, string Voucher)
    : Refused($"Bank reference {Reference} is already recorded as {Voucher}.")
{
    /// <summary>The fund whose voucher it is; null in answers that were kept before it was said.</summary>
    public string? Fund { get; init; }

    public override string Field => "BankReference";
}

/// <summary>
/// The same giver gave the same amount not four days before or after, and no two references of the bank tell the receipts apart.
/// </summary>
/// <param name="Vouchers">Those that it looks like, the earliest first, five at most, with commas between them.</param>
public sealed record ReceiptLooksRecorded(string Vouchers)
    : Refused($"It looks like {Vouchers}: the same giver and amount within 3 days. A reason of at least 10 characters is needed.")
{
    public string? Fund { get; init; }

    public override string Field => "DespiteLikeness";

    /// <summary>Null when it looks like none, or the reason says why it is another one.</summary>
    internal static ReceiptLooksRecorded? Of(string? vouchers, string? reason, string fund) =>
        vouchers is { Length: > 0 } && LongReasonMissing.In(reason ?? "") is not null ? new(vouchers) { Fund = fund } : null;
}

public sealed record LikenessReasonTooLong(int Most) : Invalid($"The reason has at most {Most} letters.")
{
    internal const int Longest = 500;

    public override string Field => "DespiteLikeness";
}

internal sealed class RecordReceiptHandler(Db db, FundLock fundLock) : IRequestHandler<RecordReceipt, Result<ReceiptRecorded>>
{
    private const string FactsSql = """
        SELECT p.pool_id, bank_reference_holder(p.fund_id, @BankReference) AS reference_used_by,
            (SELECT a.vouchers FROM alike_receipts(
                p.fund_id, ARRAY[@DonorName], ARRAY[@Amount], @ReceivedOn, ARRAY[@BankReference]) a) AS alike
        FROM pools p JOIN funds f USING (fund_id) WHERE f.code = @Fund AND p.code = @Pool
        """;

    private const string RecordSql = """
        SELECT voucher_year, voucher_no, entry_no
        FROM record_receipt(@FundId, @Key, @PoolId, @Amount, @ReceivedOn, @MoneyAccount, @DonorName, @DonorKind, @DonorAddress,
            @BankReference, @Content, @Attachments, @DespiteLikeness)
        """;

    private sealed record ReceiptFacts
    {
        public int PoolId { get; init; }

        public string? ReferenceUsedBy { get; init; }

        public string? Alike { get; init; }
    }

    private sealed record Recorded
    {
        public int VoucherYear { get; init; }

        public int VoucherNo { get; init; }

        public long EntryNo { get; init; }
    }

    public async Task<Result<ReceiptRecorded>> Handle(RecordReceipt request, CancellationToken cancellationToken)
    {
        if (request.RefusalOfContent is { } wrong) return wrong;

        var (fund, facts) = await fundLock.TakeWithAsync<ReceiptFacts>(request, FactsSql, cancellationToken);
        if (fund.Dates.RefusalFor(request.ReceivedOn) is { } refusal) return refusal;
        if (facts is null) return new PoolNotFound(request.Pool);
        if (facts.ReferenceUsedBy is { } used)
        {
            return new BankReferenceUsed(request.BankReference!.Trim(), used) { Fund = request.Fund };
        }

        if (ReceiptLooksRecorded.Of(facts.Alike, request.DespiteLikeness, request.Fund) is { } doubt) return doubt;

        var recorded = await db.SingleAsync<Recorded>(
            RecordSql,
            new
            {
                fund.FundId, request.Key, facts.PoolId, request.Amount, request.ReceivedOn, request.MoneyAccount, request.DonorName,
                request.DonorKind, request.DonorAddress, request.BankReference, request.Content, request.Attachments,
                request.DespiteLikeness,
            },
            cancellationToken);
        var voucher = new VoucherNumber(VoucherType.Receipt, recorded.VoucherYear, recorded.VoucherNo);
        return new ReceiptRecorded(voucher.ToString(), recorded.EntryNo);
    }
}
