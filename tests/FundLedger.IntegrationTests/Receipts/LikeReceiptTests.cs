using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Features.Vouchers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Receipts;

/// <summary>One gift recorded twice: a receipt that looks like another one is recorded with a reason only, whichever way it comes.</summary>
public sealed class LikeReceiptTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string CountSql = "SELECT count(*) FROM vouchers WHERE voucher_type = 'PT'";
    private const string Reason = "Hai người cùng tên, cùng nộp một ngày";

    private static readonly RecordReceipt First = new(
        Given.Fund, Guid.NewGuid(), "CHUNG", new Money(2_000_000), new LocalDate(2021, 1, 4), "cash", "Bà Lò Thị Ón");

    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Pool("TET", ["holiday_gift"], ["tet"]);
        ledger.Clock.Today = new LocalDate(2021, 1, 20);
        await ledger.Done(TamDuong.Accountant, First);
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    public static TheoryData<string, RecordReceipt> Doubtful => new()
    {
        { "the same day", First },
        { "three days later", First with { ReceivedOn = new LocalDate(2021, 1, 7) } },
        { "three days earlier", First with { ReceivedOn = new LocalDate(2021, 1, 1) } },
        { "another pool", First with { Pool = "TET" } },
        { "by the bank", First with { MoneyAccount = "bank", BankReference = "FT-1" } },
        { "with an address, in capitals", First with { DonorName = " BÀ LÒ THỊ ÓN ", DonorAddress = "Bản Bo" } },
        { "as an organisation", First with { DonorKind = "organisation" } },
        { "with a short reason", First with { DespiteLikeness = "khác    " } },
    };

    public static TheoryData<string, RecordReceipt> Other => new()
    {
        { "four days later", First with { ReceivedOn = new LocalDate(2021, 1, 8) } },
        { "one đồng more", First with { Amount = new Money(2_000_001) } },
        { "another giver", First with { DonorName = "Bà Lò Thị On" } },
        { "a reason", First with { DespiteLikeness = Reason } },
    };

    [Theory]
    [MemberData(nameof(Doubtful))]
    public async Task What_looks_like_it_is_refused_with_its_voucher(string what, RecordReceipt twin)
    {
        var answer = await ledger.Send(TamDuong.SecondAccountant, twin with { Key = Guid.NewGuid() });
        Assert.Equal((what, new ReceiptLooksRecorded("PT-2021-00001") { Fund = Given.Fund }), (what, answer.Error));
        Assert.Equal(1, await ledger.Ask<long>(CountSql));
    }

    [Theory]
    [MemberData(nameof(Other))]
    public async Task What_is_another_one_is_recorded(string what, RecordReceipt other)
    {
        var answer = await ledger.Send(TamDuong.Accountant, other with { Key = Guid.NewGuid() });
        Assert.Equal((what, null), (what, answer.Error));
    }

    [Fact]
    public async Task Two_references_of_the_bank_tell_receipts_apart_and_a_reversed_one_is_none()
    {
        var transfer = First with { MoneyAccount = "bank", Amount = new Money(3_000_000) };
        await ledger.Done(TamDuong.Accountant, transfer with { Key = Guid.NewGuid(), BankReference = "FT-1" });
        await ledger.Done(TamDuong.Accountant, transfer with { Key = Guid.NewGuid(), BankReference = "FT-2" });
        await ledger.Done(
            TamDuong.Accountant, new ReverseEntry(Given.Fund, Guid.NewGuid(), 1, ledger.Clock.Today, "cash", "Ghi nhầm quỹ khác"));
        await ledger.Done(TamDuong.Accountant, First with { Key = Guid.NewGuid() });
    }

    [Fact]
    public async Task Thousands_of_one_giver_and_amount_are_told_apart_by_their_references_and_one_without_is_like_them()
    {
        var many = Enumerable.Range(0, 3_000).Select(i => Line(100_000) with { MoneyAccount = "bank", BankReference = $"FT-{i}" }).ToArray();
        Assert.Equal(3_000, (await ledger.Done(TamDuong.Accountant, List(many))).Count);
        var without = await ledger.Send(TamDuong.Accountant, List(Line(1), Line(100_000)));
        Assert.Equal(2, Assert.IsType<ReceiptRowRefused>(without.Error).Row);
        Assert.Null((await ledger.Send(TamDuong.Accountant, First with
        {
            Key = Guid.NewGuid(), Amount = new Money(100_000), MoneyAccount = "bank", BankReference = "FT-3000",
        })).Error);
    }

    [Fact]
    public async Task The_reason_stands_on_the_voucher_and_is_sealed()
    {
        var twin = First with { Key = Guid.NewGuid(), DespiteLikeness = $" {Reason} " };
        var recorded = await ledger.Done(TamDuong.Accountant, twin);
        Assert.Equal(recorded, await ledger.Done(TamDuong.Accountant, twin));
        var voucher = await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, recorded.Voucher));
        Assert.Equal(("PT-2021-00001", Reason), (voucher.Likeness?.Vouchers, voucher.Likeness?.Reason));
        Assert.Null((await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, "PT-2021-00001"))).Likeness);
        var third = await ledger.Send(TamDuong.Accountant, First with { Key = Guid.NewGuid() });
        Assert.Equal("PT-2021-00001, PT-2021-00002", (third.Error as ReceiptLooksRecorded)?.Vouchers);
        Assert.Equal(PassState.Ok, (await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund))).State);
    }

    [Fact]
    public async Task Of_twins_that_arrive_at_once_one_is_recorded_and_the_other_learns_where()
    {
        for (var round = 1; round <= 5; round++)
        {
            var twin = First with { Amount = new Money(10_000 * round) };
            var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => ledger.Send(
                i % 2 == 0 ? TamDuong.Accountant : TamDuong.SecondAccountant, twin with { Key = Guid.NewGuid() }))));
            var voucher = Assert.Single(answers, answer => answer.IsOk).Value.Voucher;
            Assert.All(answers.Where(answer => !answer.IsOk), answer =>
                Assert.Equal(new ReceiptLooksRecorded(voucher) { Fund = Given.Fund }, answer.Error));
        }
    }

    [Fact]
    public async Task In_a_list_a_twin_is_named_with_the_first_row_that_no_reference_tells_apart()
    {
        var (gift, explained) = (Line(600_000), Line(600_000) with { DespiteLikeness = Reason });
        var (referred, other) = (gift with { BankReference = "FT-1" }, gift with { BankReference = "FT-2" });
        await Twin(row: 2, like: 1, gift, referred);
        await Twin(row: 2, like: 1, referred, gift);
        await Twin(row: 3, like: 1, gift, explained, gift);
        await Twin(row: 3, like: 1, gift, explained, referred);
        await Twin(row: 3, like: 2, referred, explained, other);

        async Task Twin(int row, int like, params ReceiptLine[] lines) => Assert.Equal(
            new ReceiptRowRefused(row, new ReceiptTwiceInList(like)), (await ledger.Send(TamDuong.Accountant, List(lines))).Error);
    }

    [Fact]
    public async Task A_list_names_the_row_and_what_it_looks_like_and_takes_a_reason_for_each()
    {
        var (other, twin) = (Line(500_000), Line(2_000_000));
        var recorded = await ledger.Send(TamDuong.Accountant, List(other, twin));
        Assert.Equal(new ReceiptRowRefused(2, new ReceiptLooksRecorded("PT-2021-00001") { Fund = Given.Fund }), recorded.Error);
        var inList = await ledger.Send(TamDuong.Accountant, List(other, Line(1), other with { Pool = "TET" }));
        Assert.Equal(new ReceiptRowRefused(3, new ReceiptTwiceInList(1)), inList.Error);
        Assert.Equal(1, await ledger.Ask<long>(CountSql));

        var told = await ledger.Done(TamDuong.Accountant, List(
            other, twin with { DespiteLikeness = Reason }, other with { DespiteLikeness = Reason },
            other with { BankReference = "FT-9", DespiteLikeness = Reason }));
        Assert.Equal(4, told.Count);
        Assert.Equal(
            ["PT-2021-00003 PT-2021-00001", "PT-2021-00004 PT-2021-00002", "PT-2021-00005 PT-2021-00002, PT-2021-00004"],
            await ledger.List<string>(
                "SELECT format_voucher(voucher_type, voucher_year, voucher_no) || ' ' || like_vouchers FROM receipt_likenesses ORDER BY voucher_no"));
    }

    private static RecordReceipts List(params ReceiptLine[] lines) => new(Given.Fund, Guid.NewGuid(), new LocalDate(2021, 1, 5), lines);

    private static ReceiptLine Line(long amount) => new("CHUNG", new Money(amount), "cash", "Bà Lò Thị Ón");
}
