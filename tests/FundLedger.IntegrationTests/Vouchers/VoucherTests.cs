using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Papers;
using FundLedger.Features.Vouchers;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Vouchers;

public sealed class VoucherTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    private const string EraseSql = """
        UPDATE voucher_details SET counterparty_name = NULL, counterparty_address = NULL, content = NULL
        WHERE voucher_type = 'PT' AND voucher_no = 3
        """;

    private Task<Voucher> Get(string number) => quarter.Ledger.Done(TamDuong.Auditor, new GetVoucher(TamDuong.District, number));

    private async Task<string> Print(string number, PaperLanguage language = PaperLanguage.Vietnamese)
    {
        await using var file = await quarter.Ledger.Done(TamDuong.Auditor, new PreviewVoucher(TamDuong.District, number, language));
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        var text = await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], bytes.ToArray());
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public async Task A_receipt_is_printed_with_its_giver_accounts_and_amount_in_words()
    {
        var text = await Print("PT-2021-00002");
        foreach (var part in (string[])["PHIẾU THU", "Mẫu số: C40-BB", "107/2017/TT-BTC", "Số: PT-2021-00002", "Ngày 04 tháng 01 năm 2021",
            "Nợ: 111", "Có: 353", "Công ty Chè Tam Đường", "20.000.000 ₫", "Hai mươi triệu đồng", "Người nộp", "Thủ quỹ", "Kế toán trưởng"])
        {
            Assert.Contains(part, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_payment_lists_its_children_by_code_with_neutral_class_and_norm()
    {
        var voucher = await Get("PC-2021-00001");
        Assert.Equal(16, voucher.Lines.Count);
        Assert.Equal(voucher.Head.Amount, new Money(voucher.Lines.Sum(line => line.Amount.Dong)));
        var secret = Assert.Single(voucher.Lines, line => line.Class!.Vi == "Nhóm được bảo mật");
        Assert.Null(secret.Unit);
        Assert.Equal("BD-2021-00002", Assert.Single(voucher.Lines, line => line.ReversedBy is not null).ReversedBy);
        var text = await Print("PC-2021-00001");
        Assert.Contains("PHIẾU CHI", text, StringComparison.Ordinal);
        Assert.Contains("Người nhận tiền", text, StringComparison.Ordinal);
        Assert.Contains("MẪU-01/QĐ-QBTTE ngày 01/01/2021", text, StringComparison.Ordinal);
        Assert.All(voucher.Lines, line => Assert.Contains(line.Beneficiary!, text, StringComparison.Ordinal));
        Assert.DoesNotContain("Trẻ Thử Nghiệm", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reversal_cites_what_it_cancels_and_shows_no_negative_amount()
    {
        var voucher = await Get("BD-2021-00002");
        Assert.Equal(("PC-2021-00001", await quarter.PaidEntry(1)), (voucher.Head.Reverses, voucher.Head.ReversesEntry));
        Assert.True(voucher.Head.Amount.IsPositive);
        Assert.All(voucher.Accounts, account => Assert.True(account.Amount.IsNegative));
        var text = await Print("BD-2021-00002");
        Assert.Contains("PC-2021-00001 ngày 20/01/2021", text, StringComparison.Ordinal);
        Assert.Contains("Chi nhầm trẻ em, đã thu lại", text, StringComparison.Ordinal);
        Assert.Contains("300.000 ₫", text, StringComparison.Ordinal);
        Assert.DoesNotContain("(300.000)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("-300.000", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reversed_receipt_names_the_voucher_that_cancelled_it() =>
        Assert.Contains("Chứng từ đã được đảo theo: BD-2021-00001", await Print("PT-2021-00004"), StringComparison.Ordinal);

    [Fact]
    public async Task Erased_words_are_named_as_erased()
    {
        await OwnerSql.ExecuteAsync(quarter.Ledger.Database.Owner, EraseSql, null, Ledger.Token);
        Assert.True((await Get("PT-2021-00003")).Head.IsErased);
        var text = await Print("PT-2021-00003");
        Assert.Contains("(đã xóa thông tin cá nhân)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("Công ty Chè", text, StringComparison.Ordinal);
        Assert.Contains("(personal data erased)", await Print("PT-2021-00003", PaperLanguage.English), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("PT-2021-00099")]
    [InlineData("XX-2021-00001")]
    [InlineData("")]
    public async Task An_unknown_number_is_not_found(string number) =>
        Assert.IsType<VoucherNotFound>((await quarter.Ledger.Send(TamDuong.Auditor, new GetVoucher(TamDuong.District, number))).Error);

    [Fact]
    public async Task Another_communes_officer_finds_no_voucher() => Assert.IsType<VoucherNotFound>(
        (await quarter.Ledger.Send(TamDuong.OtherOfficer, new PreviewVoucher(TamDuong.District, "PT-2021-00001"))).Error);
}
