using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Features.Setup;
using FundLedger.Testing;
using NodaTime;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Concurrency;

/// <summary>Each pair of writers that could overlook each other, met on purpose: the second starts before the first has committed.</summary>
public sealed class MeetingTests : IClassFixture<Books>
{
    private const string ReceiptSql = """
        SELECT record_receipt(fund_id, gen_random_uuid(), 1, @Amount, @Date, 'cash', @Donor, 'person', NULL, @Reference, NULL, NULL)
        FROM funds WHERE code = @Fund
        """;

    private const string PoolSql = """
        SELECT open_pool(fund_id, @Code, @Code, @Code, 'donation', NULL, NULL) FROM funds WHERE code = @Fund
        """;

    private const string CloseSql = """
        SELECT close_period(fund_id, @Month), seal_statement(fund_id, @Month, sha256('x')),
            keep_closing_papers(fund_id, @Month, '', NULL, ARRAY[@Month::date], ARRAY[sha256('x')]) FROM funds WHERE code = @Fund
        """;

    private const string ApproveSql = """
        SELECT approve_disbursement(fund_id, @Id, (SELECT content_hash FROM disbursement_events e
            WHERE e.fund_id = f.fund_id AND disbursement_id = @Id AND event = 'requested'), true) FROM funds f WHERE code = @Fund
        """;

    private const string PaySql = """
        SELECT pay_disbursement(fund_id, @Id, gen_random_uuid(), @Date, 'cash', 'Ai đó', NULL, NULL, NULL) FROM funds WHERE code = @Fund
        """;

    private const string ReverseSql = """
        SELECT reverse_entry(fund_id, 4, gen_random_uuid(), @Date, 'cash', 'Chi nhầm trẻ') FROM funds WHERE code = @Fund
        """;

    private const string FirstPoolSql = "SELECT p.code FROM pools p JOIN funds f USING (fund_id) WHERE f.code = @Fund AND pool_id = 1";

    private const string DonorsSql = "SELECT count(*) FROM donors WHERE name = 'Người tặng mới'";

    private const string CountedSql = """
        SELECT c.last_entry_no = (SELECT max(entry_no) FROM journal_entries e WHERE e.fund_id = c.fund_id AND book = 'financial')
            AND c.liquid = (SELECT sum(posting_signed(p.side, p.amount)) FROM postings p JOIN accounts a USING (account_code)
                WHERE p.fund_id = c.fund_id AND a.is_liquid AND p.entry_date < c.month + interval '1 month')
        FROM closed_periods c JOIN funds USING (fund_id) WHERE code = @Fund AND month = @Month
        """;

    private static readonly LocalDate Today = new(2021, 3, 1);
    private static readonly LocalDate January = new(2021, 1, 1);
    private static readonly LocalDate February = new(2021, 2, 1);

    private readonly Books books;

    public MeetingTests(Books books)
    {
        this.books = books;
        books.Ledger.Clock.Today = Today;
    }

    [Fact]
    public async Task Two_receipts_of_one_new_donor_are_recorded_under_one_donor()
    {
        Assert.Null(await MeetAsync(
            Receipt("Người tặng mới"), Receipt("Người tặng mới", amount: 2_000) with { Actor = TamDuong.SecondAccountant }));
        Assert.Equal(1, await books.Ledger.Ask<long>(DonorsSql));
    }

    [Fact]
    public async Task Of_two_receipts_that_look_alike_the_second_needs_a_reason()
    {
        var refusal = await MeetAsync(Receipt("Người tặng một lần"), Receipt(" người tặng MỘT lần") with { Actor = TamDuong.SecondAccountant });
        Refused(refusal, BrokenCheck, "likeness_has_its_reason");
    }

    [Fact]
    public async Task Two_receipts_under_one_reference_of_the_bank_are_one()
    {
        var refusal = await MeetAsync(Receipt("Một người", reference: "FT-9"), Receipt("Người khác", reference: "FT-9"));
        Refused(refusal, BrokenCheck, "bank_reference_once");
    }

    [Fact]
    public async Task Two_pools_opened_at_once_are_two() => Assert.Null(await MeetAsync(Pool("MOT"), Pool("HAI")));

