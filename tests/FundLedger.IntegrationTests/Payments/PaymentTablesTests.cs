using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Papers;
using FundLedger.Features.Payments;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Payments.PaymentBooks;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Tables cell by cell: what the bank gets, what payees are typed into, and what the bank's answers may look like.</summary>
public sealed class PaymentTablesTests : IClassFixture<Ledger>
{
    private readonly Ledger ledger;
    private readonly PaymentBooks books;

    public PaymentTablesTests(Ledger ledger) => (this.ledger, books) = (ledger, new PaymentBooks(ledger));

    [Fact]
    public async Task The_banks_workbook_numbers_its_rows_and_says_fund_and_line_and_not_the_kind_of_support()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.BankList(id, 1, 2));
        await ledger.Done(TamDuong.Cashier, new TakePaymentFile(Fund, Guid.NewGuid(), order));
        var fund = await ledger.Ask<string>("SELECT name_vi FROM funds WHERE code = @Fund", new { Fund });
        var (name, rows) = await TableAsync(new GetPaymentFile(Fund, order, PaperLanguage.Vietnamese));
        Assert.Equal($"lenh-chi-Q106-{order}.xlsx", name);
        Assert.Equal(
            [
                "STT|Tên người thụ hưởng|Số tài khoản|Ngân hàng|Số tiền|Nội dung|Mã dòng",
                $"1|Người Giám Hộ 1|7805201000001|Ngân hàng Nông nghiệp|300000|{fund} chi hỗ trợ Q106LC{order}D1|Q106LC{order}D1",
                $"2|Người Giám Hộ 2|7805201000002|Ngân hàng Nông nghiệp|300000|{fund} chi hỗ trợ Q106LC{order}D2|Q106LC{order}D2",
            ],
            rows);
    }

    [Fact]
    public async Task The_banks_text_file_is_one_row_a_line_and_no_more()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.BankList(id, 1, 2) with { BankProfile = "csv_plain" });
        await ledger.Done(TamDuong.Cashier, new TakePaymentFile(Fund, Guid.NewGuid(), order));
        await using var file = await ledger.Done(TamDuong.Cashier, new GetPaymentFile(Fund, order, PaperLanguage.Vietnamese));
        using var reader = new StreamReader(file.Content, Encoding.UTF8);
        Assert.Equal(
            "ACCOUNT,NAME,BANK,AMOUNT,DESCRIPTION\r\n"
            + $"7805201000001,NGUOI GIAM HO 1,NGAN HANG NONG NGHIEP,300000,Q106LC{order}D1\r\n"
            + $"7805201000002,NGUOI GIAM HO 2,NGAN HANG NONG NGHIEP,300000,Q106LC{order}D2\r\n",
            await reader.ReadToEndAsync(Ledger.Token));
        Assert.Equal(($"lenh-chi-Q106-{order}.csv", "text/csv"), (file.Name, file.ContentType));
    }

    [Fact]
    public async Task The_form_for_payees_has_each_open_line_with_the_payee_of_the_last_order()
    {
        var (id, children) = await books.Approved(3);
        var first = await books.Ordered(books.BankList(id, 2));
        await ledger.Done(TamDuong.Cashier, new CancelPaymentOrder(Fund, Guid.NewGuid(), first, "Sai ngày"));
        await books.Ordered(books.Cash(id, 3));
        var (name, rows) = await TableAsync(new GetPayeeForm(Fund, id, PaperLanguage.Vietnamese));
        Assert.Equal($"nguoi-nhan-{id}.xlsx", name);
        Assert.Equal(
            [
                "Mã trẻ em|Xã, thị trấn|Số tiền|Tên người nhận|Ngân hàng|Số tài khoản",
                $"{children[0]}|Xã Bình Lư|300000",
                $"{children[1]}|Xã Bình Lư|300000|Người Giám Hộ 2|Ngân hàng Nông nghiệp|7805201000002",
            ],
            rows);
        var missing = await ledger.Send(TamDuong.Cashier, new GetPayeeForm(Fund, 99_999, PaperLanguage.Vietnamese));
        Assert.Equal(new PaymentRequestNotFound(Fund, 99_999), missing.Error);
    }

    [Fact]
    public async Task Payees_are_refused_row_by_row_with_what_is_wrong()
    {
        var (id, children) = await books.Approved(4);
        var filled = "Mã trẻ em,Tên người nhận,Ngân hàng,Số tài khoản\n"
            + $"{children[0].ToLowerInvariant()},Lò Thị Mai,Agribank,7805201000001\n{children[1]},,Agribank,7805201000002\n"
            + $"{children[2]},Vàng A Sử,,7805201000003\n{children[3]},Vàng A Sử,Agribank,78#05\n"
            + $"{children[0]},Lò Thị Mai,Agribank,7805201000001\nTE-999999,Ai đó,Agribank,7805201000009\n,,,\n";
        var read = await ledger.Done(TamDuong.Cashier, new ReadPayees(Fund, id, Encoding.UTF8.GetBytes(filled)));
        Assert.Equal([new Payee(1, "Lò Thị Mai", "Agribank", "7805201000001")], read.Payees);
        Assert.Equal(
            [
                (3, "Thiếu tên người nhận."), (4, "Thiếu tên ngân hàng."),
                (5, "Số tài khoản phải có 5–24 chữ số, chữ cái hoặc dấu chấm."), (6, $"Mã {children[0]} có hai lần."),
                (7, "Mã TE-999999 không có dòng nào còn chờ chi trong đề nghị này."),
            ],
            read.Flaws.Select(flaw => (flaw.Row, flaw.Problem.Vi)));
    }

    [Fact]
    public async Task A_form_without_payees_says_of_each_line_that_its_payee_is_missing()
    {
        var (id, _) = await books.Approved(2);
        await using var form = await ledger.Done(TamDuong.Cashier, new GetPayeeForm(Fund, id, PaperLanguage.Vietnamese));
        using var memory = new MemoryStream();
        await form.Content.CopyToAsync(memory, Ledger.Token);
        var read = await ledger.Done(TamDuong.Cashier, new ReadPayees(Fund, id, memory.ToArray()));
        Assert.Empty(read.Payees);
        Assert.Equal([(2, "Thiếu tên người nhận."), (3, "Thiếu tên người nhận.")], read.Flaws.Select(flaw => (flaw.Row, flaw.Problem.Vi)));
    }

    [Fact]
    public async Task An_answer_of_the_bank_is_understood_in_its_own_words_and_signs()
    {
        var (id, _) = await books.Approved(6);
        var order = await books.OnItsWay(id, 1, 2, 3, 4, 5, 6);
        var (reference, note) = (new string('7', 61), new string('x', 201));
        var answer = "Description;Amount;Status;Trace;Message\n"
            + $"q106 - lc{order} - d1;300,000;SUCCESS;{reference};{note}\n"
            + $"Q106LC{order}D2;300000;Hoàn thành;;\n"
            + $"Q106LC{order}D3;300.000;Bị từ chối;;Sai tên\n"
            + $"Q106LC{order}D4;300.000;Rejected;;\n"
            + $"Q103LC{order}D5;300.000;success;;\n"
            + $"Q106LC{order}D6;;success;;\n"
            + ";300.000;success;;\n";
        var read = await ledger.Done(TamDuong.Cashier, new ReadPaymentResults(Fund, order, Encoding.UTF8.GetBytes(answer)));
        Assert.Equal(
            [
                new PaymentResult(1, PaymentOutcome.Paid, new Money(Gift), reference[..60], note[..200]),
                new PaymentResult(2, PaymentOutcome.Paid, new Money(Gift), null, null),
                new PaymentResult(3, PaymentOutcome.Failed, Money.Zero, null, "Sai tên"),
                new PaymentResult(4, PaymentOutcome.Failed, Money.Zero, null, null),
            ],
            read.Results);
        Assert.Equal(
            [(6, "Mã dòng không có trong lệnh chi này."), (7, "Số tiền “” khác số tiền đã lệnh chi 300.000.")],
            read.Flaws.Select(flaw => (flaw.Row, flaw.Problem.Vi)));
        Assert.Equal(0, read.AlreadyIn);
        var unknown = await ledger.Send(TamDuong.Cashier, new ReadPaymentResults(Fund, 9_999, Encoding.UTF8.GetBytes(answer)));
        Assert.Equal(new PaymentOrderNotFound(Fund, 9_999), unknown.Error);
    }

    private async Task<(string Name, IEnumerable<string> Rows)> TableAsync(MediatR.IRequest<Result<ExportedFile>> request)
    {
        await using var file = await ledger.Done(TamDuong.Cashier, request);
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory, Ledger.Token);
        var sheet = Assert.Single(ReadWorkbook.Of(memory.ToArray()).Value);
        return (file.Name, sheet.Rows.Select(row => string.Join('|', row.Cells.Values.Select(cell => cell.Text))));
    }
}
