using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What the entries of a log say of the vouchers of one type and year, and how these are read.</summary>
public sealed class NamedVouchersTests
{
    private static readonly SealedEntry Receipt = Entry(("debit", 5_000_000), ("credit", 5_000_000));

    [Theory]
    [InlineData("PT", true)]
    [InlineData("BD", true)]
    [InlineData("HU", true)]
    [InlineData("PC", false)]
    [InlineData("DC", false)]
    [InlineData("TU", false)]
    public void Receipts_reversals_and_returned_advances_have_one_entry(string type, bool haveOne) =>
        Assert.Equal(haveOne, new NamedVouchers(type).HaveOneEntry);

    [Fact]
    public void The_entries_of_a_receipt_are_counted_in_words()
    {
        var named = new NamedVouchers("PT");
        Assert.True(named.Add(Receipt, 1));
        Assert.True(named.Add(Receipt, 2));
        Assert.False(named.Add(Receipt, 2));
        Assert.Equal(("0", "1", "more", "0"), (named.Of(0), named.Of(1), named.Of(2), named.Of(3)));
    }

    [Fact]
    public void The_debits_of_a_payment_are_added_up_over_its_entries()
    {
        var named = new NamedVouchers("PC");
        Assert.True(named.Add(Entry(("debit", 300_000), ("credit", 300_000)), 1));
        Assert.False(named.Add(Entry(("debit", 200_000), ("debit", 50_000), ("credit", 250_000)), 1));
        Assert.True(named.Add(Entry(("debit", long.MaxValue), ("debit", long.MaxValue), ("credit", 1)), 2));
        Assert.Equal(("550000", "18446744073709551614", "0"), (named.Of(1), named.Of(2), named.Of(3)));
    }

    [Fact]
    public void What_is_reserved_is_no_payment()
    {
        var named = new NamedVouchers("PC");
        named.Add(Entry(("debit", 300_000), ("credit", 300_000)) with { Book = "commitment" }, 1);
        Assert.Equal("0", named.Of(1));
    }

    [Fact]
    public void All_are_known_to_have_one_entry_where_each_was_named_once_and_found()
    {
        Assert.True(Seen("PT", 1, 2, 3).AreEach(3));
        Assert.True(Seen("PT", 3, 1, 2).AreEach(3));
        Assert.False(Seen("PC", 1, 2, 3).AreEach(3));
        Assert.False(Seen("PT", 1, 2, 3).AreEach(4));
        Assert.False(Seen("PT", 1, 2, 3).AreEach(2));
        Assert.False(Seen("PT", 1, 2, 4).AreEach(3));
        Assert.False(Seen("PT", 0, 1, 2).AreEach(3));
        var again = Seen("PT", 1, 2);
        again.Add(Receipt, 2);
        Assert.False(again.AreEach(2));
        var unseen = Seen("PT", 1);
        unseen.Add(Receipt, 2);
        Assert.False(unseen.AreEach(2));
        var worthless = Seen("BD", 1);
        worthless.Add(Receipt, 2);
        worthless.See(new SealedVoucher { Amount = 0 });
        Assert.False(worthless.AreEach(2));
        worthless.Add(Receipt, 3);
        worthless.See(new SealedVoucher { Amount = -5 });
        Assert.False(worthless.AreEach(3));
    }

    [Fact]
    public void A_voucher_has_been_seen_only_where_every_one_named_was_found()
    {
        var named = Seen("PT", 1, 2);
        Assert.Equal((true, true, false), (named.HasSeen(1), named.HasSeen(2), named.HasSeen(3)));
        named.Add(Receipt, 3);
        Assert.Equal((false, false, false), (named.HasSeen(1), named.HasSeen(2), named.HasSeen(3)));
    }

    [Fact]
    public void Numbers_close_together_are_read_as_a_stretch_and_others_each_by_itself()
    {
        var near = new VoucherRange(7, "PT", 2021, [9, 2, 10]);
        Assert.Equal("voucher_no BETWEEN $4 AND $5", near.Condition);
        Assert.Equal([7, "PT", 2021, 2, 10], near.Values);
        Assert.Equal("voucher_no BETWEEN $4 AND $5", new VoucherRange(7, "PT", 2021, [1, 13, 2]).Condition);
        var far = new VoucherRange(7, "PC", 2021, [1, 14, 1]);
        Assert.Equal("voucher_no = ANY ($4)", far.Condition);
        Assert.Equal([7, "PC", 2021, (long[])[1, 14]], far.Values);
        Assert.Equal("voucher_no = ANY ($4)", new VoucherRange(7, "PC", 2021, [int.MinValue, int.MaxValue]).Condition);
    }

    private static NamedVouchers Seen(string type, params int[] numbers)
    {
        var named = new NamedVouchers(type);
        foreach (var number in numbers)
        {
            named.Add(Receipt, number);
            named.See(new SealedVoucher { Amount = 5_000_000 });
        }

        return named;
    }

    private static SealedEntry Entry(params (string Side, long Amount)[] postings) => new()
    {
        Book = "financial", Postings = [.. postings.Select(posting => new SealedPosting { Side = posting.Side, Amount = posting.Amount })],
    };
}
