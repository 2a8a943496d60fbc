using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

public sealed class GetFundStatementTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    private Task<Result<FundStatement>> Send(LocalDate from, LocalDate to, string user = TamDuong.Auditor) =>
        quarter.Ledger.Send(user, new GetFundStatement(TamDuong.District, from, to));

    [Fact]
    public async Task A_statement_shows_each_source_kind_class_and_pool_less_what_was_reversed()
    {
        var statement = await quarter.Statement();
        var gift = await quarter.Ledger.Ask<long>("SELECT max(amount) FROM disbursement_lines");
        Assert.Equal(80_000_000, statement.Received.Dong);
        Assert.Equal(15 * gift, statement.Given.Dong);
        Assert.Equal(80_000_000 - (15 * gift), statement.Figures.Closing.Dong);
        Assert.Equal(
            [("donation", 50_000_000L, 1), ("socialised", 20_000_000L, 1), ("provincial_budget", 10_000_000L, 1)],
            statement.Figures.Receipts.Select(line => (line.Kind, line.Amount.Dong, line.Vouchers)));
        var support = Assert.Single(statement.Figures.Disbursements);
        Assert.Equal(("holiday_gift", 15, 15), (support.Kind, support.Times, support.Children));
        Assert.Equal(
            [("g04", 3, 3), ("poor", 11, 11), ("protected", 1, 1)],
            support.Classes.Select(line => (line.Class, line.Times, line.Children)));
        Assert.Equal(15, statement.Figures.Children);
        Assert.Equal(["CHUNG", "TET", "NSTINH"], statement.Figures.Pools.Select(pool => pool.Code));
    }

    [Fact]
    public async Task Reversals_are_listed_negative_in_the_column_of_what_they_cancel()
    {
        var reversals = (await quarter.Statement()).Figures.Vouchers.Where(voucher => voucher.Reverses is not null).ToList();
        Assert.Equal(["PT-2021-00004", "PC-2021-00001"], reversals.Select(voucher => voucher.Reverses.ToString()!));
        Assert.Equal([true, false], reversals.Select(voucher => voucher.IsReceipt));
        Assert.All(reversals, voucher => Assert.True(voucher.Amount.IsNegative));
        Assert.Equal(-5_000_000, reversals[0].Effect.Dong);
        Assert.True(reversals[1].Effect.IsPositive);
    }

    [Fact]
    public async Task The_next_statement_opens_with_what_the_last_one_closed_with()
    {
        var january = await quarter.Statement(to: new LocalDate(2021, 1, 31));
        var after = await quarter.Statement(from: new LocalDate(2021, 2, 1));
        Assert.Equal(january.Figures.Closing, after.Figures.Opening);
        Assert.Equal(-1, after.Times);
        Assert.Equal(0, after.Figures.Children);
    }

    [Fact]
    public async Task A_statement_of_closed_months_stands_on_the_closing_of_the_last_one()
    {
        var seal = (await quarter.Statement()).Figures.Seal;
        Assert.True(seal.IsClosed);
        Assert.Equal(
            await quarter.Ledger.Ask<string>("SELECT log_no || ' ' || encode(hash, 'hex') FROM closed_periods WHERE month = '2021-03-01'"),
            $"{seal.LogNo} {seal.LogHash}");
        Assert.Equal(new LocalDate(2021, 4, 2), BusinessDate.Of(seal.At));
    }

    [Fact]
    public async Task A_statement_with_an_open_month_stands_on_the_head_of_the_log()
    {
        var seal = (await quarter.Statement(to: new LocalDate(2021, 4, 2))).Figures.Seal;
        Assert.False(seal.IsClosed);
        Assert.Equal(await quarter.Ledger.Ask<long>("SELECT max(log_no) FROM fund_heads"), seal.LogNo);
    }

    [Fact]
    public async Task A_period_that_cannot_be_stated_is_refused()
    {
        Assert.IsType<StatementEndsBeforeItStarts>((await Send(FirstQuarter.To, FirstQuarter.From)).Error);
        Assert.IsType<StatementBeforeFundOpened>((await Send(new LocalDate(2020, 12, 31), FirstQuarter.To)).Error);
        Assert.IsType<StatementInFuture>((await Send(FirstQuarter.From, new LocalDate(2021, 4, 3))).Error);
    }

    [Fact]
    public async Task Another_communes_officer_finds_no_such_fund() =>
        Assert.IsType<FundNotFound>((await Send(FirstQuarter.From, FirstQuarter.To, TamDuong.OtherOfficer)).Error);
}
