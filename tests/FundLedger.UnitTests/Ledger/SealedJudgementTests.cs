using FundLedger.Domain.Ledger;
using NodaTime;

namespace FundLedger.UnitTests.Ledger;

/// <summary>What stands in the books is read as it is, and then judged by the rules.</summary>
public sealed class SealedJudgementTests
{
    private static readonly SealedPosting Paid = new()
    {
        Line = 1, AccountCode = Accounts.FundBalance, PoolId = 2, Side = "debit", Amount = 300_000, SupportKind = "holiday_gift",
        OccasionCode = "tet", OccasionYear = 2021, DecisionId = 7, NormLine = "D-01", BeneficiaryCode = "TE-000012", ClassCode = "poor", UnitId = 9,
    };

    private static readonly SealedEntry Entry = new()
    {
        Book = "financial", Kind = "disbursement", EntryDate = new LocalDate(2021, 1, 29), VoucherType = "PC", VoucherYear = 2021, VoucherNo = 1,
        DisbursementId = 3, DisbursementLine = 4, SourceHash = [0xab, 0x01],
        Postings = [Paid, new SealedPosting { Line = 2, AccountCode = "cash", PoolId = 2, Side = "credit", Amount = 300_000 }],
    };

    [Fact]
    public void A_sound_entry_is_read_with_all_that_it_says()
    {
        var read = Entry.Judge().Value;
        Assert.Equal((Book.Financial, EntryKind.Disbursement, Entry.EntryDate), (read.Head.Book, read.Head.Kind, read.Head.Date));
        Assert.Equal((new VoucherNumber(VoucherType.Payment, 2021, 1), 3, 4, new Digest([0xab, 0x01])),
            (read.Head.Voucher, read.Head.DisbursementId, read.Head.DisbursementLine, read.Head.SourceHash));
        var support = new SupportPosted
        {
            Kind = "holiday_gift", Occasion = "tet", OccasionYear = 2021, DecisionId = 7, NormLine = "D-01", Beneficiary = "TE-000012",
            Class = "poor", Unit = 9,
        };
        Assert.Equal(new Posting(Accounts.FundBalance, 2, Side.Debit, new Domain.Money(300_000)) { Support = support }, read.Postings[0]);
        Assert.Null(read.Postings[1].Support);
    }

    [Fact]
    public void An_entry_without_a_source_has_none() => Assert.Null((Entry with { SourceHash = null }).Judge().Value.Head.SourceHash);

    [Fact]
    public void A_posting_that_names_a_child_only_still_says_so()
    {
        var posting = Paid with
        {
            SupportKind = null, OccasionCode = null, OccasionYear = null, DecisionId = null, NormLine = null, ClassCode = null, UnitId = null,
        };
        Assert.Equal(new SupportPosted { Kind = "", Beneficiary = "TE-000012" }, posting.Judge()!.Support);
        Assert.Null((posting with { BeneficiaryCode = null }).Judge()!.Support);
    }

    [Fact]
    public void Words_that_no_rule_knows_are_named()
    {
        Assert.Equal(new EntryWordUnknown("Book", "other"), (Entry with { Book = "other" }).Judge().Error);
        Assert.Equal(new EntryWordUnknown("Kind", "gift"), (Entry with { Kind = "gift" }).Judge().Error);
        Assert.Equal(new EntryWordUnknown("Side", "left"), (Entry with { Postings = [Paid with { Side = "left" }, Paid] }).Judge().Error);
    }

    [Fact]
    public void Each_kind_of_record_says_first_what_it_is()
    {
        Assert.True(Begins(new SealedDecision().Write, "decision"));
        Assert.True(Begins(new SealedRefusal().Write, "refusal"));
        Assert.True(Begins(new SealedClosing { Month = new LocalDate(2021, 1, 1) }.Write, "close"));
        Assert.True(Begins(new SealedVoucher { VoucherDate = new LocalDate(2021, 1, 1) }.Write, "voucher"));
        Assert.True(Begins(new SealedRequest().Write, "disbursement"));
        Assert.True(Begins(Entry.Write, "entry"));
        Assert.True(Begins(new SealedRoleEvent().Write, "role"));
        Assert.True(Begins(new SealedReference().Write, "reference"));
        Assert.True(Begins(new SealedPeriodEvent { Month = new LocalDate(2021, 1, 1) }.Write, "period"));
        Assert.True(Begins(new SealedStatement { Month = new LocalDate(2021, 1, 1) }.Write, "statement"));
    }

    [Fact]
    public void Accounts_are_called_as_in_the_chart()
    {
        Assert.Equal(("fund_balance", "committed", "commitment_control"), (Accounts.FundBalance, Accounts.Committed, Accounts.CommitmentControl));
        Assert.All(["cash", "bank", "in_transit", "advances"], account => Assert.True(Accounts.IsLiquid(account)));
        Assert.All(["fund_balance", "payable", "goods", ""], account => Assert.False(Accounts.IsLiquid(account)));
    }

    [Fact]
    public void A_missing_hash_is_not_an_empty_one() => Assert.Equal(
        CanonicalText.Of("", null), new CanonicalText().AddHex([]).AddHex(null).Bytes.ToArray());

    [Theory]
    [InlineData(1023)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void Texts_of_any_length_are_written_whole(int length)
    {
        var text = new string('x', length);
        var expected = new byte[8 + length];
        expected.AsSpan(8).Fill((byte)'x');
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(expected.AsSpan(4), length);
        Assert.Equal(expected, CanonicalText.Of("", text));
    }

    [Theory]
    [InlineData("PT-2021-00001", VoucherType.Receipt, 2021, 1)]
    [InlineData("PC-0999-12345", VoucherType.Payment, 999, 12_345)]
    [InlineData("BD-2021-12345678", VoucherType.Reversal, 2021, 12_345_678)]
    public void A_voucher_number_is_written_and_read(string text, VoucherType type, int year, int no)
    {
        Assert.Equal(text, new VoucherNumber(type, year, no).ToString());
        Assert.Equal(new VoucherNumber(type, year, no), VoucherNumber.Parse(text));
        Assert.Equal(new VoucherNumber(type, year, no), VoucherNumber.Of(text[..2], year, no));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("PV-2021-00001")]
    [InlineData("PT-21-00001")]
    [InlineData("PT-2021-0001")]
    [InlineData("PT-2021-00001 ")]
    public void What_is_no_voucher_number_is_none(string? text) => Assert.Null(VoucherNumber.Parse(text));

    [Fact]
    public void A_voucher_of_no_known_type_cannot_be_numbered()
    {
        var wrong = Assert.Throws<ArgumentException>(() => VoucherNumber.Of("PV", 2021, 1));
        Assert.StartsWith("PV starts no voucher number.", wrong.Message, StringComparison.Ordinal);
        Assert.Equal("99 is no voucher type.",
            Assert.Throws<InvalidOperationException>(() => new VoucherNumber((VoucherType)99, 2021, 1).Prefix).Message);
    }

    private static bool Begins(Action<CanonicalText> write, string word)
    {
        var text = new CanonicalText();
        write(text);
        return text.Bytes.StartsWith(CanonicalText.Of(word));
    }
}
