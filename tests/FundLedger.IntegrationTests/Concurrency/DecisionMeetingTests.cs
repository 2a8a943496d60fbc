using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Receipts;
using FundLedger.Features.Transfers;
using FundLedger.Testing;
using NodaTime;
using Npgsql;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Concurrency;

/// <summary>Decisions on months and pools that meet postings: the second starts before the first has committed. Today is 1 March 2021.</summary>
public sealed class DecisionMeetingTests : IClassFixture<Books>
{
    private const string ReopenSql = """
        SELECT approve_reopening(fund_id, (SELECT max(log_no) FROM period_events e WHERE e.fund_id = f.fund_id AND event = 'reopen_requested'))
        FROM funds f WHERE code = @Fund
        """;

    private const string ReceiptSql = """
        SELECT record_receipt(fund_id, gen_random_uuid(), 3, 1000, @Date, 'bank', 'Người nộp muộn', 'person', NULL, NULL, NULL, NULL)
        FROM funds WHERE code = @Fund
        """;

    private const string TransferSql = """
        SELECT approve_transfer(fund_id, @Id, gen_random_uuid(), content_hash) FROM pool_transfer_events JOIN funds USING (fund_id)
        WHERE code = @Fund AND transfer_id = @Id AND event = 'requested'
        """;

    private const string SeenSql = """
        SELECT encode(content_hash, 'hex') FROM pool_transfer_events JOIN funds USING (fund_id)
        WHERE code = @Fund AND transfer_id = @Id AND event = 'requested'
        """;

    private const string PaySql = """
        SELECT pay_disbursement(fund_id, @Id, gen_random_uuid(), @Date, 'cash', 'Ai đó', NULL, NULL, NULL) FROM funds WHERE code = @Fund
        """;

    private const string CloseSql = """
        SELECT close_period(fund_id, @Month), seal_statement(fund_id, @Month, sha256('x')),
            keep_closing_papers(fund_id, @Month, '', NULL, ARRAY[@Month::date], ARRAY[sha256('x')]) FROM funds WHERE code = @Fund
        """;

    private const string LateSql = "SELECT count(*) FROM vouchers v JOIN donors USING (fund_id, donor_id) WHERE name = 'Người nộp muộn'";

    private const string FreeSql = """
        SELECT liquid - committed FROM pool_balances JOIN pools p USING (fund_id, pool_id) JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND p.code = @Pool
        """;

    private const string CountedSql = """
        SELECT c.last_entry_no = (SELECT max(entry_no) FROM journal_entries e WHERE e.fund_id = c.fund_id AND book = 'financial')
        FROM closed_periods c JOIN funds USING (fund_id) WHERE code = @Fund AND month = @Month
        """;

    private static readonly LocalDate Today = new(2021, 3, 1);
    private static readonly LocalDate January = new(2021, 1, 1);

    private readonly Books books;

    public DecisionMeetingTests(Books books)
    {
        this.books = books;
        books.Ledger.Clock.Today = Today;
    }

    [Fact]
    public async Task What_is_dated_in_a_month_waits_for_its_reopening_and_is_recorded()
    {
        await books.Ledger.Done(TamDuong.Accountant, new RequestReopening(Given.Fund, Guid.NewGuid(), January, "Bỏ sót một phiếu thu"));
        var receipt = Step(TamDuong.Accountant, ReceiptSql, new { Given.Fund, Date = January.PlusDays(20) });
        Assert.Null(await MeetAsync(Step(TamDuong.Approver, ReopenSql, new { Given.Fund }), receipt));
        Assert.Equal(1, await books.Ledger.Ask<long>(LateSql));
    }

    /// <summary>All that is free leaves the pool, and what an approved request has reserved is paid all the same.</summary>
    [Fact]
    public async Task A_transfer_of_all_that_is_free_leaves_a_payment_its_money()
    {
        var free = await books.Ledger.Ask<long>(FreeSql, new { Given.Fund, Pool = "CHUNG" });
        var id = await ApprovedOnceAsync(Given.Fund, "CHUNG", "TET", free);
        var payment = Step(TamDuong.Cashier, PaySql, new { Given.Fund, Id = books.Approved, Date = Today });
        Assert.Null(await MeetAsync(Step(TamDuong.SecondApprover, TransferSql, new { Given.Fund, Id = id }), payment));
        Assert.Equal(0, await books.Ledger.Ask<long>(FreeSql, new { Given.Fund, Pool = "CHUNG" }));
    }

    [Fact]
    public async Task Of_two_transfers_of_all_that_is_free_the_second_finds_it_gone()
    {
        var free = await books.Ledger.Ask<long>(FreeSql, new { Given.Fund, Pool = "PT" });
        var one = new { Given.Fund, Id = await ApprovedOnceAsync(Given.Fund, "PT", "TET", free) };
        var other = new { Given.Fund, Id = await ApprovedOnceAsync(Given.Fund, "PT", "CHUNG", free) };
        var refusal = await MeetAsync(
            Step(TamDuong.SecondApprover, TransferSql, one), Step(TamDuong.SecondApprover, TransferSql, other));
        Refused(refusal, BrokenCheck, "pool_never_overspent");
    }

    [Fact]
    public async Task A_closing_counts_the_transfer_that_was_on_its_way()
    {
        foreach (var pool in new[] { "MOT", "HAI" })
            await books.Ledger.Done(TamDuong.Accountant, new OpenPool(TamDuong.BinhLu, Guid.NewGuid(), pool, pool, pool, "donation"));
        await books.Ledger.Done(TamDuong.Accountant, new RecordReceipt(
            TamDuong.BinhLu, Guid.NewGuid(), "MOT", new Money(900_000), January.PlusDays(9), "cash", "Nhà hảo tâm khác"));
        var transfer = new { Fund = TamDuong.BinhLu, Id = await ApprovedOnceAsync(TamDuong.BinhLu, "MOT", "HAI", 400_000) };
        var closing = new { Fund = TamDuong.BinhLu, Month = January };
        Assert.Null(await MeetAsync(
            Step(TamDuong.SecondApprover, TransferSql, transfer), Step(TamDuong.Accountant, CloseSql, closing)));
        Assert.True(await books.Ledger.Ask<bool>(CountedSql, closing));
    }

    private async Task<long> ApprovedOnceAsync(string fund, string from, string to, long amount)
    {
        var asked = await books.Ledger.Done(TamDuong.Accountant, new RequestTransfer(
            fund, Guid.NewGuid(), from, to, new Money(amount), from == "PT" ? "bank" : "cash", "Chuyển cho nhu cầu cấp bách")
        {
            DecisionNumber = "12/QĐ", DecisionDate = January,
        });
        var seen = await books.Ledger.Ask<string>(SeenSql, new { Fund = fund, asked.Id });
        await books.Ledger.Done(TamDuong.Approver, new ApproveTransfer(fund, Guid.NewGuid(), asked.Id, seen));
        return asked.Id;
    }

    private Task<PostgresException?> MeetAsync(RawStep first, RawStep second) => new Meeting(books).RefusalOfSecond(first, second);

    private static RawStep Step(string actor, string sql, object parameters) => new(actor, sql, parameters);
}
