using System.Security.Cryptography;
using System.Text;
using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Features.Setup;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Setup;

/// <summary>What each step of the demo leaves in the books: whose hand, on which day, in which words.</summary>
public sealed class SmallDemoTests(SmallDemo demo) : IClassFixture<SmallDemo>
{
    private Ledger Books => demo.Ledger;

    [Fact]
    public async Task Children_are_registered_minute_by_minute_by_the_officer_of_their_commune_or_the_registrar()
    {
        Assert.Equal(["Registering the children of Q03413.", "Registering the children of Q03412.", "Registering the children of Q03430."], demo.Told);
        // The child that moved to the town in August has a household of its own there.
        Assert.Equal("nhaplieu 06.01 19 7, canbo 07.01 19 8, nhaplieu 14.01 18 7", await Books.Ask<string>("""
            SELECT string_agg(line, ', ' ORDER BY first) FROM (
                SELECT min(registered_at) AS first, concat_ws(' ', registered_by, to_char(registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM'),
                    count(DISTINCT registered_at), count(DISTINCT household_code)) AS line
                FROM beneficiaries GROUP BY registered_by, to_char(registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM')) days
            """));
        Assert.Equal("07:31", await Books.Ask<string>(
            "SELECT to_char(min(registered_at) AT TIME ZONE 'Asia/Ho_Chi_Minh', 'HH24:MI') FROM beneficiaries WHERE registered_by = 'canbo'"));
        Assert.Equal("2021-01-01", await Books.Ask<string>(
            "SELECT string_agg(DISTINCT valid_from::text, ' ') FROM beneficiary_classes WHERE valid_from < '2021-03-01'"));
        var children = DemoChildren.All().Count(child => child.Fund == "Q03412" && child.Classes.Any(code => code is not ("near_poor" or "at_risk")));
        Assert.Equal((children, children), (demo.Eligible.Count, demo.Eligible.Distinct().Count()));
    }

    [Fact]
    public async Task Children_of_the_officers_commune_are_suspended_left_moved_and_come_to_another_carer() => Assert.Equal(
        "08.03 group_added g04 canbo, 19.04 suspended canbo, 14.06 resumed canbo, 05.07 left canbo, 16.08 suspended canbo, "
        + "23.08 moved canbo, 20.09 carer_changed canbo",
        await Books.Ask<string>("""
            SELECT string_agg(concat_ws(' ', to_char(happened_on, 'DD.MM'), event, class_code, recorded_by), ', ' ORDER BY event_no)
            FROM child_events WHERE event <> 'registered'
            """));

    [Fact]
    public async Task Every_request_goes_through_its_hands_on_its_days() => Assert.Equal(
        "1 requested 25.01 ketoan, 1 approved 26.01 duyet, 1 paid 28.01 thuquy, 2 requested 15.03 ketoan, 2 approved 16.03 duyet, "
        + "2 paid 19.03 thuquy, 3 requested 21.05 ketoan, 3 approved 24.05 duyet, 3 paid 25.05 thuquy, 4 requested 06.09 ketoan, "
        + "4 rejected 08.09 duyet2, 5 requested 10.09 ketoan, 5 approved 13.09 duyet2, 5 paid 14.09 thuquy, 6 requested 11.10 ketoan, "
        + "6 approved 12.10 duyet2, 6 paid 15.10 thuquy, 7 requested 13.12 ketoan, 7 approved 16.12 duyet2, 8 requested 17.12 ketoan",
        await Books.Ask<string>("""
            SELECT string_agg(concat_ws(' ', disbursement_id, event, to_char(recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM'), actor),
                ', ' ORDER BY disbursement_id, log_no) FROM disbursement_events
            """));

