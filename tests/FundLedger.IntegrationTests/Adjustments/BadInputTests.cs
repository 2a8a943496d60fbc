using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Adjustments;
using FundLedger.Testing;
using NodaTime.Text;

namespace FundLedger.IntegrationTests.Adjustments;

/// <summary>
/// What must not be written by hand, twice: through the application it is refused by name and the refusal is recorded with its rule and
/// the version of that; around it the database refuses by the name of the promise.
/// </summary>
public sealed class BadInputTests(Books books) : IClassFixture<Books>
{
    private const string DirectSql = "SELECT record_adjustment(@Fund, @Key, @Date, 'Ghi thử vào sổ', @Accounts, @Pools, @Sides, @Amounts)";

    private const string RecordedSql = "SELECT count(*) FROM refusals WHERE request = 'RecordAdjustment' AND code = @Code AND rule_version <> ''";

    private const string WrittenSql = "SELECT (SELECT count(*) FROM adjustments) + (SELECT count(*) FROM vouchers WHERE voucher_type = 'PK')";

    private static readonly string[] Pools = ["", "CHUNG", "TET", "PT"];

    public static TheoryData<string, string, string, string> Bad => new()
    {
        { "adjustment-unbalanced", "journal_entry_balanced", "2021-02-03", "debit bank 1 100; credit cash 1 99" },
        { "money-leaves-its-pool", "money_keeps_its_pool", "2021-02-03", "debit bank 1 100; credit cash 2 100" },
        { "adjustment-line-empty", "adjustment_amount_positive", "2021-02-03", "debit bank 1 0; credit cash 1 0" },
        { "adjustment-line-negative", "adjustment_amount_positive", "2021-02-03", "debit bank 1 -100; credit cash 1 -100" },
        { "adjustment-line-count", "adjustment_two_lines", "2021-02-03", "debit bank 1 100" },
        { "pool-of-other-fund", "adjustment_pool_of_fund", "2021-02-03", "debit bank 99 100; credit cash 99 100" },
        { "period-closed", "period_open", "2021-01-15", "debit bank 1 100; credit cash 1 100" },
        { "date-in-future", "entry_date_possible", "2021-02-04", "debit bank 1 100; credit cash 1 100" },
        { "date-before-fund-opened", "period_open", "2020-12-31", "debit bank 1 100; credit cash 1 100" },
        {
            "adjustment-line-too-high", "adjustment_amount_in_range", "2021-02-03",
            "debit bank 1 9223372036854775807; debit bank 1 9223372036854775807; credit cash 1 9223372036854775807; credit cash 1 9223372036854775807"
        },
        { "account-not-adjustable", "adjustment_account_allowed", "2021-02-03", "debit advances 1 100; credit cash 1 100" },
        { "account-not-adjustable", "adjustment_account_allowed", "2021-02-03", "debit committed 1 100; credit cash 1 100" },
        { "account-not-adjustable", "adjustment_account_allowed", "2021-02-03", "debit nowhere 1 100; credit cash 1 100" },
        { "balance-of-givers", "adjustment_of_interest_only", "2021-02-03", "debit bank 1 100; credit fund_balance 1 100" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task It_is_refused_by_name_and_recorded_and_the_database_refuses_it_by_its_own(
        string code, string promise, string date, string lines)
    {
        var on = LocalDatePattern.Iso.Parse(date).Value;
        var asked = lines.Split("; ").Select(line => line.Split(' ')).ToArray();
        var written = await books.Ledger.Ask<long>(WrittenSql);
        var before = await books.Ledger.Ask<long>(RecordedSql, new { Code = code });

        var refused = await books.Ledger.Send(TamDuong.Accountant, new RecordAdjustment(Given.Fund, Guid.NewGuid(), on, "Ghi thử vào sổ", [
            .. asked.Select(line => new AskedPosting(
                line[1], line[2] == "99" ? "KHAC" : Pools[int.Parse(line[2], CultureInfo.InvariantCulture)], line[0] == "debit" ? Side.Debit : Side.Credit,
                new Money(long.Parse(line[3], CultureInfo.InvariantCulture))))]));
        Assert.Equal(code, refused.Error?.Code);
        Assert.IsAssignableFrom<Refused>(refused.Error);
        Assert.Equal(before + 1, await books.Ledger.Ask<long>(RecordedSql, new { Code = code }));

        var direct = await books.AsApplication(TamDuong.Accountant, DirectSql, new
        {
            Date = on, Accounts = asked.Select(line => line[1]).ToArray(),
            Pools = asked.Select(line => int.Parse(line[2], CultureInfo.InvariantCulture)).ToArray(),
            Sides = asked.Select(line => line[0]).ToArray(),
            Amounts = asked.Select(line => long.Parse(line[3], CultureInfo.InvariantCulture)).ToArray(),
        });
        Books.Refused(direct, Books.BrokenCheck, promise);
        Assert.Equal(written, await books.Ledger.Ask<long>(WrittenSql));
    }

    [Fact]
    public async Task An_entry_written_by_hand_without_an_adjustment_is_refused()
    {
        var entry = new RawEntry(new RawPosting("bank", Books.General, "debit", 100), new RawPosting("cash", Books.General, "credit", 100))
        {
            Kind = "adjustment", WithVoucher = true,
        };
        Books.Refused(await entry.WrittenInto(books), Books.BrokenCheck, "adjustment_as_decided");
    }

    [Theory]
    [InlineData(1_000_000_000_000_001)]
    [InlineData(long.MaxValue)]
    public async Task No_posting_is_beyond_what_sums_can_hold(long amount)
    {
        var entry = new RawEntry(new RawPosting("bank", Books.General, "debit", amount), new RawPosting("cash", Books.General, "credit", amount));
        Books.Refused(await entry.WrittenInto(books), Books.BrokenCheck, "posting_amount_in_range");
    }

    [Theory]
    [InlineData("UPDATE adjustments SET total = total + 1")]
    [InlineData("DELETE FROM adjustment_events")]
    public async Task What_was_asked_for_stays_as_asked(string sql)
    {
        await books.Ledger.Done(TamDuong.Accountant, AdjustmentTests.Deposit(1_000, books.Ledger.Clock.Today));
        Books.Refused(await books.AsOwner(sql), Books.Frozen, "append_only");
    }
}
