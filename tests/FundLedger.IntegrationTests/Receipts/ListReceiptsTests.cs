using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Receipts;

public sealed class ListReceiptsTests(ListReceiptsTests.Office office) : IClassFixture<ListReceiptsTests.Office>
{
    private static readonly ListReceipts All = new(Given.Fund);

    [Fact]
    public async Task Receipts_come_newest_first_with_their_sum()
    {
        var list = await Ask(All);
        Assert.Equal(["PT-2021-00004", "PT-2021-00003", "PT-2021-00002", "PT-2021-00001"], list.Receipts.Select(receipt => receipt.Number));
        Assert.Equal((4, 10_000_000L), (list.Count, list.Sum.Dong));
    }

    [Fact]
    public async Task A_reversed_receipt_stays_and_names_its_reversal()
    {
        var list = await Ask(All);
        Assert.Equal("BD-2021-00001", list.Receipts.Single(receipt => receipt.Number == "PT-2021-00002").ReversedBy);
        Assert.Equal(2_000_000, list.Reversed.Dong);
    }

    [Theory]
    [InlineData("nguyen thi dao")]
    [InlineData("Nguyễn Thị Đào")]
    [InlineData("THỊ ĐÀO")]
    public async Task A_giver_is_found_without_accents_and_capitals(string typed) =>
        Assert.Equal(["PT-2021-00003"], (await Ask(All with { Text = typed })).Receipts.Select(receipt => receipt.Number));

    [Fact]
    public async Task Filters_narrow_rows_and_sum_alike()
    {
        Assert.Equal(4_000_000, (await Ask(All with { Pool = "NGANSACH" })).Sum.Dong);
        Assert.Equal(4_000_000, (await Ask(All with { SourceKind = "provincial_budget" })).Sum.Dong);
        Assert.Equal(4_000_000, (await Ask(All with { MoneyAccount = "bank" })).Sum.Dong);
        Assert.Equal(7_000_000, (await Ask(All with { From = new LocalDate(2021, 1, 10) })).Sum.Dong);
        Assert.Equal(3_000_000, (await Ask(All with { To = new LocalDate(2021, 1, 9) })).Sum.Dong);
        Assert.Equal((0, 0L), ((await Ask(All with { Text = "không có ai" })).Count, (await Ask(All with { Pool = "KHAC" })).Sum.Dong));
    }

    [Fact]
    public async Task A_filter_that_was_left_empty_asks_for_all() =>
        Assert.Equal(4, (await Ask(All with { Pool = "", SourceKind = " ", MoneyAccount = "", Text = "" })).Count);

    [Fact]
    public async Task A_short_list_still_sums_all()
    {
        var list = await Ask(All with { Take = 1 });
        Assert.Single(list.Receipts);
        Assert.Equal((4, 10_000_000L), (list.Count, list.Sum.Dong));
    }

    private Task<ReceiptList> Ask(ListReceipts query) => office.Ledger.Done(TamDuong.Auditor, query);

    /// <summary>Four receipts in two pools, the second reversed.</summary>
    public sealed class Office(LedgerCluster cluster) : IAsyncLifetime
    {
        public Ledger Ledger { get; } = new(cluster);

        public async ValueTask InitializeAsync()
        {
            await Ledger.InitializeAsync();
            await Ledger.Given.Pool();
            await Ledger.Done(
                TamDuong.Accountant, new OpenPool(Given.Fund, Guid.NewGuid(), "NGANSACH", "Ngân sách", "Budget", "provincial_budget"));
            await RecordAsync("CHUNG", 1_000_000, 5, "Ông Trần Văn A");
            var wrong = await RecordAsync("CHUNG", 2_000_000, 6, "Ông Trần Văn A");
            await RecordAsync("CHUNG", 3_000_000, 11, "Bà Nguyễn Thị Đào");
            await RecordAsync("NGANSACH", 4_000_000, 12, "Sở Tài chính", "bank");
            await Ledger.Done(
                TamDuong.Accountant,
                new ReverseEntry(Given.Fund, Guid.NewGuid(), wrong.EntryNo, Ledger.Clock.Today, "cash", "Ghi nhầm hai lần"));
        }

        public ValueTask DisposeAsync() => Ledger.DisposeAsync();

        private async Task<ReceiptRecorded> RecordAsync(string pool, long amount, int day, string donor, string account = "cash")
        {
            Ledger.Clock.Today = new LocalDate(2021, 1, day);
            return await Ledger.Done(
                TamDuong.Accountant,
                new RecordReceipt(Given.Fund, Guid.NewGuid(), pool, new Money(amount), Ledger.Clock.Today, account, donor));
        }
    }
}
