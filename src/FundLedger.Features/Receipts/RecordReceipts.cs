using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Receipts;

/// <summary>Records the receipts of one day, each with its voucher and its entry, all or none.</summary>
public sealed record RecordReceipts(string Fund, Guid Key, LocalDate ReceivedOn, IReadOnlyList<ReceiptLine> Lines)
    : ICommand<ReceiptsRecorded>;

/// <summary>One receipt of many; see <see cref="RecordReceipt"/>.</summary>
public sealed record ReceiptLine(string Pool, Money Amount, string MoneyAccount, string DonorName)
{
    public string DonorKind { get; init; } = "person";

    public string? DonorAddress { get; init; }

    public string? BankReference { get; init; }

    public string? Content { get; init; }

    public string? Attachments { get; init; }

    public string? DespiteLikeness { get; init; }
}

public sealed record ReceiptsRecorded(int Count, Money Total, string FirstVoucher, string LastVoucher);

public sealed record NoReceipts() : Invalid("There is no receipt in the list.");

/// <summary>A receipt of the list cannot be recorded; the reason is <paramref name="Why"/>.</summary>
/// <param name="Row">Its place in the list, from 1.</param>
public sealed record ReceiptRowRefused(int Row, Error Why) : Refused($"Row {Row}: {Why.Message}");

public sealed record BankReferenceTwice(string Reference, int FirstRow)
    : Refused($"Bank reference {Reference} stands in row {FirstRow} of the same list.")
{
    public override string Field => "BankReference";
}

/// <summary>As <see cref="ReceiptLooksRecorded"/>, but the other one is above it in the same list.</summary>
public sealed record ReceiptTwiceInList(int FirstRow)
    : Refused($"It looks like row {FirstRow} of the same list: the same giver and amount. A reason of at least 10 characters is needed.")
{
    public override string Field => "DespiteLikeness";
}

