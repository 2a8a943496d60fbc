using FundLedger.Features.Ledger;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Journal;

/// <summary>A trial balance is put together from months and days; it is the sum of all postings nevertheless.</summary>
public sealed class TrialBalanceTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string ByHandSql = """
        SELECT concat_ws(' ', p.account_code, o.code,
            sum(CASE WHEN entry_date < @From
                THEN posting_signed(side, amount) * CASE a.normal_side WHEN 'debit' THEN 1 ELSE -1 END ELSE 0 END),
            coalesce(sum(amount) FILTER (WHERE entry_date >= @From AND side = 'debit'), 0),
            coalesce(sum(amount) FILTER (WHERE entry_date >= @From AND side = 'credit'), 0))
        FROM postings p JOIN accounts a USING (account_code) JOIN pools o USING (fund_id, pool_id)
        WHERE p.book = 'financial' AND entry_date <= @To GROUP BY p.account_code, o.code, a.normal_side
        """;

    [Fact]
    public async Task It_is_the_sum_of_all_postings_for_any_period()
    {
        await ledger.Given.Pool();
        await ledger.Given.Pool("TET", ["holiday_gift"], ["tet"]);
        ledger.Clock.Today = new LocalDate(2021, 5, 31);
        var amount = 1_000L;
        for (var day = new LocalDate(2021, 1, 4); day <= ledger.Clock.Today; day = day.PlusDays(9))
        {
            await ledger.Given.Receipt(day.Day % 2 == 0 ? "CHUNG" : "TET", amount += 17, day.Day % 3 == 0 ? "bank" : "cash", day);
        }

        LocalDate[] edges =
        [
            new(2021, 1, 1), new(2021, 1, 31), new(2021, 2, 1), new(2021, 2, 17), new(2021, 3, 31), new(2021, 4, 30), new(2021, 5, 9),
        ];
        foreach (var from in edges)
        {
            foreach (var to in edges.Where(to => to >= from))
            {
                var balance = await ledger.Done(TamDuong.Accountant, new GetTrialBalance(Given.Fund, from, to));
                var found = balance.Lines.Select(line =>
                    $"{line.Account} {line.Pool} {line.Opening.Dong} {line.Debit.Dong} {line.Credit.Dong}").Order(StringComparer.Ordinal);
                var expected = await ledger.List<string>(ByHandSql, new { From = from, To = to });
                Assert.Equal(expected.Order(StringComparer.Ordinal), found);
            }
        }
    }
}
