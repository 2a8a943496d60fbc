using FundLedger.Features.Audit;
using FundLedger.Features.Papers;
using FundLedger.Features.Payments;
using FundLedger.Features.Pipeline;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Payments.PaymentBooks;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Papers of orders that leave the house: each print is counted, and a look is none.</summary>
public sealed class PaymentPrintTests(Ledger ledger) : IClassFixture<Ledger>
{
    private readonly PaymentBooks books = new(ledger);

    [Fact]
    public async Task What_is_printed_again_says_so_and_a_look_is_no_print()
    {
        var (id, _) = await books.Approved(2);
        var order = await books.Ordered(books.Cash(id));
        await using var look = await ledger.Done(TamDuong.Auditor, new PrintHandout(Fund, order, null, PaperLanguage.Vietnamese));
        Assert.Contains("BẢN XEM, KHÔNG PHẢI BẢN IN", await TextOf(look), StringComparison.Ordinal);
        var first = await PrintedAsync(order);
        Assert.DoesNotContain("Bản in lần", first, StringComparison.Ordinal);
        Assert.Contains("in lần 1", first, StringComparison.Ordinal);
        Assert.Contains("Bản in lần 2", await PrintedAsync(order), StringComparison.Ordinal);
        Assert.DoesNotContain("Bản in lần", await PrintedAsync(order, line: 2), StringComparison.Ordinal);
        var sheet = await books.Sheet(order);
        Assert.Equal(
            [("slip", (int?)2, 1), ("list", null, 2), ("list", null, 1)], sheet.Prints.Select(print => (print.Paper, print.Line, print.Copy)));
        Assert.All(sheet.Prints, print => Assert.Equal("Thủ quỹ", print.Who));
        Assert.Equal([PaymentPaperKind.List], sheet.Papers.Select(paper => paper.Kind));
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger(Fund));
        Assert.All(verification.Passes, pass => Assert.True(pass.State != PassState.Wrong, $"{pass.Name}: {pass.FirstWrong?.Sentence.En}"));
        Assert.Equal(3, await ledger.Ask<long>(
            "SELECT count(*) FROM reference_events WHERE subject = 'payment_print' AND subject_key LIKE @Of", new { Of = $"{order}/%" }));
    }

    [Fact]
    public async Task The_order_to_the_Treasury_is_printed_once_its_paper_was_taken()
    {
        var (id, _) = await books.Approved(1);
        var order = await books.Ordered(new OrderPayment(Fund, Guid.NewGuid(), id, "treasury", "bank", ledger.Clock.Today, null));
        Assert.IsType<PaymentFileNotTaken>((await ledger.Send(TamDuong.Cashier, Print(order, null))).Error);
        await ledger.Done(TamDuong.Cashier, new TakePaymentFile(Fund, Guid.NewGuid(), order));
        Assert.Contains("LỆNH CHI", await PrintedAsync(order), StringComparison.Ordinal);
        Assert.Contains("Bản in lần 2", await PrintedAsync(order), StringComparison.Ordinal);
        Assert.IsType<HandoutEmpty>((await ledger.Send(TamDuong.Cashier, Print(order, 1))).Error);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Auditor, Print(order, null))).Error);
    }

    private static PrintPayment Print(int order, int? line) => new(Fund, Guid.NewGuid(), order, line, PaperLanguage.Vietnamese);

    private async Task<string> PrintedAsync(int order, int? line = null)
    {
        var printed = await ledger.Done(TamDuong.Cashier, Print(order, line));
        await using var file = printed.File!;
        return await TextOf(file);
    }

    private static async Task<string> TextOf(ExportedFile file)
    {
        using var memory = new MemoryStream();
        await file.Content.CopyToAsync(memory, Ledger.Token);
        return await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], memory.ToArray());
    }
}
