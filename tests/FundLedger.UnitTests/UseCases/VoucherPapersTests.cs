using System.Security.Cryptography;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using NodaTime;
using static FundLedger.UnitTests.UseCases.ReplayedFund;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Vouchers against what was sealed of them, their words and the donors that they name.</summary>
public sealed class VoucherPapersTests
{
    private static readonly VoucherWords Said = Words("Công ty Chè", "Lai Châu", "ủng hộ", 1, 2, 3);

    private readonly ReplayedFund fund = new((7, "Công ty Chè", "Lai Châu"), (8, "Ông A", null));

    [Fact]
    public void Right_vouchers_are_right_and_those_of_gifts_name_their_donor()
    {
        fund.Papers.Add(Voucher(1), Said);
        fund.Papers.Add(Voucher(2, donor: 8, words: Words("Ông A")), Words("Ông A"));
        fund.Papers.Add(Voucher(1, "PC", null), Said);
        fund.Papers.Add(Voucher(1, "PN"), Said);
        fund.Papers.Check();
        Assert.Equal((null, null), (VouchersWrong(), DonorsWrong()));
        Assert.Equal(3, fund.Tallies.Donors.Close().Records);
        fund.Papers.Check();
        Assert.Equal(3, fund.Tallies.Donors.Close().Records);
    }

    [Fact]
    public void The_voucher_that_is_not_as_sealed_is_named()
    {
        var voucher = Voucher(2);
        var hash = Convert.ToHexStringLower(voucher.ContentHash);
        fund.Papers.Add(Voucher(1), Said);
        fund.Papers.Add(voucher with { ContentHash = [7] }, Said);
        fund.Papers.Check();
        Assert.Equal($"Q106 voucher PT-2021-00002: content_hash must be {hash}, is 07", VouchersWrong());
    }

    [Fact]
    public void Other_words_than_were_promised_are_named()
    {
        var promise = Convert.ToHexStringLower(Voucher(2).DetailsCommitment);
        var others = Words("Công ty Chè", "Lai Châu", "mua gạo", 1, 2, 3);
        fund.Papers.Add(Voucher(1), Said);
        fund.Papers.Add(Voucher(2), others);
        fund.Papers.Check();
        Assert.Equal($"Q106 voucher PT-2021-00002: details_commitment must be {Promise(others)}, is {promise}", VouchersWrong());
        Assert.Null(DonorsWrong());
    }

    [Fact]
    public void Erased_words_are_counted_and_compared_with_nothing()
    {
        fund.Papers.Add(Voucher(1), null);
        fund.Papers.Add(Voucher(2), Said);
        fund.Papers.Add(Voucher(3), null);
        fund.Papers.Check();
        Assert.Equal(
            new VerifiedPass("vouchers", 0, PassState.Ok, null, new("2 chứng từ có nội dung đã xóa", "2 vouchers whose words were erased")),
            fund.Tallies.Vouchers.Close());
        Assert.Equal(1, fund.Tallies.Donors.Close().Records);
    }

    [Theory]
    [InlineData(7L, " CÔNG ty chè ", "lai châu ", null)]
    [InlineData(7L, "Công ty Chè", null, "7: name and address must be công ty chè, is công ty chè, lai châu")]
    [InlineData(7L, "Công ty Gạo", "Lai Châu", "7: name and address must be công ty gạo, lai châu, is công ty chè, lai châu")]
    [InlineData(8L, "Ông A", "  ", null)]
    [InlineData(8L, "Ông A", "Bản Bo", "8: name and address must be ông a, bản bo, is ông a")]
    [InlineData(9L, "Ông A", null, "9: name and address must be ông a, is ")]
    [InlineData(null, "Ông A", null, "none: name and address must be ông a, is ")]
    [InlineData(null, null, null, null)]
    public void A_donor_is_called_as_on_the_voucher(long? donor, string? name, string? address, string? wrong)
    {
        var words = Words(name, address);
        fund.Papers.Add(Voucher(1, "PT", donor, words), words);
        fund.Papers.Check();
        Assert.Equal(wrong is null ? null : $"Q106 donor {wrong}", DonorsWrong());
        Assert.Null(VouchersWrong());
    }

    [Fact]
    public void A_voucher_of_an_unknown_type_is_called_by_it()
    {
        fund.Papers.Wrong(Voucher(1) with { VoucherType = "XX" }, new Difference("entries", "1", "0"));
        Assert.Equal("Q106 voucher XX: entries must be 1, is 0", VouchersWrong());
    }

    [Fact]
    public void Vouchers_are_told_apart_by_type_and_year()
    {
        fund.Papers.Named("PT", 2021).Add(Receipt(1), 1);
        Assert.Same(fund.Papers.Named("PT", 2021), fund.Papers.Named("PT", 2021));
        Assert.Equal(("1", "0", "0"), (
            fund.Papers.Named("PT", 2021).Of(1), fund.Papers.Named("PT", 2022).Of(1), fund.Papers.Named("BD", 2021).Of(1)));
    }

    private string? VouchersWrong() => fund.Tallies.Vouchers.Close().FirstWrong?.Sentence.En;

    private string? DonorsWrong() => fund.Tallies.Donors.Close().FirstWrong?.Sentence.En;

    private static string Promise(VoucherWords words)
    {
        var text = new CanonicalText();
        words.Write(text);
        return Convert.ToHexStringLower(HashLog.Next(words.Salt, text.Bytes));
    }

    private static SealedVoucher Voucher(int number, string type = "PT", long? donor = 7, VoucherWords? words = null)
    {
        var voucher = new SealedVoucher
        {
            FundId = 1, VoucherType = type, VoucherYear = 2021, VoucherNo = number, VoucherDate = new LocalDate(2021, 1, 20), Amount = 5_000_000,
            MoneyAccount = "cash", PoolId = 1, DonorId = donor, DetailsCommitment = Convert.FromHexString(Promise(words ?? Said)),
            PreparedBy = "ketoan", RecordedAt = Instant.FromUtc(2021, 1, 20, 5, 0),
        };
        var text = new CanonicalText();
        voucher.Write(text);
        return voucher with { ContentHash = SHA256.HashData(text.Bytes) };
    }
}