    [Fact]
    public async Task A_closing_counts_what_was_posted_before_it_and_nothing_is_posted_after_it()
    {
        Assert.Null(await MeetAsync(Pool("XA", TamDuong.BinhLu), Pool("XA2", TamDuong.BinhLu)));
        Assert.Null(await MeetAsync(Receipt("Một người", January.PlusDays(20), fund: TamDuong.BinhLu), Closing(January)));
        Assert.True(await books.Ledger.Ask<bool>(CountedSql, new { Fund = TamDuong.BinhLu, Month = January }));
        var late = await MeetAsync(Closing(February), Receipt("Một người", February.PlusDays(20), fund: TamDuong.BinhLu));
        Refused(late, BrokenCheck, "period_open");
    }

    [Fact]
    public async Task Of_two_approvals_the_second_finds_it_decided()
    {
        var approval = new { Given.Fund, Id = books.Waiting };
        var refusal = await MeetAsync(Step(TamDuong.Approver, ApproveSql, approval), Step(TamDuong.SecondApprover, ApproveSql, approval));
        Refused(refusal, BrokenCheck, "decision_on_what_was_seen");
    }

    [Fact]
    public async Task Of_two_payments_the_second_finds_it_paid()
    {
        var payment = Step(TamDuong.Cashier, PaySql, new { Given.Fund, Id = books.Approved, Date = Today });
        Refused(await MeetAsync(payment, payment), BrokenCheck, "paid_after_approval");
    }

    [Fact]
    public async Task Of_two_reversals_the_second_finds_it_reversed()
    {
        var reversal = Step(TamDuong.Accountant, ReverseSql, new { Given.Fund, Date = Today });
        Refused(await MeetAsync(reversal, reversal with { Actor = TamDuong.SecondAccountant }), Unique, "entry_reversed_once");
    }

    [Fact]
    public async Task Two_funds_that_give_one_child_its_first_gift_count_both()
    {
        await CommuneWithMoneyAsync();
        var gift = new RawRequest(books.Poor[2]) { Occasion = "june1", Line = "D-02", Amount = 200_000, JudgedOn = new LocalDate(2021, 6, 1) };
        var second = gift with { FundCode = TamDuong.BinhLu, DecidedBy = TamDuong.BinhLu };
        Refused(await MeetAsync(gift.Step(), second.Step()), BrokenCheck, "norm_frequency");
    }

    [Fact]
    public async Task Two_funds_that_give_one_child_a_bicycle_within_36_months_see_each_other()
    {
        await CommuneWithMoneyAsync();
        var bicycle = new RawRequest(books.Poor[3])
        {
            Kind = "equipment", Need = "bicycle", Occasion = null, Year = null, Line = "D-06a", Cost = 500_000, Amount = 500_000,
        };
        var second = bicycle with { FundCode = TamDuong.BinhLu, DecidedBy = TamDuong.BinhLu };
        Refused(await MeetAsync(bicycle.Step(), second.Step()), BrokenCheck, "norm_frequency");
    }

    private Task<PostgresException?> MeetAsync(RawStep first, RawStep second) => new Meeting(books).RefusalOfSecond(first, second);

    private static RawStep Step(string actor, string sql, object parameters) => new(actor, sql, parameters);

    private static RawStep Receipt(string donor, LocalDate? date = null, string? reference = null, string fund = Given.Fund, long amount = 1_000) =>
        Step(TamDuong.Accountant, ReceiptSql, new { Fund = fund, Donor = donor, Date = date ?? Today, Reference = reference, Amount = amount });

    private static RawStep Closing(LocalDate month) => Step(TamDuong.Accountant, CloseSql, new { Fund = TamDuong.BinhLu, Month = month });

    private static RawStep Pool(string code, string fund = Given.Fund) =>
        Step(TamDuong.Accountant, PoolSql, new { Fund = fund, Code = code });

    /// <summary>The commune's fund gets the district's norm and 900,000 in a pool of its own.</summary>
    private async Task CommuneWithMoneyAsync()
    {
        await FundLedger.Testing.Norms.SampleAsync(books.Ledger.Database.Owner, TamDuong.BinhLu, Ledger.Token);
        var code = Guid.NewGuid().ToString("N")[..12].ToUpperInvariant();
        await books.Ledger.Done(TamDuong.Accountant, new OpenPool(TamDuong.BinhLu, Guid.NewGuid(), code, code, code, "donation"));
        var pool = await books.Ledger.Ask<string>(FirstPoolSql, new { Fund = TamDuong.BinhLu });
        await books.Ledger.Done(TamDuong.Accountant, new RecordReceipt(
            TamDuong.BinhLu, Guid.NewGuid(), pool, new Money(900_000), Today, "cash", $"Nhà hảo tâm của {code}"));
    }
}
