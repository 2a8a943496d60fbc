using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Ledger;

public sealed class EntryRulesTests
{
    private static readonly SealedVoucher Voucher = new()
    {
        VoucherType = "PT", VoucherYear = 2021, VoucherNo = 3, VoucherDate = new LocalDate(2021, 1, 4), Amount = 5_000_000,
        MoneyAccount = "bank", PoolId = 2, ContentHash = [0xab],
    };

    private static readonly SealedRequest Request = new()
    {
        DisbursementId = 8, SupportKind = "holiday_gift", OccasionCode = "tet", OccasionYear = 2021, PoolId = 2, Total = 600_000,
        RequestedOn = new LocalDate(2021, 1, 5),
    };

    private static readonly SealedRequestLine Line = new()
    {
        LineNo = 2, BeneficiaryCode = "TE-000002", ClassCode = "poor", UnitId = 9, DecisionId = 1, LineCode = "D-01", Amount = 300_000,
    };

    [Fact]
    public void A_receipt_brings_money_into_its_pool()
    {
        var entry = EntryRules.Receipt(Voucher).Value;
        Assert.Equal(
            [
                new Posting("bank", 2, Side.Debit, new Money(5_000_000)), new Posting("fund_balance", 2, Side.Credit, new Money(5_000_000)),
            ],
            entry.Postings);
        Assert.Equal(
            new EntryHead(Book.Financial, EntryKind.Receipt, new LocalDate(2021, 1, 4))
            {
                Voucher = new VoucherNumber(VoucherType.Receipt, 2021, 3), SourceHash = new Digest([0xab]),
            },
            entry.Head);
    }

    [Fact]
    public void A_payment_is_of_one_line_and_says_for_what_and_whom()
    {
        var voucher = Voucher with { VoucherType = "PC", DisbursementId = 8 };
        var entry = EntryRules.Payment(voucher, Request, Line).Value;
        var support = new SupportPosted
        {
            Kind = "holiday_gift", Occasion = "tet", OccasionYear = 2021, DecisionId = 1, NormLine = "D-01",
            Beneficiary = "TE-000002", Class = "poor", Unit = 9,
        };
        Assert.Equal(
            [
                new Posting("fund_balance", 2, Side.Debit, new Money(300_000)) { Support = support },
                new Posting("bank", 2, Side.Credit, new Money(300_000)) { Support = support },
            ],
            entry.Postings);
        Assert.Equal((8, 2), (entry.Head.DisbursementId, entry.Head.DisbursementLine));
    }

    [Fact]
    public void A_reversal_of_a_payment_keeps_the_request_and_its_line()
    {
        var payment = EntryRules.Payment(Voucher with { VoucherType = "PC", DisbursementId = 8 }, Request, Line).Value;
        var reversal = EntryRules.Reversal(
            Voucher with { VoucherType = "BD", MoneyAccount = "cash", DisbursementId = 8, ReversesEntryNo = 4 }, payment).Value;
        Assert.Equal((8, 2, 4), (reversal.Head.DisbursementId, reversal.Head.DisbursementLine, reversal.Head.ReversesEntryNo));
        Assert.Equal(("cash", new Money(-300_000)), (reversal.Postings[1].Account, reversal.Postings[1].Amount));
    }

    [Fact]
    public void What_is_reserved_is_given_back_by_the_same_amount()
    {
        var reserved = EntryRules.Commitment(Request, [1]).Value;
        var released = EntryRules.Release(Request, [1], new LocalDate(2021, 2, 1)).Value;
        Assert.Equal(["committed", "commitment_control"], reserved.Postings.Select(posting => posting.Account));
        Assert.Equal(["commitment_control", "committed"], released.Postings.Select(posting => posting.Account));
        Assert.All(
            reserved.Postings.Concat(released.Postings),
            posting => Assert.Equal((2, new Money(600_000)), (posting.Pool, posting.Amount)));
        Assert.Equal(new LocalDate(2021, 1, 5), reserved.Head.Date);
        Assert.Equal(new LocalDate(2021, 2, 1), released.Head.Date);
    }

    [Fact]
    public void A_document_without_an_amount_has_no_entry() =>
        Assert.Equal(new PostingOfNothing(1), EntryRules.Receipt(Voucher with { Amount = 0 }).Error);

    [Theory]
    [InlineData("financial", "receipt", "debit", null)]
    [InlineData("private", "receipt", "debit", "private")]
    [InlineData("financial", "advance_return", "debit", null)]
    [InlineData("financial", "present", "debit", "present")]
    [InlineData("financial", "receipt", "left", "left")]
    public void A_word_that_no_rule_knows_is_named(string book, string kind, string side, string? unknown)
    {
        SealedPosting[] postings =
        [
            new() { AccountCode = "cash", PoolId = 1, Side = side, Amount = 1 },
            new() { AccountCode = "fund_balance", PoolId = 1, Side = "credit", Amount = 1 },
        ];
        var judged = new SealedEntry { Book = book, Kind = kind, Postings = postings }.Judge();
        Assert.Equal(unknown, (judged.Error as EntryWordUnknown)?.Word);
    }
}
