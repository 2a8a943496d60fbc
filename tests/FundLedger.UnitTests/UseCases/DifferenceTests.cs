using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using FundLedger.Features.Pipeline;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Where an entry is not the one that must stand there, in the words of the verification.</summary>
public sealed class DifferenceTests
{
    private static readonly EntryHead Head = new(Book.Financial, EntryKind.Disbursement, new LocalDate(2021, 1, 4))
    {
        Voucher = new VoucherNumber(VoucherType.Payment, 2021, 1), DisbursementId = 1, DisbursementLine = 2,
        SourceHash = new Digest([0xab, 0xcd]),
    };

    private static readonly SupportPosted Gift = new()
    {
        Kind = "holiday_gift", Occasion = "tet", OccasionYear = 2021, DecisionId = 1, NormLine = "D-01", Beneficiary = "TE-000001",
        Class = "poor", Unit = 3430,
    };

    private static readonly Posting[] Pair =
    [
        new("fund_balance", 1, Side.Debit, new Money(300_000)) { Support = Gift },
        new("cash", 1, Side.Credit, new Money(300_000)),
    ];

    public static TheoryData<EntryHead, string, string?, string?> Heads => new()
    {
        { Head with { Book = Book.Commitment }, "book", "financial", "commitment" },
        { Head with { Kind = EntryKind.AdvanceReturn }, "kind", "disbursement", "advance_return" },
        { Head with { Date = new LocalDate(2021, 2, 3) }, "date", "2021-01-04", "2021-02-03" },
        { Head with { Voucher = new VoucherNumber(VoucherType.Receipt, 2021, 7) }, "voucher", "PC-2021-00001", "PT-2021-00007" },
        { Head with { Voucher = null }, "voucher", "PC-2021-00001", null },
        { Head with { DisbursementId = 1001 }, "disbursement_id", "1", "1001" },
        { Head with { DisbursementLine = null }, "disbursement_line", "2", null },
        { Head with { ReversesEntryNo = 3 }, "reverses_entry_no", null, "3" },
        { Head with { SourceHash = new Digest([0xab]) }, "source_hash", "abcd", "ab" },
        // The first that differs is named, and no other.
        { Head with { SourceHash = null, DisbursementId = 9, Date = new LocalDate(2021, 1, 5) }, "date", "2021-01-04", "2021-01-05" },
    };

    public static TheoryData<int, Posting, string, string?, string?> Postings => new()
    {
        { 1, Pair[0] with { Account = "goods_balance" }, "posting 1 account", "fund_balance", "goods_balance" },
        { 2, Pair[1] with { Account = "bank" }, "posting 2 account", "cash", "bank" },
        { 1, Pair[0] with { Support = null }, "posting 1 support", Gift.ToString(), null },
        { 2, Pair[1] with { Support = Gift }, "posting 2 support", null, Gift.ToString() },
        { 1, Pair[0] with { Support = Gift with { Kind = "surgery" } }, "posting 1 kind", "holiday_gift", "surgery" },
        { 1, Pair[0] with { Support = Gift with { OccasionYear = 2022 } }, "posting 1 occasion_year", "2021", "2022" },
        { 1, Pair[0] with { Support = Gift with { NormLine = "D-07" } }, "posting 1 norm_line", "D-01", "D-07" },
        { 1, Pair[0] with { Support = Gift with { Beneficiary = null } }, "posting 1 beneficiary", "TE-000001", null },
        { 1, Pair[0] with { Support = Gift with { Unit = 3431 } }, "posting 1 unit", "3430", "3431" },
        {
            1, Pair[0] with { Account = "advances", Support = Gift with { Kind = "surgery" } }, "posting 1 account", "fund_balance", "advances"
        },
    };

    public static TheoryData<Error, string, string?, string?> Broken => new()
    {
        { new TooFewPostings(1), "postings", "at least 2", "1" },
        { new PostingOfNothing(2), "posting 2 amount", "not 0", "0" },
        { new NegativeOutsideReversal(1, new Money(-300_000)), "posting 1 amount", "positive", "-300000" },
        { new EntryUnbalanced(3, -1_500_000), "debits less credits of pool 3", "0", "-1500000" },
        { new EntryWordUnknown("Kind", "gift"), "kind", "a word of the rules", "gift" },
        { new DocumentMissing("voucher PT-2021-7"), "document", "voucher PT-2021-7", null },
        { new FundNotFound("Q999"), "fund-not-found", null, new FundNotFound("Q999").Message },
    };

    [Fact]
    public void The_same_entries_do_not_differ() => Assert.Null(Difference.Between(Entry(Head, Pair), Entry(Head, [.. Pair])));

    [Theory]
    [MemberData(nameof(Heads))]
    public void The_first_field_of_the_head_that_differs_is_named(EntryHead found, string field, string? expected, string? actual) =>
        Assert.Equal(new Difference(field, expected, actual), Difference.Between(Entry(Head, Pair), Entry(found, Pair)));

    [Theory]
    [MemberData(nameof(Postings))]
    public void The_first_posting_that_differs_is_named_with_its_field(
        int line, Posting found, string field, string? expected, string? actual)
    {
        Posting[] postings = [line == 1 ? found : Pair[0], line == 2 ? found : Pair[1]];
        Assert.Equal(new Difference(field, expected, actual), Difference.Between(Entry(Head, Pair), Entry(Head, postings)));
    }

    [Fact]
    public void Sides_pools_and_amounts_are_compared_line_by_line()
    {
        Posting[] turned = [Pair[0] with { Side = Side.Credit }, Pair[1] with { Side = Side.Debit }];
        Assert.Equal(new Difference("posting 1 side", "debit", "credit"), Between(turned));
        Assert.Equal(new Difference("posting 1 pool", "1", "2"), Between([.. Pair.Select(posting => posting with { Pool = 2 })]));
        Posting[] more = [.. Pair.Select(posting => posting with { Amount = new Money(1_300_000) })];
        Assert.Equal(new Difference("posting 1 amount", "300000", "1300000"), Between(more));
        Posting[] halves = [Pair[0], Pair[1] with { Amount = new Money(100_000) }, Pair[1] with { Amount = new Money(200_000) }];
        Assert.Equal(new Difference("postings", "2", "3"), Between(halves));
        Posting[] other = [Pair[0], halves[1], halves[2]];
        Assert.Equal(
            new Difference("posting 3 account", "cash", "bank"),
            Difference.Between(Entry(Head, halves), Entry(Head, [other[0], other[1], other[2] with { Account = "bank" }])));

        static Difference? Between(Posting[] found) => Difference.Between(Entry(Head, Pair), Entry(Head, found));
    }

    [Theory]
    [MemberData(nameof(Broken))]
    public void A_broken_rule_of_double_entry_says_what_must_be(Error broken, string field, string? expected, string? found) =>
        Assert.Equal(new Difference(field, expected, found), Difference.Of(broken));

    private static JournalEntry Entry(EntryHead head, Posting[] postings) => JournalEntry.Create(head, postings).Value;
}
