using CsCheck;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Statements;

public sealed class FundStatementTests
{
    private static readonly Gen<(IReadOnlyList<Deed> History, int From, int To)> Cases =
        Gen.Select(Histories.Any, Gen.Int[0, 60], Gen.Int[0, 80], (history, from, days) => (history, from, from + days));

    // A history in which every part of a statement has something to show.
    private static readonly StatementFigures Full = Histories.Figures(
        [
            new(0, true, 900, "A", "donation", null, 0, null), new(5, true, 500, "B", "socialised", null, 0, null),
            new(6, false, 300, "A", "holiday_gift", "poor", 1, null), new(6, false, 200, "A", "holiday_gift", "g04", 2, null),
            new(9, false, -300, "A", "holiday_gift", "poor", 1, 2),
        ], 3, 20);

    private static Money Delta => new(1);

    [Fact]
    public void Any_history_gives_a_statement_that_adds_up() => Cases.Sample(each =>
    {
        var statement = FundStatement.Create(Histories.Figures(each.History, each.From, each.To)).Value;
        return statement.Figures.Opening + statement.Received - statement.Given == statement.Figures.Closing
            && statement.Figures.Vouchers.Aggregate(statement.Figures.Opening, (sum, voucher) => sum + voucher.Effect)
                == statement.Figures.Closing;
    });

    [Fact]
    public void A_period_opens_with_what_the_one_before_closed_with() => Cases.Sample(each =>
        Histories.Figures(each.History, 0, each.From).Closing == Histories.Figures(each.History, each.From + 1, each.To + 1).Opening);

    [Fact]
    public void A_figure_that_contradicts_the_others_is_refused_by_name()
    {
        Assert.Equal("closing", Flaw(Full with { Closing = Full.Closing + Delta }));
        Assert.Equal("pools-opening", Flaw(Pool(Full, pool => pool with { Opening = pool.Opening + Delta })));
        Assert.Equal("vouchers-out", Flaw(Full with { Vouchers = [.. Full.Vouchers.Where(voucher => voucher.IsReceipt)] }));
        Assert.Equal("pool-A-in", Flaw(Voucher(Full, voucher => voucher with { Pool = "A" })));
        var support = Full.Disbursements[0];
        Assert.Equal("times-holiday_gift", Flaw(Full with { Disbursements = [support with { Times = support.Times + 1 }] }));
        Assert.Equal("support-holiday_gift", Flaw(Full with { Disbursements = [support with { Classes = [] }] }));
    }

    [Fact]
    public void A_digest_is_the_same_for_the_same_figures_in_any_language_and_at_any_time()
    {
        var renamed = Full with { FundName = new("Quỹ", "Fund"), Seal = Full.Seal with { At = Instant.FromUtc(2030, 1, 1, 0, 0) } };
        Assert.Equal(StatementDigest.Of(Full), StatementDigest.Of(renamed));
        Assert.Matches("^[0-9a-f]{64}$", StatementDigest.Of(Full));
    }

    public static TheoryData<string> Changes => [.. Changed.Keys];