internal sealed class RecordReceiptsHandler(Db db, FundLock fundLock, Pools pools)
    : IRequestHandler<RecordReceipts, Result<ReceiptsRecorded>>
{
    private const string RecordSql = """
        SELECT voucher_year, first_voucher, last_voucher
        FROM record_receipts(@FundId, @Key, @ReceivedOn, @Pool, @Amount, @Account, @Name, @Kind, @Address, @Reference, @Content,
            @Attachments, @Despite)
        """;

    private const string HeldSql = """
        SELECT u.place::int AS row, btrim(u.reference) AS reference, bank_reference_holder(@FundId, u.reference) AS voucher
        FROM unnest(@Reference) WITH ORDINALITY u(reference, place)
        WHERE u.reference IS NOT NULL AND bank_reference_holder(@FundId, u.reference) IS NOT NULL ORDER BY u.place LIMIT 1
        """;

    private const string AlikeSql = """
        SELECT a.place::int AS row, a.vouchers FROM alike_receipts(@FundId, @Name, @Amount, @ReceivedOn, @Reference) a
        WHERE length(btrim(coalesce((@Despite)[a.place], ''))) < 10 ORDER BY a.place LIMIT 1
        """;

    private sealed record Alike
    {
        public int Row { get; init; }

        public string Vouchers { get; init; } = "";
    }

    private sealed record Held
    {
        public int Row { get; init; }

        public string Reference { get; init; } = "";

        public string Voucher { get; init; } = "";
    }

    private sealed record Recorded
    {
        public int VoucherYear { get; init; }

        public int FirstVoucher { get; init; }

        public int LastVoucher { get; init; }
    }

    public async Task<Result<ReceiptsRecorded>> Handle(RecordReceipts request, CancellationToken cancellationToken)
    {
        if (request.Lines.Count == 0) return new NoReceipts();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (fund.Dates.RefusalFor(request.ReceivedOn) is { } refusal) return refusal;
        var known = (await pools.ListAsync(request.Fund, cancellationToken)).Select(pool => pool.Code).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < request.Lines.Count; i++)
        {
            var line = request.Lines[i];
            if (Alone(request, line).RefusalOfContent is { } wrong) return new ReceiptRowRefused(i + 1, wrong);
            if (!known.Contains(line.Pool)) return new ReceiptRowRefused(i + 1, new PoolNotFound(line.Pool));
        }

        var columns = Columns(fund.FundId, request);
        if (RefusalOfTwice(request.Lines) is { } twice) return twice;
        if (await db.FindAsync<Held>(HeldSql, columns, cancellationToken) is { } held)
        {
            return new ReceiptRowRefused(held.Row, new BankReferenceUsed(held.Reference, held.Voucher) { Fund = request.Fund });
        }

        if (RefusalOfAlike(request.Lines) is { } alike) return alike;
        if (await db.FindAsync<Alike>(AlikeSql, columns, cancellationToken) is { } doubt)
        {
            return new ReceiptRowRefused(doubt.Row, new ReceiptLooksRecorded(doubt.Vouchers) { Fund = request.Fund });
        }

        var recorded = await db.SingleAsync<Recorded>(RecordSql, columns, cancellationToken);
        return new ReceiptsRecorded(
            request.Lines.Count, new Money(request.Lines.Sum(line => line.Amount.Dong)),
            Voucher(recorded.FirstVoucher), Voucher(recorded.LastVoucher));

        string Voucher(int number) => new VoucherNumber(VoucherType.Receipt, recorded.VoucherYear, number).ToString();
    }

    private static ReceiptRowRefused? RefusalOfTwice(IReadOnlyList<ReceiptLine> lines)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].BankReference?.Trim() is not { Length: > 0 } reference || seen.TryAdd(reference, i + 1)) continue;
            return new ReceiptRowRefused(i + 1, new BankReferenceTwice(reference, seen[reference]));
        }

        return null;
    }

    // As the database tells them apart: by giver and amount, unless both have a reference of the bank.
    private static ReceiptRowRefused? RefusalOfAlike(IReadOnlyList<ReceiptLine> lines)
    {
        var seen = new Dictionary<(string Giver, Money Amount), (int Row, int RowWithout)>();
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i];
            var giver = (line.DonorName.Trim().ToLowerInvariant(), line.Amount);
            var isReferred = !string.IsNullOrWhiteSpace(line.BankReference);
            var (first, without) = seen.GetValueOrDefault(giver);
            seen[giver] = (first > 0 ? first : i + 1, without > 0 || isReferred ? without : i + 1);
            var like = isReferred ? without : first;
            if (like > 0 && LongReasonMissing.In(line.DespiteLikeness ?? "") is not null)
                return new ReceiptRowRefused(i + 1, new ReceiptTwiceInList(like));
        }

        return null;
    }

    // The rules for one receipt are those for each of many.
    private static RecordReceipt Alone(RecordReceipts request, ReceiptLine line) =>
        new(request.Fund, request.Key, line.Pool, line.Amount, request.ReceivedOn, line.MoneyAccount, line.DonorName)
        {
            DespiteLikeness = line.DespiteLikeness,
        };

    private static object Columns(int fundId, RecordReceipts request)
    {
        T[] Column<T>(Func<ReceiptLine, T> value) => [.. request.Lines.Select(value)];
        return new
        {
            FundId = fundId, request.Key, request.ReceivedOn,
            Pool = Column(line => line.Pool),
            Amount = Column(line => line.Amount.Dong),
            Account = Column(line => line.MoneyAccount),
            Name = Column(line => line.DonorName),
            Kind = Column(line => line.DonorKind),
            Address = Column(line => line.DonorAddress),
            Reference = Column(line => line.BankReference),
            Content = Column(line => line.Content),
            Attachments = Column(line => line.Attachments),
            Despite = Column(line => line.DespiteLikeness),
        };
    }
}
