using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Imports;
using FundLedger.Features.Papers;
using FundLedger.Features.Payments;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Payments.PaymentBooks;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>What goes to the bank and comes back from it as files, and the papers of an order.</summary>
public sealed class PaymentFileTests : IClassFixture<Ledger>
{
    private readonly Ledger ledger;
    private readonly PaymentBooks books;

    public PaymentFileTests(Ledger ledger) => (this.ledger, books) = (ledger, new PaymentBooks(ledger));

    [Fact]
    public async Task The_banks_file_has_each_payee_without_accents_where_the_bank_wants_it_and_the_mark_of_the_line()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.BankList(id, 1, 2) with { BankProfile = "csv_plain" });
        await ledger.Done(TamDuong.Cashier, new TakePaymentFile(Fund, Guid.NewGuid(), order));
        var file = await FileAsync(new GetPaymentFile(Fund, order, PaperLanguage.Vietnamese));
        Assert.Equal(
            [
                "ACCOUNT,NAME,BANK,AMOUNT,DESCRIPTION",
                $"7805201000001,NGUOI GIAM HO 1,NGAN HANG NONG NGHIEP,300000,Q106LC{order}D1",
                $"7805201000002,NGUOI GIAM HO 2,NGAN HANG NONG NGHIEP,300000,Q106LC{order}D2",
            ],
            Encoding.UTF8.GetString(file).TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(file, await FileAsync(new GetPaymentFile(Fund, order, PaperLanguage.Vietnamese)));
    }

    [Fact]
    public async Task Of_the_banks_answer_the_good_rows_are_taken_and_each_other_is_named()
    {
        var (id, _) = await books.Approved(5);
        var order = await books.OnItsWay(id, 1, 2, 3, 4, 5);
        await ledger.Done(TamDuong.Cashier, books.Results(order, Paid(5)));
        var answer = $"""
            Nội dung;Số tiền;Trạng thái;Mã giao dịch;Lý do
            CT tu QUY q106 lc {order} d1 REF;300.000;Thành công;FT01;
            Q106LC{order}D2;300.000;Không thành công;;Tài khoản đã đóng
            Q106LC{order}D3;299.999;Thành công;FT03;
            Q106LC{order}D4;300.000;đang xử lý;;
            Q106LC{order + 900}D1;300.000;Thành công;;
            Q106LC{order}D5;300.000;Thành công;;
            Q106LC{order}D1;300.000;Thành công;FT01;
            Q106LC{order}D99;300.000;Thành công;;
            """;
        var read = await ledger.Done(TamDuong.Cashier, new ReadPaymentResults(Fund, order, Encoding.UTF8.GetBytes(answer)));
        Assert.Equal(
            [
                new PaymentResult(1, PaymentOutcome.Paid, new Money(Gift), "FT01", null),
                new PaymentResult(2, PaymentOutcome.Failed, Money.Zero, null, "Tài khoản đã đóng"),
            ],
            read.Results);
        Assert.Equal(1, read.AlreadyIn);
        Assert.Equal([4, 5, 6, 8, 9], read.Flaws.Select(flaw => flaw.Row));
        await ledger.Done(TamDuong.Cashier, books.Results(order, [.. read.Results]));
        var again = await ledger.Done(TamDuong.Cashier, new ReadPaymentResults(Fund, order, Encoding.UTF8.GetBytes(
            $"Nội dung;Số tiền;Trạng thái\nQ106LC{order}D1;300.000;Thất bại\nQ106LC{order}D2;300.000;Thất bại\n")));
        Assert.Equal((0, 1), (again.Results.Count, again.AlreadyIn));
        Assert.Equal(2, Assert.Single(again.Flaws).Row);
    }

    [Fact]
    public async Task A_file_that_says_nothing_of_an_order_is_refused_whole()
    {
        var (id, _) = await books.Approved(1);
        var order = await books.OnItsWay(id, 1);
        Assert.IsType<PaymentColumnsMissing>((await ledger.Send(TamDuong.Cashier, new ReadPaymentResults(Fund, order, "a,b\n1,2\n"u8.ToArray()))).Error);
        Assert.IsType<ImportFileMissing>((await ledger.Send(TamDuong.Cashier, new ReadPaymentResults(Fund, order, []))).Error);
        Assert.IsType<ImportFileUnreadable>((await ledger.Send(TamDuong.Cashier, new ReadPaymentResults(Fund, order, "%PDF-1.7"u8.ToArray()))).Error);
    }

    [Fact]
    public async Task Payees_are_filled_into_the_form_and_read_back_and_known_the_next_time()
    {
        var (id, children) = await books.Approved(2);
        Assert.True((await FileAsync(new GetPayeeForm(Fund, id, PaperLanguage.Vietnamese))).Length > 1_000);
        var filled = $"Mã trẻ em,Tên người nhận,Ngân hàng,Số tài khoản\n{children[0]},Lò Thị Mai,Agribank,7805 2010 00001\n"
            + $"{children[1]},,Agribank,78052\nTE-999999,Vàng A Sử,Agribank,7805201000009\n{children[0]},Lò Thị Mai,Agribank,7805201000001\n";
        var read = await ledger.Done(TamDuong.Cashier, new ReadPayees(Fund, id, Encoding.UTF8.GetBytes(filled)));
        Assert.Equal([new Payee(1, "Lò Thị Mai", "Agribank", "7805201000001")], read.Payees);
        Assert.Equal([3, 4, 5], read.Flaws.Select(flaw => flaw.Row));

        var order = await books.Ordered(books.BankList(id, 1) with { Payees = read.Payees });
        await ledger.Done(TamDuong.Cashier, new CancelPaymentOrder(Fund, Guid.NewGuid(), order, "Sai ngày"));
        var choices = await ledger.Done(TamDuong.Cashier, new GetPaymentChoices(Fund, id));
        Assert.Equal(("Lò Thị Mai", "7805201000001"), (choices.Lines[0].PayeeName, choices.Lines[0].PayeeAccount));
        Assert.Null(choices.Lines[1].PayeeName);
    }

    [Fact]
    public async Task The_list_to_be_signed_has_no_sealed_child_which_signs_on_its_own_slip()
    {
        await ledger.Given.Pool("KIN");
        await ledger.Given.Receipt("KIN", 2_000_000);
        var open = (await ledger.Given.Children(1))[0];
        var hidden = (await ledger.Given.Children(1, "g09", "poor"))[0];
        var id = await ledger.Given.Approved("KIN", open, hidden);
        var order = await books.Ordered(books.Cash(id));
        var list = await TextOf(await FileAsync(new PrintHandout(Fund, order, null, PaperLanguage.Vietnamese)));
        Assert.Contains(open, list, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, list, StringComparison.Ordinal);
        Assert.Contains("Ký nhận", list, StringComparison.Ordinal);
        Assert.DoesNotContain("nghèo", list, StringComparison.OrdinalIgnoreCase);
        var slip = await TextOf(await FileAsync(new PrintHandout(Fund, order, 2, PaperLanguage.Vietnamese)));
        Assert.Contains(hidden, slip, StringComparison.Ordinal);
        Assert.DoesNotContain(open, slip, StringComparison.Ordinal);
        Assert.IsType<HandoutEmpty>((await ledger.Send(TamDuong.Cashier, new PrintHandout(Fund, order, 9, PaperLanguage.Vietnamese))).Error);
    }

    [Fact]
    public async Task The_treasury_gets_a_paper_and_layouts_of_ones_own_come_from_a_file()
    {
        var (id, children) = await books.Approved(1);
        var order = await books.Ordered(new OrderPayment(Fund, Guid.NewGuid(), id, "treasury", "bank", ledger.Clock.Today, null));
        await ledger.Done(TamDuong.Cashier, new TakePaymentFile(Fund, Guid.NewGuid(), order));
        var paper = await TextOf(await FileAsync(new GetPaymentFile(Fund, order, PaperLanguage.Vietnamese)));
        Assert.Contains("KHO BẠC", paper, StringComparison.Ordinal);
        Assert.Contains(children[0], paper, StringComparison.Ordinal);
        Assert.Contains("Ba trăm nghìn đồng", paper, StringComparison.Ordinal);

        var own = Path.GetTempFileName();
        await File.WriteAllTextAsync(own, """
            [{"code": "ours", "nameVi": "Ngân hàng của Quỹ", "nameEn": "Our bank", "format": "csv", "isPlain": true,
              "columns": [{"header": "TK", "field": "account"}, {"header": "ST", "field": "amount"}, {"header": "ND", "field": "mark"}]}]
            """, Ledger.Token);
        Assert.Equal(3, new BankProfiles(own).Find("ours")!.Columns.Count);
        await File.WriteAllTextAsync(own, """[{"code": "ours", "nameVi": "x", "nameEn": "x", "format": "csv", "columns": []}]""", Ledger.Token);
        Assert.Throws<BankProfilesException>(() => new BankProfiles(own));
        File.Delete(own);
    }

    private static Task<string> TextOf(byte[] pdf) => Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], pdf);

    private async Task<byte[]> FileAsync(MediatR.IRequest<Result<ExportedFile>> request)
    {
        await using var file = await ledger.Done(TamDuong.Cashier, request);
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory, Ledger.Token);
        return memory.ToArray();
    }
}
