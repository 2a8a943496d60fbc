namespace FundLedger.Domain.Statements;

/// <summary>
/// The statement of a fund: opening + received − given = closing, in total and in each pool, and the vouchers say the same. There is no
/// statement that does not add up.
/// </summary>
public sealed class FundStatement
{
    private FundStatement(StatementFigures figures)
    {
        Figures = figures;
        Received = Sum(figures.Receipts, line => line.Amount);
        Given = Sum(figures.Disbursements, line => line.Amount);
        Lapsed = Sum(figures.Pools, pool => pool.Lapsed);
        Times = figures.Disbursements.Sum(line => line.Times);
        Digest = StatementDigest.Of(figures);
    }

    public StatementFigures Figures { get; }

    public Money Received { get; }

    public Money Given { get; }

    /// <summary>Budget money that lapsed in the period and is due back.</summary>
    public Money Lapsed { get; }

    /// <summary>Payments less reversals (lượt trẻ em).</summary>
    public int Times { get; }

    /// <summary>SHA-256 over all figures, vouchers and the state of the books; 64 hexadecimal digits, the same in every language.</summary>
    public string Digest { get; }

    /// <summary>The statement, or the first figure that contradicts the others.</summary>
    public static Result<FundStatement> Create(StatementFigures figures) =>
        Contradiction(figures) is { } flaw ? flaw : new FundStatement(figures);

    private static StatementDoesNotAddUp? Contradiction(StatementFigures f)
    {
        var received = Sum(f.Receipts, line => line.Amount);
        var given = Sum(f.Disbursements, line => line.Amount);
        var lapsed = Sum(f.Pools, pool => pool.Lapsed);
        return Unequal("closing", f.Opening + received - given - lapsed, f.Closing)
            ?? Unequal("pools-opening", f.Opening, Sum(f.Pools, pool => pool.Opening))
            ?? Unequal("pools-in", received, Sum(f.Pools, pool => pool.In))
            ?? Unequal("pools-out", given, Sum(f.Pools, pool => pool.Out))
            ?? Unequal("pools-closing", f.Closing, Sum(f.Pools, pool => pool.Closing))
            ?? Unequal("vouchers-in", received, Sum(f.Vouchers, voucher => voucher.IsReceipt ? voucher.Amount : Money.Zero))
            ?? Unequal("vouchers-out", given, Sum(f.Vouchers, voucher => voucher.IsReceipt ? Money.Zero : voucher.Amount))
            ?? Unequal("transfers", Sum(f.Pools, pool => pool.TransferredOut), Sum(f.Pools, pool => pool.TransferredIn))
            ?? Unequal("transfers-listed", Sum(f.Transfers, transfer => transfer.Amount), Sum(f.Pools, pool => pool.TransferredOut))
            ?? InAPool(f)
            ?? f.Disbursements.Select(InASupport).FirstOrDefault(flaw => flaw is not null);
    }

    private static StatementDoesNotAddUp? InAPool(StatementFigures f)
    {
        var vouchers = f.Vouchers.ToLookup(voucher => (voucher.Pool, voucher.IsReceipt), voucher => voucher.Amount);
        return f.Pools.Select(Flaw).FirstOrDefault(flaw => flaw is not null);

        StatementDoesNotAddUp? Flaw(PoolMovement pool) =>
            Unequal(
                $"pool-{pool.Code}",
                pool.Opening + pool.In - pool.Out + pool.TransferredIn - pool.TransferredOut - pool.Lapsed,
                pool.Closing)
            ?? Unequal($"pool-{pool.Code}-in", Sum(vouchers[(pool.Code, true)], amount => amount), pool.In)
            ?? Unequal($"pool-{pool.Code}-out", Sum(vouchers[(pool.Code, false)], amount => amount), pool.Out);
    }

    private static StatementDoesNotAddUp? InASupport(KindSupported support) =>
        Unequal($"support-{support.Kind}", Sum(support.Classes, line => line.Amount), support.Amount)
        ?? Unequal($"times-{support.Kind}", Sum(support.Classes, line => new Money(line.Times)), new Money(support.Times));

    private static StatementDoesNotAddUp? Unequal(string figure, Money expected, Money found) =>
        expected == found ? null : new StatementDoesNotAddUp(figure, expected, found);

    private static Money Sum<T>(IEnumerable<T> lines, Func<T, Money> amount) =>
        lines.Aggregate(Money.Zero, (sum, line) => sum + amount(line));
}
