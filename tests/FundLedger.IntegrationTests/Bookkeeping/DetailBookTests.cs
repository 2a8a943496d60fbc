using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Books;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Goods;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Features.Statements;
using FundLedger.IntegrationTests.Goods;
using FundLedger.IntegrationTests.Payments;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Bookkeeping;

/// <summary>Books of one thing each, each on a ledger of its own; it closes with what another part of the program says.</summary>
public sealed class DetailBookTests(LedgerCluster cluster) : IAsyncLifetime
{
    private static readonly LocalDate First = new(2021, 1, 1);

    private readonly Ledger ledger = new(cluster);

    public ValueTask InitializeAsync() => ledger.InitializeAsync();

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Each_pool_closes_with_what_the_statement_says_of_it()
    {
        await Pool("NGUON", "donation");
        await ledger.Given.Receipt("NGUON", 5_000_000);
        await ledger.Given.Paid("NGUON", await ledger.Given.Children(2));
        var statement = await ledger.Done(TamDuong.Auditor, new GetFundStatement(Given.Fund, First, ledger.Clock.Today));
        foreach (var pool in statement.Figures.Pools)
        {
            var rows = await Rows("pool", pool: pool.Code);
            Assert.Equal((pool.Code, pool.Closing), (pool.Code, rows[^1].Amount(7)));
        }

        var whole = await Rows("pool");
        Assert.Equal(statement.Figures.Pools.Count, whole.Count(row => row.Level == BookLevel.Group));
    }