    private static Dictionary<string, Func<StatementFigures, StatementFigures>> Changed { get; } = new(StringComparer.Ordinal)
    {
        ["fund"] = f => f with { Fund = "Q107" },
        ["period"] = f => f with { Period = Until(f.Period.From, f.Period.To.PlusDays(1)) },
        ["state"] = f => f with { Seal = f.Seal with { IsClosed = false } },
        ["log number"] = f => f with { Seal = f.Seal with { LogNo = 8 } },
        ["log hash"] = f => f with { Seal = f.Seal with { LogHash = new string('b', 64) } },
        ["opening"] = f => f with { Opening = f.Opening + Delta },
        ["closing"] = f => f with { Closing = f.Closing + Delta },
        ["children"] = f => f with { Children = f.Children + 1 },
        ["source kind"] = f => f with { Receipts = [f.Receipts[0] with { Kind = "interest" }] },
        ["source amount"] = f => f with { Receipts = [f.Receipts[0] with { Amount = f.Receipts[0].Amount + Delta }] },
        ["source vouchers"] = f => f with { Receipts = [f.Receipts[0] with { Vouchers = 9 }] },
        ["support amount"] = f => Support(f, line => line with { Amount = line.Amount + Delta }),
        ["support times"] = f => Support(f, line => line with { Times = 9 }),
        ["support children"] = f => Support(f, line => line with { Children = 9 }),
        ["class"] = f => Class(f, line => line with { Class = "g01" }),
        ["class times"] = f => Class(f, line => line with { Times = 9 }),
        ["class amount"] = f => Class(f, line => line with { Amount = line.Amount + Delta }),
        ["class children"] = f => Class(f, line => line with { Children = 9 }),
        ["pool code"] = f => Pool(f, pool => pool with { Code = "Z" }),
        ["pool opening"] = f => Pool(f, pool => pool with { Opening = pool.Opening + Delta }),
        ["pool in"] = f => Pool(f, pool => pool with { In = pool.In + Delta }),
        ["pool out"] = f => Pool(f, pool => pool with { Out = pool.Out + Delta }),
        ["pool closing"] = f => Pool(f, pool => pool with { Closing = pool.Closing + Delta }),
        ["voucher number"] = f => Voucher(f, voucher => voucher with { Number = new VoucherNumber(VoucherType.Receipt, 2021, 77) }),
        ["voucher date"] = f => Voucher(f, voucher => voucher with { Date = voucher.Date.PlusDays(1) }),
        ["voucher column"] = f => Voucher(f, voucher => voucher with { IsReceipt = !voucher.IsReceipt }),
        ["voucher amount"] = f => Voucher(f, voucher => voucher with { Amount = voucher.Amount + Delta }),
        ["voucher pool"] = f => Voucher(f, voucher => voucher with { Pool = "Z" }),
        ["voucher kind"] = f => Voucher(f, voucher => voucher with { Kind = "interest" }),
        ["voucher reversed"] = f => Voucher(f, voucher => voucher with { Reverses = new VoucherNumber(VoucherType.Payment, 2021, 1) }),
        ["a voucher less"] = f => f with { Vouchers = [.. f.Vouchers.Skip(1)] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_digest_changes_with_any_figure(string change) =>
        Assert.NotEqual(StatementDigest.Of(Full), StatementDigest.Of(Changed[change](Full)));

    [Fact]
    public void A_period_lies_within_the_life_of_the_fund()
    {
        var (opened, today) = (new LocalDate(2021, 1, 1), new LocalDate(2021, 12, 20));
        Assert.True(StatementPeriod.Create(opened, today, opened, today).IsOk);
        Assert.IsType<StatementEndsBeforeItStarts>(StatementPeriod.Create(today, opened, opened, today).Error);
        Assert.IsType<StatementBeforeFundOpened>(StatementPeriod.Create(opened.PlusDays(-1), today, opened, today).Error);
        Assert.IsType<StatementInFuture>(StatementPeriod.Create(opened, today.PlusDays(1), opened, today).Error);
    }

    private static string? Flaw(StatementFigures figures) => (FundStatement.Create(figures).Error as StatementDoesNotAddUp)?.Figure;

    private static StatementFigures Support(StatementFigures f, Func<KindSupported, KindSupported> change) =>
        f with { Disbursements = [change(f.Disbursements[0])] };

    private static StatementPeriod Until(LocalDate from, LocalDate to) => StatementPeriod.Create(from, to, from, to).Value;

    private static StatementFigures Class(StatementFigures f, Func<ClassSupported, ClassSupported> change) =>
        Support(f, line => line with { Classes = [change(line.Classes[0]), .. line.Classes.Skip(1)] });

    private static StatementFigures Pool(StatementFigures f, Func<PoolMovement, PoolMovement> change) =>
        f with { Pools = [change(f.Pools[0]), .. f.Pools.Skip(1)] };

    private static StatementFigures Voucher(StatementFigures f, Func<StatementVoucher, StatementVoucher> change) =>
        f with { Vouchers = [change(f.Vouchers[0]), .. f.Vouchers.Skip(1)] };
}
