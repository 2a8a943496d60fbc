using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Vouchers;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What a voucher is called and says, by what it is.</summary>
public sealed class VoucherWordsTests
{
    private static readonly VoucherHead Gift = new()
    {
        Type = "PT", Year = 2021, No = 7, KindVi = "tài trợ", KindEn = "donation", Counterparty = "Ông A",
    };

    private static readonly VoucherHead Support = Gift with
    {
        Type = "PC", KindVi = "tặng quà", KindEn = "gift", OccasionVi = "Tết", OccasionEn = "Tet", OccasionYear = 2021,
    };

    [Fact]
    public void Each_type_has_a_title_of_its_own()
    {
        string[] types = ["PT", "PC", "BD", "DC", "KC", "NT", "PK"];
        Assert.Equal(types.Length, types.Select(type => (Gift with { Type = type }).Title()).Distinct().Count());
        Assert.Equal(("C40-BB", "C41-BB", null), (Gift.FormNumber(), Support.FormNumber(), (Gift with { Type = "PK" }).FormNumber()));
        Assert.NotEqual(Gift.CounterpartyLabel(), Support.CounterpartyLabel());
    }

    [Fact]
    public void What_was_written_comes_before_what_the_books_say()
    {
        Assert.Equal("quà Tết", (Support with { Content = "quà Tết" }).Purpose().Vi);
        Assert.Equal(new Wording("Thu: tài trợ", "Received: donation"), Gift.Purpose());
        Assert.Equal(new Wording("Chi hỗ trợ: tặng quà – Tết 2021", "Support: gift – Tet 2021"), Support.Purpose());
        Assert.Equal(new Wording("Chi hỗ trợ: tặng quà", "Support: gift"), (Support with { OccasionVi = null }).Purpose());
    }

    [Theory]
    [InlineData("PT", null, "thu", true)]
    [InlineData("PT", "Ông A", null, false)]
    [InlineData("PC", null, "chi", true)]
    [InlineData("NT", null, "nộp trả", true)]
    [InlineData("BD", null, "ghi nhầm", false)]
    [InlineData("BD", null, null, true)]
    [InlineData("DC", "x", null, true)]
    public void Who_paid_or_why_is_missing_only_where_it_was_erased(string type, string? name, string? content, bool isErased)
    {
        var head = Gift with { Type = type, Counterparty = name, Content = content };
        Assert.Equal(isErased, head.IsErased);
        if (isErased && content is null) Assert.Equal(VoucherWords.Erased, head.Purpose());
        Assert.Equal(name ?? VoucherWords.Erased.Vi, head.CounterpartyName().Vi);
    }

    [Fact]
    public void Money_by_bank_says_its_reference()
    {
        Assert.Equal("Tiền mặt", Gift.Means().Vi);
        Assert.Equal(("Chuyển khoản", "Bank transfer"), ((Gift with { IsBank = true }).Means().Vi, (Gift with { IsBank = true }).Means().En));
        var referred = (Gift with { IsBank = true, BankReference = "FT-1" }).Means();
        Assert.Equal(("Chuyển khoản, mã giao dịch FT-1", "Bank transfer, reference FT-1"), (referred.Vi, referred.En));
    }

    [Fact]
    public void A_reversal_says_what_it_cancels_and_a_transfer_where_to()
    {
        Assert.Null(Gift.Cancels());
        var reversal = Gift with { Type = "BD", Reverses = "PT-2021-00001", ReversesDate = new LocalDate(2021, 1, 4), ReversesEntry = 3 };
        Assert.Equal("PT-2021-00001 ngày 04/01/2021 (bút toán số 3)", reversal.Cancels()!.Vi);
        Assert.Null(Gift.GivesTo);
        Assert.Equal("Quà Tết (TET)", (Gift with { ToPool = "TET", ToVi = "Quà Tết", ToEn = "Tet" }).GivesTo!.Vi);
        Assert.Null(Gift.Occasion);
        Assert.Equal("Tet 2021", Support.Occasion!.En);
    }

    [Fact]
    public void A_line_names_its_class_and_the_decision_it_rests_on()
    {
        var line = new VoucherEntry
        {
            ClassVi = "nghèo", ClassEn = "poor", Decision = "12/QĐ", IssuedOn = new LocalDate(2021, 1, 4), NormLine = "II.3",
        };
        Assert.Equal(new Wording("nghèo", "poor"), line.Class);
        Assert.Equal(new Wording("Quyết định 12/QĐ ngày 04/01/2021, dòng II.3", "Decision 12/QĐ of 04/01/2021, line II.3"), line.Norm);
        var bare = new VoucherEntry();
        Assert.Equal((null, null, null), (bare.Class, bare.DecisionName, bare.Norm));
        var account = new VoucherAccount { NameVi = "Tiền mặt" };
        Assert.Equal(("Tiền mặt", "111"), (account.Shown, (account with { RegimeAccount = "111" }).Shown));
    }
}
