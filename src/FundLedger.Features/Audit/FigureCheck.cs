using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Audit;

/// <summary>Compares the rows that are counted at every posting with what the replayed postings add up to.</summary>
internal static class FigureCheck
{
    private const string PoolsSql = """
        SELECT p.pool_id, p.code, b.liquid, b.committed, b.goods FROM pools p LEFT JOIN pool_balances b USING (fund_id, pool_id)
        WHERE p.fund_id = @FundId ORDER BY p.pool_id
        """;

    private const string MoneySql = """
        SELECT coalesce(b.account_code, a.account_code) AS name, b.balance AS amount
        FROM (SELECT * FROM money_balances WHERE fund_id = @FundId) b
        FULL JOIN (SELECT account_code FROM accounts WHERE is_physical) a ON a.account_code = b.account_code ORDER BY 1
        """;

    private const string PoolDaysSql = "SELECT pool_id, day, liquid AS amount FROM pool_days WHERE fund_id = @FundId ORDER BY pool_id, day";

    private const string MoneyDaysSql = """
        SELECT account_code AS name, day, change AS amount FROM money_days WHERE fund_id = @FundId ORDER BY account_code, day
        """;

    private const string OpenRequestsSql = """
        SELECT d.disbursement_id AS request, d.total - (SELECT coalesce(sum(l.stock), 0) FROM disbursement_lines l
            WHERE l.fund_id = d.fund_id AND l.disbursement_id = d.disbursement_id)::bigint
            - coalesce((SELECT sum(o.amount) FROM payment_order_lines o
            WHERE o.fund_id = d.fund_id AND o.disbursement_id = d.disbursement_id
                AND o.outcome IN ('paid', 'partial', 'returned')), 0)::bigint AS amount
        FROM disbursements d WHERE d.fund_id = @FundId AND d.status IN ('requested', 'approved') ORDER BY d.disbursement_id
        """;

    public static async Task RunAsync(Db db, VerifiedFund fund, FundFigures figures, LogTallies tallies, CancellationToken token)
    {
        var key = new { fund.FundId };
        ComparePools(fund, figures, await db.ListAsync<PoolRow>(PoolsSql, key, token), tallies.PoolBalances);
        foreach (var money in await db.ListAsync<FigureRow>(MoneySql, key, token))
        {
            tallies.MoneyBalances.Compare(fund.Code, "money", money.Name, "balance", Text(figures.MoneyOf(money.Name)), Text(money.Amount));
        }

        var poolDays = await db.ListAsync<FigureRow>(PoolDaysSql, key, token);
        CompareDays(
            fund, figures.LiquidByDay, poolDays.ToDictionary(row => (row.PoolId, row.Day), row => row.Amount), "pool day", tallies.Days);
        var moneyDays = await db.ListAsync<FigureRow>(MoneyDaysSql, key, token);
        CompareDays(
            fund, figures.MoneyByDay, moneyDays.ToDictionary(row => (row.Name, row.Day), row => row.Amount), "money day", tallies.Days);
        var open = (await db.ListAsync<FigureRow>(OpenRequestsSql, key, token)).ToDictionary(row => row.Request, row => row.Amount);
        foreach (var request in open.Keys.Union(figures.Reserved.Keys).Order())
        {
            var (expected, found) = (open.GetValueOrDefault(request) ?? 0, figures.Reserved.GetValueOrDefault(request));
            tallies.Commitments.Compare(fund.Code, "request", Text(request)!, "reserved", Text(expected), Text(found));
        }
    }

    private static void ComparePools(VerifiedFund fund, FundFigures figures, IReadOnlyList<PoolRow> pools, PassTally tally)
    {
        foreach (var pool in pools)
        {
            tally.Compare(fund.Code, "pool", pool.Code, "liquid", Text(figures.LiquidOf(pool.PoolId)), Text(pool.Liquid));
            tally.Compare(fund.Code, "pool", pool.Code, "committed", Text(figures.CommittedOf(pool.PoolId)), Text(pool.Committed));
            tally.Compare(fund.Code, "pool", pool.Code, "goods", Text(figures.GoodsOf(pool.PoolId)), Text(pool.Goods));
        }

        foreach (var lost in figures.Pools.Except(pools.Select(pool => pool.PoolId)))
        {
            tally.Compare(fund.Code, "pool", $"number {lost}", "pool", "there", null);
        }
    }

    // A day that adds up to nothing may have a row or none.
    private static void CompareDays<TName>(
        VerifiedFund fund, IReadOnlyDictionary<(TName Name, LocalDate Day), Int128> expected,
        Dictionary<(TName Name, LocalDate Day), long?> found, string kind, PassTally tally)
    {
        foreach (var day in expected.Keys.Union(found.Keys).OrderBy(day => day.Day))
        {
            var sum = Text(expected.GetValueOrDefault(day));
            tally.Compare(fund.Code, kind, $"{day.Name} {day.Day:uuuu-MM-dd}", "sum", sum, Text(found.GetValueOrDefault(day) ?? 0));
        }
    }

    private static string? Text(Int128? amount) => amount?.ToString(CultureInfo.InvariantCulture);

    private sealed record PoolRow
    {
        public int PoolId { get; init; }

        public string Code { get; init; } = "";

        public long? Liquid { get; init; }

        public long? Committed { get; init; }

        public long? Goods { get; init; }
    }

    private sealed record FigureRow
    {
        public string Name { get; init; } = "";

        public int PoolId { get; init; }

        public long Request { get; init; }

        public LocalDate Day { get; init; }

        public long? Amount { get; init; }
    }
}
