using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Vouchers;
using FundLedger.IntegrationTests.Goods;
using FundLedger.IntegrationTests.Payments;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Vouchers;

/// <summary>Vouchers as they are listed, chosen and read: how many at once, in which language, with which goods and advances.</summary>
public sealed class VoucherListTests(LedgerCluster cluster) : IAsyncLifetime
{
    // Numbers 2 to 241 as copies of the first: only lists look at them.
    private const string ManySql = """
        SET session_replication_role = replica;
        INSERT INTO vouchers SELECT (jsonb_populate_record(v, jsonb_build_object('voucher_no', n))).*
        FROM vouchers v CROSS JOIN generate_series(2, 241) n WHERE v.voucher_type = 'PT' AND v.voucher_no = 1
        """;

    private static readonly LocalDate FirstDay = new(2021, 1, 1);
    private static readonly LocalDate LastDay = new(2021, 1, 31);

    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task Two_hundred_and_forty_are_printed_together_and_the_list_says_how_many_there_are()
    {
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, ManySql, null, Ledger.Token);
        var whole = new ListVouchers(Given.Fund, "PT", FirstDay, LastDay) { IsWhole = true };
        var all = await ledger.Done(TamDuong.Auditor, whole);
        Assert.Equal((241, 241), (all.Count, all.Vouchers.Count));
        var first = await ledger.Done(TamDuong.Auditor, whole with { IsWhole = false });
        Assert.Equal((241, 240, "PT-2021-00240"), (first.Count, first.Vouchers.Count, first.Vouchers[^1].Number.ToString()));
        var some = await ledger.Done(TamDuong.Auditor, whole with { First = 3, Last = 5 });
        Assert.Equal(["PT-2021-00003", "PT-2021-00004", "PT-2021-00005"], some.Vouchers.Select(voucher => voucher.Number.ToString()));
        Assert.Equal(new TooManyToPrint(241), (await ledger.Send(TamDuong.Cashier, Printing("PT"))).Error);
        var printed = await ledger.Done(TamDuong.Cashier, Printing("PT") with { Last = 240 });
        Assert.Equal((240, 0), (printed.Count, printed.Again));
        var again = await ledger.Done(TamDuong.Cashier, Printing("PT") with { First = 240, Last = 241 });
        Assert.Equal((2, 1), (again.Count, again.Again));
        var marked = (await ledger.Done(TamDuong.Auditor, whole with { First = 239 })).Vouchers;
        Assert.Equal([1, 2, 1], marked.Select(voucher => voucher.Prints));
        Assert.Equal(("Thủ quỹ", LastDay.Year), (marked[1].LastPrintedBy, marked[1].Date.Year));
    }

    [Theory]
    [InlineData("PT", "2021-01-05", "2021-01-04", typeof(VouchersOfOneYear))]
    [InlineData("XX", "2021-01-04", "2021-01-04", typeof(VoucherTypeUnknown))]
    public async Task What_is_no_range_is_no_list(string type, string from, string to, Type refusal)
    {
        var pattern = NodaTime.Text.LocalDatePattern.Iso;
        var listed = await ledger.Send(
            TamDuong.Auditor, new ListVouchers(Given.Fund, type, pattern.Parse(from).Value, pattern.Parse(to).Value));
        Assert.IsType(refusal, listed.Error);
    }

    [Fact]
    public async Task A_run_is_in_the_language_it_was_printed_in_and_named_by_its_vouchers()
    {
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        var english = await ledger.Done(TamDuong.Cashier, Printing("PT") with { Language = PaperLanguage.English });
        var (name, text) = await TextAsync(new GetPrintRun(Given.Fund, english.Run));
        Assert.Equal($"PT-2021-Q106-{english.Run}.pdf", name);
        Assert.Contains("RECEIPT VOUCHER", text, StringComparison.Ordinal);
        Assert.Contains("One million", text, StringComparison.Ordinal);
        var vietnamese = await ledger.Done(TamDuong.Cashier, Printing("PT"));
        Assert.Contains("PHIẾU THU", (await TextAsync(new GetPrintRun(Given.Fund, vietnamese.Run))).Text, StringComparison.Ordinal);
        var (look, _) = await TextAsync(new PreviewVoucher(Given.Fund, "PT-2021-00001"));
        Assert.Equal("PT-2021-00001-Q106.pdf", look);
        Assert.Equal(new PrintRunNotFound(Given.Fund, 99), (await ledger.Send(TamDuong.Cashier, new GetPrintRun(Given.Fund, 99))).Error);
    }

    [Fact]
    public async Task A_payment_says_who_asked_approved_and_paid_and_which_accounts_it_moved()
    {
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        var child = (await ledger.Given.Children(1))[0];
        var paid = await ledger.Given.Paid("CHUNG", child);
        var voucher = await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, paid.Voucher));
        var head = voucher.Head;
        Assert.Equal(("Kế toán Quỹ", "Chủ tịch Hội đồng Quỹ", "Thủ quỹ"), (head.RequestedBy, head.ApprovedBy, head.PaidBy));
        Assert.Equal((paid.Id, "CHUNG", new Wording("CHUNG", "CHUNG")), (head.DisbursementId!.Value, head.Pool, head.PoolName));
        Assert.Equal((new Wording("Quà lễ, Tết", "Holiday gift"), "Tết Nguyên đán 2021"), (head.Kind, head.Occasion!.Vi));
        Assert.Equal(("Cán bộ xã Bình Lư", null, false), (head.Counterparty, head.Address, head.IsBank));
        Assert.Equal(["fund_balance", "cash"], voucher.Accounts.Select(account => account.Account));
        Assert.Equal([true, false], voucher.Accounts.Select(account => account.IsDebit));
        Assert.All(voucher.Accounts, account => Assert.Equal(300_000, account.Amount.Dong));
        var line = Assert.Single(voucher.Lines);
        Assert.Equal((child, "D-01", "Xã Bình Lư", 300_000L), (line.Beneficiary, line.NormLine, line.Unit, line.Amount.Dong));
        Assert.Equal("Quyết định MẪU-01/QĐ-QBTTE ngày 01/01/2021, dòng D-01", line.Norm!.Vi);
        Assert.Equal((null, null, 0), (voucher.Advance, voucher.Likeness, voucher.Goods.Count));
        Assert.Equal(("111", true), (voucher.Accounts[1].RegimeAccount, head.Regime is not null));
    }

    [Fact]
    public async Task A_run_of_goods_has_the_goods_of_each_voucher()
    {
        var milk = await Stock.Item(ledger);
        await Stock.Received(ledger, milk, 10, 50_000, new LocalDate(2021, 6, 30));
        var rice = await Stock.Item(ledger, "Gạo tẻ", "kg");
        await Stock.Received(ledger, rice, 40, null);
        var first = await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, "PN-2021-00001"));
        var goods = Assert.Single(first.Goods);
        Assert.Equal(("Sữa bột", "hộp", 10L, 50_000L), (goods.Name, goods.Unit, goods.Quantity, goods.UnitValue.Dong));
        Assert.Equal((500_000L, new LocalDate(2021, 6, 30), true), (goods.Value.Dong, goods.ExpiresOn, first.Head.IsGoods));
        var second = Assert.Single((await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, "PN-2021-00002"))).Goods);
        Assert.Equal(("Gạo tẻ", 40L, Money.Zero), (second.Name, second.Quantity, second.Value));
        var run = await ledger.Done(TamDuong.Cashier, Printing("PN"));
        var pages = (await TextAsync(new GetPrintRun(Given.Fund, run.Run))).Text.Split('\f');
        Assert.Contains("Sữa bột; HSD 30/06/2021", pages[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Gạo tẻ", pages[0], StringComparison.Ordinal);
        Assert.Contains("Gạo tẻ", pages[1], StringComparison.Ordinal);
        Assert.Contains("chưa có giá trị", pages[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_settlement_is_read_with_the_advance_it_settles()
    {
        var books = new PaymentBooks(ledger);
        var id = await books.ApprovedToTheLastDong(2);
        var order = await books.Ordered(books.Advance(id));
        var results = books.Results(order, PaymentBooks.Paid(1), PaymentBooks.Not(2, Domain.Payments.PaymentOutcome.Absent));
        await ledger.Done(TamDuong.Cashier, results with { Returned = new Money(PaymentBooks.Gift) });
        var advance = (await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, "TU-2021-00001"))).Advance!;
        Assert.Equal((600_000L, 300_000L, 300_000L), (advance.Advanced.Dong, advance.Spent.Dong, advance.Left.Dong));
        Assert.Equal(("PC-2021-00001", ledger.Clock.Today, "HU-2021-00001"), (advance.PaidBy, advance.PaidOn, advance.ReturnedBy));
        Assert.Null((await ledger.Done(TamDuong.Auditor, new GetVoucher(Given.Fund, "PC-2021-00001"))).Advance);
    }

    private static PrintVouchers Printing(string type) => new(Given.Fund, Guid.NewGuid(), type, FirstDay, LastDay);

    private async Task<(string Name, string Text)> TextAsync(MediatR.IRequest<Result<ExportedFile>> request)
    {
        await using var file = await ledger.Done(TamDuong.Cashier, request);
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory, Ledger.Token);
        return (file.Name, await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], memory.ToArray()));
    }
}
