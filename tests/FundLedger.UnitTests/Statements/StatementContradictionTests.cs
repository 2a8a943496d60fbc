using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.UnitTests.Statements;

/// <summary>A statement of round figures, in which each figure in turn is wrong: the flaw is named for what is wrong.</summary>
public sealed class StatementContradictionTests
{
    private static readonly LocalDate From = new(2021, 1, 1);
    private static readonly Wording Name = new("", "");
    private static readonly Money Delta = new(1);

    private static readonly PoolMovement A = new("A", Name, new Money(100), new Money(50), new Money(30), new Money(120));
    private static readonly PoolMovement B = new("B", Name, new Money(10), new Money(5), new Money(0), new Money(15));

    private static readonly StatementFigures Sound = new(
        "Q106", StatementPeriod.Create(From, From.PlusDays(30), From, From.PlusDays(99)).Value,
        new StatementSeal(false, 7, "abc", Instant.FromUtc(2021, 2, 2, 0, 0)))
    {
        Opening = new Money(110), Closing = new Money(135), Children = 1,
        Receipts = [new SourceReceived("donation", Name, new Money(55), 2)],
        Disbursements = [new KindSupported("surgery", Name, new Money(30), 1, 1, [new ClassSupported("poor", Name, new Money(30), 1, 1)])],
        Pools = [A, B],
        Vouchers =
        [
            new(new VoucherNumber(VoucherType.Receipt, 2021, 1), From, true, new Money(50), "A", "donation", Name, null),
            new(new VoucherNumber(VoucherType.Receipt, 2021, 2), From.PlusDays(1), true, new Money(5), "B", "donation", Name, null),
            new(new VoucherNumber(VoucherType.Payment, 2021, 1), From.PlusDays(2), false, new Money(30), "A", "surgery", Name, null),
        ],
    };

    private static Dictionary<string, StatementFigures> Wrong { get; } = new(StringComparer.Ordinal)
    {
        ["closing"] = Sound with { Closing = Sound.Closing + Delta },
        ["pools-opening"] = Sound with { Pools = [A with { Opening = A.Opening + Delta }, B] },
        ["pools-in"] = Sound with { Pools = [A with { In = A.In + Delta, Closing = A.Closing + Delta }, B] },
        ["pools-out"] = Sound with { Pools = [A with { Out = A.Out + Delta, Closing = A.Closing - Delta }, B] },
        ["pools-closing"] = Sound with { Pools = [A with { Closing = A.Closing + Delta }, B] },
        ["vouchers-in"] = Sound with { Vouchers = [.. Sound.Vouchers.Skip(1)] },
        ["vouchers-out"] = Sound with { Vouchers = [.. Sound.Vouchers.Take(2)] },
        ["pool-A"] = Sound with { Pools = [A with { Closing = A.Closing + Delta }, B with { Closing = B.Closing - Delta }] },
        ["pool-A-in"] = Sound with { Vouchers = [Sound.Vouchers[0] with { Pool = "B" }, .. Sound.Vouchers.Skip(1)] },
        ["pool-A-out"] = Sound with { Vouchers = [.. Sound.Vouchers.Take(2), Sound.Vouchers[2] with { Pool = "B" }] },
        ["support-surgery"] = Sound with { Disbursements = [Sound.Disbursements[0] with { Classes = [] }] },
        ["times-surgery"] = Sound with { Disbursements = [Sound.Disbursements[0] with { Times = 2 }] },
    };

    public static TheoryData<string> Figures => [.. Wrong.Keys];

    [Fact]
    public void The_statement_that_the_others_spoil_adds_up()
    {
        var statement = FundStatement.Create(Sound).Value;
        Assert.Equal((new Money(55), new Money(30), 1), (statement.Received, statement.Given, statement.Times));
    }

    [Theory]
    [MemberData(nameof(Figures))]
    public void A_wrong_figure_is_named(string figure) =>
        Assert.Equal(figure, Assert.IsType<StatementDoesNotAddUp>(FundStatement.Create(Wrong[figure]).Error).Figure);

    [Fact]
    public void What_is_digested_is_written_so_that_anybody_can_digest_it_again() => Assert.Equal(
        """
        14:fund-statement 1:1 4:Q106 10:2021-01-01 10:2021-01-31 
        5:books 4:open 1:7 3:abc 
        7:balance 3:110 3:135 1:1 
        8:received 8:donation 2:55 1:2 
        7:support 7:surgery 2:30 1:1 1:1 
        5:class 7:surgery 4:poor 2:30 1:1 1:1 
        4:pool 1:A 3:100 2:50 2:30 3:120 
        4:pool 1:B 2:10 1:5 1:0 2:15 
        7:voucher 13:PT-2021-00001 10:2021-01-01 8:received 2:50 1:A 8:donation 0: 
        7:voucher 13:PT-2021-00002 10:2021-01-02 8:received 1:5 1:B 8:donation 0: 
        7:voucher 13:PC-2021-00001 10:2021-01-03 5:given 2:30 1:A 7:surgery 0: 

        """,
        StatementDigest.CanonicalText(Sound));

    [Fact]
    public void A_closed_period_is_digested_as_closed() => Assert.Contains(
        "5:books 6:closed 1:7 ", StatementDigest.CanonicalText(Sound with { Seal = Sound.Seal with { IsClosed = true } }), StringComparison.Ordinal);
}
