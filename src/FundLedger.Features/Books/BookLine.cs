using FundLedger.Domain;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Books;

/// <summary>A voucher in one account and pool, as it is read; an entry without a voucher stands for itself.</summary>
internal sealed record BookLine
{
    /// <summary>Place of the account, pool or donor under which it stands, from 1.</summary>
    public int Section { get; init; }

    public LocalDate Date { get; init; }

    public int FundId { get; init; }

    public long EntryNo { get; init; }

    public int Line { get; init; }

    public string Fund { get; init; } = "";

    public string? Voucher { get; init; }

    public string? VoucherType { get; init; }

    public LocalDate? VoucherDate { get; init; }

    public string Kind { get; init; } = "";

    public string AccountCode { get; init; } = "";

    /// <summary>The other side of the voucher in the same pool.</summary>
    public string[] Contra { get; init; } = [];

    public string Pool { get; init; } = "";

    public Money Debit { get; init; }

    public Money Credit { get; init; }

    public Money QuantityIn { get; init; }

    public Money QuantityOut { get; init; }

    public string? BankReference { get; init; }

    public long? DisbursementId { get; init; }

    public string? TitleVi { get; init; }

    public string? TitleEn { get; init; }

    public long? DonorId { get; init; }

    /// <summary>Null where the reader may not know it.</summary>
    public string? Donor { get; init; }

    public string? Content { get; init; }

    public string? Reverses { get; init; }

    public BookPlace Place => new(Section, Date, FundId, EntryNo, Line);

    public Wording Text => BookWords.TextOf(this);
}

/// <summary>An account, pool or donor under which lines stand, with what there was before the period.</summary>
internal sealed record BookSection
{
    public string Key { get; init; } = "";

    /// <summary>Null where the book has only one.</summary>
    public Wording? Title { get; init; }

    /// <summary>An account whose balance stands on the credit side.</summary>
    public bool IsCredit { get; init; }

    public string? Account { get; init; }

    public string? Pool { get; init; }

    /// <summary>Debits less credits.</summary>
    public Money Opening { get; init; }

    public Money OpeningQuantity { get; init; }

    public Flow Quarter { get; init; }

    public Flow Year { get; init; }
}

/// <summary>What came and went: đồng, and pieces where the book counts them.</summary>
internal readonly record struct Flow(Money Debit, Money Credit, Money QuantityIn, Money QuantityOut)
{
    public static Flow operator +(Flow left, Flow right) => new(
        left.Debit + right.Debit, left.Credit + right.Credit, left.QuantityIn + right.QuantityIn, left.QuantityOut + right.QuantityOut);

    public static Flow Of(BookLine line) => new(line.Debit, line.Credit, line.QuantityIn, line.QuantityOut);

    public Money? In(BookColumnKind column) => column switch
    {
        BookColumnKind.Debit => Debit,
        BookColumnKind.Credit => Credit,
        BookColumnKind.QuantityIn => QuantityIn,
        BookColumnKind.QuantityOut => QuantityOut,
        _ => null,
    };
}
