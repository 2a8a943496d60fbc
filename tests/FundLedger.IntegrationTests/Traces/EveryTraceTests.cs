using System.Text;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Traces;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Traces;

/// <summary>Each receipt and payment of a year with an entry of every kind, followed to its end and written into a file.</summary>
public sealed class EveryTraceTests(EveryKind year) : IClassFixture<EveryKind>
{
    private const string VouchersSql = """
        SELECT format_voucher(v.voucher_type, v.voucher_year, v.voucher_no) FROM vouchers v JOIN funds f USING (fund_id)
        WHERE f.code = 'Q106' AND v.voucher_type = @Type ORDER BY v.voucher_year, v.voucher_no
        """;

    private const string FirstChildSql = """
        SELECT p.beneficiary_code FROM postings p WHERE p.book = 'financial' AND p.beneficiary_code IS NOT NULL ORDER BY p.entry_no LIMIT 1
        """;

    [Fact]
    public async Task What_became_of_each_receipt()
    {
        var text = new StringBuilder();
        foreach (var receipt in await year.Ledger.List<string>(VouchersSql, new { Type = "PT" }))
        {
            text.Append(await File(TamDuong.Auditor, new ExportReceiptTrace(Given.Fund, receipt, PaperLanguage.Vietnamese)));
        }

        text.Append(await File(TamDuong.Approver, new ExportReceiptTrace(Given.Fund, "PT-2021-00001", PaperLanguage.English)));
        await Documented.GoldenAsync("receipt-traces", text.ToString());
    }

    [Fact]
    public async Task Where_each_payment_had_come_from()
    {
        var text = new StringBuilder();
        foreach (var type in (string[])["PC", "TU"])
        {
            foreach (var payment in await year.Ledger.List<string>(VouchersSql, new { Type = type }))
            {
                var asked = new ExportSupportTrace(Given.Fund, payment, false, null, PaperLanguage.Vietnamese);
                var sent = await year.Ledger.Send(TamDuong.Auditor, asked);
                text.Append(sent.IsOk ? await File(TamDuong.Auditor, asked) : $"## {payment}: {sent.Error}\n");
            }
        }

        var child = await year.Ledger.Ask<string>(FirstChildSql);
        text.Append(await File(TamDuong.Auditor, new ExportSupportTrace(Given.Fund, child, true, null, PaperLanguage.English)));
        await Documented.GoldenAsync("support-traces", text.ToString());
    }

    [Theory]
    [InlineData("PC-2021-00001")]
    [InlineData("PT-2021-09999")]
    [InlineData("khác")]
    public async Task What_is_no_receipt_is_not_found(string number)
    {
        var error = (await year.Ledger.Send(TamDuong.Auditor, new TraceReceipt(Given.Fund, number))).Error;
        Assert.Equal(new ReceiptNotFound(Given.Fund, number), error);
        var export = await year.Ledger.Send(TamDuong.Auditor, new ExportReceiptTrace(Given.Fund, number, PaperLanguage.Vietnamese));
        Assert.Equal(error, export.Error);
    }

    [Theory]
    [InlineData("PT-2021-00001")]
    [InlineData("PC-2021-09999")]
    [InlineData("khác")]
    public async Task What_is_no_payment_is_not_found(string number)
    {
        var export = await year.Ledger.Send(TamDuong.Auditor, new ExportSupportTrace(Given.Fund, number, false, null, PaperLanguage.Vietnamese));
        Assert.Equal(new PaymentNotFound(Given.Fund, number), export.Error);
    }

    [Fact]
    public async Task Of_another_fund_or_line_nothing_is_told()
    {
        Assert.IsType<ReceiptNotFound>((await year.Ledger.Send(TamDuong.Auditor, new TraceReceipt("Q999", "PT-2021-00001"))).Error);
        Assert.IsType<PaymentNotFound>(
            (await year.Ledger.Send(TamDuong.Auditor, new TraceSupport(Given.Fund, "PC-2021-00001") { EntryNo = 1 })).Error);
        Assert.IsType<TracedChildNotFound>((await year.Ledger.Send(TamDuong.Auditor, new TraceChild(Given.Fund, "TE-000000"))).Error);
    }

    [Fact]
    public async Task Of_many_lines_so_many_are_taken_and_all_are_counted()
    {
        var all = await year.Ledger.Done(TamDuong.Auditor, new TraceReceipt(Given.Fund, "PT-2021-00001"));
        var one = await year.Ledger.Done(TamDuong.Auditor, new TraceReceipt(Given.Fund, "PT-2021-00001") { Take = 1 });
        Assert.Equal((3, 3, 1, 3), (all.Uses.Count, all.UseCount, one.Uses.Count, one.UseCount));
        Assert.Equal((all.Supported, all.Remaining), (one.Supported, one.Remaining));
    }

    private async Task<string> File(string user, IQuery<ExportedFile> export)
    {
        await using var file = await year.Ledger.Done(user, export);
        using var content = new StreamReader(file.Content);
        var text = (await content.ReadToEndAsync(Ledger.Token)).ReplaceLineEndings("\n");
        return FormattableString.Invariant($"## {file.Name} · {file.ContentType} · {file.Rows}\n{text}\n");
    }
}