    [Fact]
    public async Task The_sums_the_refusal_above_the_norm_the_months_and_the_case_that_waits()
    {
        Assert.Equal("CHUNG 120000000, NGANSACH 80000000, PHAUTHUAT 60000000, TET 45000000, THIENTAI 25000000", await Books.Ask<string>("""
            SELECT string_agg(line, ', ' ORDER BY line) FROM (SELECT p.code || ' ' || sum(x.amount) AS line
                FROM postings x JOIN pools p USING (fund_id, pool_id) JOIN journal_entries e USING (fund_id, book, entry_no)
                WHERE e.kind = 'receipt' AND x.side = 'debit' GROUP BY p.code) pools
            """));
        Assert.Equal("PHAUTHUAT 6400000, PHAUTHUAT 10000000", await Books.Ask<string>("""
            SELECT string_agg(p.code || ' ' || d.total, ', ' ORDER BY disbursement_id) FROM disbursements d JOIN pools p USING (fund_id, pool_id)
            WHERE d.support_kind = 'surgery'
            """));
        Assert.Equal("RequestSurgery 15.11 ketoan", await Books.Ask<string>("""
            SELECT string_agg(concat_ws(' ', request, to_char(recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM'), recorded_by), ', ') FROM refusals
            """));
        Assert.Equal("05.02 05.03 05.04 05.05 07.06 05.07 05.08 08.09 05.10 05.11 06.12", await Books.Ask<string>(
            "SELECT string_agg(to_char(closed_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM'), ' ' ORDER BY month) FROM closed_periods"));
        Assert.Equal("100, g04 90", await Books.Ask<string>(
            "SELECT string_agg(concat_ws(' ', class_code, percent), ', ' ORDER BY target_no) FROM coverage_targets"));
        Assert.Equal("open canbo 16.12", await Books.Ask<string>("""
            SELECT concat_ws(' ', purpose, requester, to_char(requested_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM')) FROM identity_requests
            """));
        Assert.Equal("29.01 7", await Books.Ask<string>("""
            SELECT string_agg(concat_ws(' ', to_char(e.entry_date, 'DD.MM'), o.disbursement_line), ', ') FROM journal_entries e
            JOIN journal_entries o ON o.fund_id = e.fund_id AND o.book = e.book AND o.entry_no = e.reverses_entry_no WHERE e.book = 'financial'
            """));
    }
}

/// <summary>The demo's office: a clock of its own, and keys that come from names.</summary>
public sealed class DemoOfficeTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task Each_deed_has_its_minute_is_done_once_by_its_name_and_no_day_comes_back()
    {
        await using var office = new DemoOffice(ledger.Database.Application, VaultKey.In(ledger.Folder));
        office.Open(new LocalDate(2021, 1, 4));
        await DoneAsync(office, "pool", key => new OpenPool(Given.Fund, key, "MAU", "Mẫu", "Sample", "donation"));
        var first = await DoneAsync(office, "receipt/1", key => Receipt(key, 500_000));
        Assert.Equal(first, await DoneAsync(office, "receipt/1", key => Receipt(key, 500_000)));
        office.Open(new LocalDate(2021, 1, 3));
        Assert.NotEqual(first, await DoneAsync(office, "receipt/2", key => Receipt(key, 600_000)));
        office.Open(new LocalDate(2021, 1, 5));
        await DoneAsync(office, "receipt/3", key => Receipt(key, 700_000));
        Assert.Equal("04.01 07:32, 04.01 07:34, 05.01 07:31", await ledger.Ask<string>("""
            SELECT string_agg(to_char(recorded_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'DD.MM HH24:MI'), ', ' ORDER BY entry_no) FROM journal_entries
            """));
        var named = new Guid(SHA256.HashData(Encoding.UTF8.GetBytes("fund-ledger-demo/receipt/1")).AsSpan(0, 16), bigEndian: true);
        Assert.Equal(named, await ledger.Ask<Guid>("SELECT request_key FROM journal_entries WHERE entry_no = 1"));
        var unknown = new PoolNotFound("KHONG-CO");
        var refused = await office.SendAsync(DemoUsers.Accountant, "receipt/4", ToNoPool, Ledger.Token);
        Assert.Equal(unknown, refused.Error);
        var failed = await Assert.ThrowsAsync<InvalidOperationException>(() => DoneAsync(office, "receipt/4", ToNoPool));
        Assert.Equal($"The demo's step receipt/4 failed: {unknown.Message}", failed.Message);
    }

    private static Task<T> DoneAsync<T>(DemoOffice office, string name, Func<Guid, MediatR.IRequest<Result<T>>> request) =>
        office.DoneAsync(DemoUsers.Accountant, name, request, Ledger.Token);

    private static RecordReceipt ToNoPool(Guid key) => Receipt(key, 800_000) with { Pool = "KHONG-CO" };

    private static RecordReceipt Receipt(Guid key, long amount) =>
        new(Given.Fund, key, "MAU", new Money(amount), new LocalDate(2021, 1, 4), "cash", "Nhà hảo tâm");
}