    [Fact]
    public async Task A_givers_book_has_what_came_less_what_was_written_back()
    {
        await Pool("TANG", "donation");
        var first = await Gift("TANG", 3_000_000, "Công ty May");
        await Gift("TANG", 1_000_000, "Công ty May");
        await ledger.Done(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), first.EntryNo, ledger.Clock.Today, "cash", "Ghi nhầm người tặng"));
        var givers = (await ledger.Done(TamDuong.Accountant, new ListGivers(Given.Fund))).Givers;
        var giver = givers.Single(one => one.Name == "Công ty May").DonorId;
        var rows = await Rows("donor", donor: giver);
        Assert.Equal("Công ty May", rows[0].Words(DetailForms.OfDonor));
        Assert.Equal([3_000_000, 1_000_000, -3_000_000], rows.Where(row => row.Level == BookLevel.Line).Select(row => row.Amount(5).Dong));
        Assert.Equal(1_000_000, rows[^1].Amount(6).Dong);
        Assert.All((await ledger.Done(TamDuong.Approver, new ListGivers(Given.Fund))).Givers, one => Assert.Null(one.Name));
    }

    [Fact]
    public async Task An_advance_stands_open_until_it_is_settled()
    {
        var books = new PaymentBooks(ledger);
        var (id, _) = await books.Approved(3);
        var order = await books.Ordered(books.Advance(id));
        Assert.Equal(900_000, (await Rows("advances"))[^1].Amount(7).Dong);
        await ledger.Done(TamDuong.Cashier, books.Results(
            order, PaymentBooks.Paid(1), PaymentBooks.Paid(2), PaymentBooks.Not(3, PaymentOutcome.Failed)) with { Returned = new Money(300_000) });
        var rows = await Rows("advances");
        Assert.Equal([(900_000, 0), (0, 600_000), (0, 300_000)], rows.Where(row => row.Level == BookLevel.Line)
            .Select(row => ((int)row.Amount(5).Dong, (int)row.Amount(6).Dong)).OrderByDescending(pair => pair));
        Assert.Equal(0, rows[^1].Amount(7).Dong);
    }

    [Fact]
    public async Task Goods_are_told_by_pieces_and_by_value()
    {
        await Pool("CHUNG", "donation");
        var item = await Stock.Item(ledger);
        await Stock.Received(ledger, item, 100, 50_000);
        await ledger.Done(TamDuong.Accountant, Stock.Loss(ledger, 1, 4));
        var loss = (await ledger.Done(TamDuong.Approver, new ListGoodsLosses(Given.Fund))).Single();
        await ledger.Done(TamDuong.Approver, new ApproveGoodsLoss(Given.Fund, Guid.NewGuid(), loss.Loss));
        var rows = await Rows("goods");
        Assert.Equal((96L, 96 * 50_000L), (rows[^1].Amount(9).Dong, rows[^1].Amount(10).Dong));
        var left = await Stock.Left(ledger, item);
        Assert.Equal((left.OnHand, left.Value), (rows[^1].Amount(9).Dong, rows[^1].Amount(10)));
    }

    [Fact]
    public async Task Budget_money_is_followed_by_itself()
    {
        await Pool("TINH", "provincial_budget");
        await Pool("RIENG", "donation");
        await ledger.Given.Receipt("TINH", 2_000_000, "bank");
        await ledger.Given.Receipt("RIENG", 1_000_000);
        var rows = await Rows("appropriation");
        Assert.Equal(["TINH (TINH)"], rows.Where(row => row.Level == BookLevel.Group).Select(row => row.Words(DetailForms.OfBudget)));
        Assert.Equal(2_000_000, rows[^1].Amount(6).Dong);
    }

    [Fact]
    public async Task The_register_says_of_each_series_that_no_number_is_missing_or_which_is()
    {
        await Pool("SO", "donation");
        await ledger.Given.Receipt("SO", 1_000_000);
        await ledger.Given.Receipt("SO", 2_000_000);
        var honest = await Checks();
        Assert.NotEmpty(honest);
        Assert.All(honest, check => Assert.Contains("không thiếu số", check, StringComparison.Ordinal));
        const string LostSql = """
            SET session_replication_role = replica; DELETE FROM vouchers v USING funds f
            WHERE f.fund_id = v.fund_id AND f.code = 'Q106' AND v.voucher_type = 'PT' AND v.voucher_no = 1
            """;
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, LostSql, null, Ledger.Token);
        var found = await Checks();
        Assert.Contains(found, check => check.StartsWith("THIẾU SỐ 1 trong 1 đến", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Of_several_funds_together_what_one_gave_to_another_is_left_out_and_told_beside()
    {
        var names = await ledger.List<string>("SELECT name_vi FROM funds WHERE code IN ('Q106', 'Q03412') ORDER BY code <> 'Q106'");
        await Pool("CAP", "donation");
        await ledger.Given.Receipt("CAP", 4_000_000);
        var request = await ledger.Given.Approved("CAP", await ledger.Given.Children(1));
        await ledger.Done(TamDuong.Cashier, new PayDisbursement(
            Given.Fund, Guid.NewGuid(), request, ledger.Clock.Today, "cash", names[1]));
        await ledger.Done(TamDuong.Accountant, new OpenPool(
            TamDuong.BinhLu, Guid.NewGuid(), "TREN", "Quỹ huyện cấp", "From the district", "fund_transfer"));
        var apart = await Cash(TamDuong.District, false) + await Cash(TamDuong.BinhLu, false);
        var before = await Cash(TamDuong.District, true);
        await ledger.Done(TamDuong.Accountant, new RecordReceipt(
            TamDuong.BinhLu, Guid.NewGuid(), "TREN", new Money(300_000), ledger.Clock.Today, "cash", names[0]) { DonorKind = "organisation" });
        // While only one of both has written it down, it is money that left.
        Assert.Equal(apart, before);
        Assert.Equal(apart + 300_000, await Cash(TamDuong.District, true));
        var told = await Rows("internal", withUnits: true);
        Assert.Equal(["Q106", "Q03412"], told.Where(row => row.Level == BookLevel.Line)
            .SelectMany(row => new[] { BookReading.Plain(row.Cells[1]), BookReading.Plain(row.Cells[4]) }));
        Assert.Equal(300_000, told[^1].Amount(7).Dong);
        var journal = await Rows("journal", withUnits: true);
        Assert.DoesNotContain(journal, row => row.Words(BookForms.Journal.Together()).Contains(names[0], StringComparison.Ordinal));
        var balance = await Rows("trial-balance", withUnits: true);
        Assert.Equal(balance[^1].Amount(8), balance[^1].Amount(9));
    }

    private async Task<long> Cash(string fund, bool withUnits)
    {
        var question = new BookQuestion(fund, "cash", First, ledger.Clock.Today) { WithUnits = withUnits };
        var rows = await ledger.Rows(TamDuong.Accountant, question);
        return rows.Count == 0 ? 0 : rows[^1].Amount(withUnits ? 8 : 7).Dong;
    }

    private Task<IReadOnlyList<BookRow>> Rows(string book, string? pool = null, long? donor = null, bool withUnits = false) => ledger.Rows(
        TamDuong.Accountant, new BookQuestion(Given.Fund, book, First, ledger.Clock.Today) { Pool = pool, Donor = donor, WithUnits = withUnits });

    private async Task<IReadOnlyList<string>> Checks()
    {
        var rows = await ledger.Rows(TamDuong.Auditor, new BookQuestion(Given.Fund, "vouchers", First, ledger.Clock.Today));
        return [.. rows.Where(row => row.Level == BookLevel.Total).Select(row => row.Words(DetailForms.OfVouchers))];
    }

    private Task<PoolOpened> Pool(string code, string source) =>
        ledger.Done(TamDuong.Accountant, new OpenPool(Given.Fund, Guid.NewGuid(), code, code, code, source));

    private Task<ReceiptRecorded> Gift(string pool, long amount, string giver) => ledger.Done(TamDuong.Accountant, new RecordReceipt(
        Given.Fund, Guid.NewGuid(), pool, new Money(amount), ledger.Clock.Today, "cash", giver));
}
