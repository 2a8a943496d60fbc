using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vouchers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Journal;

/// <summary>What the pages of the ledger and of the months ask.</summary>
public sealed class BookPagesTests(Ledger ledger) : IClassFixture<Ledger>
{
    private static readonly LocalDate First = new(2021, 1, 1);

    private static readonly LocalDate Last = new(2021, 12, 31);

    [Fact]
    public async Task A_posting_carries_the_account_number_of_the_funds_regime()
    {
        var pool = await ledger.Given.Pool("MOT");
        var receipt = await ledger.Given.Receipt(pool, 1_000_000);
        var page = await ledger.Done(TamDuong.Accountant, new ListEntries(Given.Fund, First, Last) { Pool = pool });
        var entry = Assert.Single(page.Entries);
        Assert.Equal(receipt.Voucher, entry.Voucher);
        Assert.Equal(["111", "353"], entry.Postings.Select(posting => posting.RegimeAccount));
    }

    [Fact]
    public async Task One_entry_is_asked_for_by_its_number()
    {
        var pool = await ledger.Given.Pool("HAI");
        await ledger.Given.Receipt(pool, 1_000_000);
        await ledger.Given.Receipt(pool, 2_000_000);
        var question = new ListEntries(Given.Fund, LocalDate.MinIsoValue, LocalDate.MaxIsoValue) { Number = 1 };
        var page = await ledger.Done(TamDuong.Accountant, question);
        Assert.Equal(1, Assert.Single(page.Entries).EntryNo);
    }

    [Fact]
    public async Task The_accounts_that_a_fund_uses_are_offered_by_number()
    {
        var pool = await ledger.Given.Pool("BA");
        await ledger.Given.Receipt(pool, 1_000_000);
        var accounts = await ledger.Done(TamDuong.Accountant, new ListAccounts(Given.Fund));
        Assert.Equal(["111 cash", "353 fund_balance"], accounts.Accounts.Select(account => $"{account.RegimeAccount} {account.Code}"));
        Assert.Empty((await ledger.Done(TamDuong.Officer, new ListAccounts(TamDuong.BinhLu))).Accounts);
    }

    [Fact]
    public async Task A_month_shows_what_came_in_and_went_out_less_what_was_reversed()
    {
        var before = (await ledger.Done(TamDuong.Accountant, new ListPeriods(Given.Fund)))[0];
        var pool = await ledger.Given.Pool("BON");
        await ledger.Given.Receipt(pool, 5_000_000);
        var paid = await ledger.Given.Paid(pool, await ledger.Given.Children(2));
        var entry = await ledger.Ask<long>("SELECT max(entry_no) FROM journal_entries WHERE kind = 'disbursement'");
        await ledger.Done(
            TamDuong.Accountant, new ReverseEntry(Given.Fund, Guid.NewGuid(), entry, ledger.Clock.Today, "cash", "Chi nhầm trẻ"));
        var after = (await ledger.Done(TamDuong.Accountant, new ListPeriods(Given.Fund)))[0];
        Assert.StartsWith("PC-", paid.Voucher, StringComparison.Ordinal);
        Assert.Equal(new Money(5_000_000), after.Received - before.Received);
        Assert.Equal(new Money(300_000), after.Paid - before.Paid);
    }

    [Fact]
    public async Task The_officer_of_a_commune_finds_no_entry_voucher_or_month_of_another_fund()
    {
        var pool = await ledger.Given.Pool("NAM");
        var receipt = await ledger.Given.Receipt(pool, 1_000_000);
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.Officer, new ListEntries(Given.Fund, First, Last))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.Officer, new GetTrialBalance(Given.Fund, First, Last))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.Officer, new ListPeriods(Given.Fund))).Error);
        Assert.IsType<VoucherNotFound>((await ledger.Send(TamDuong.Officer, new GetVoucher(Given.Fund, receipt.Voucher))).Error);
    }
}
