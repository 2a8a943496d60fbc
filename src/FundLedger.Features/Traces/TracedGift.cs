using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using NodaTime;

namespace FundLedger.Features.Traces;

/// <summary>A gift as its voucher has it.</summary>
internal sealed record GiftVoucher
{
    public string Voucher { get; init; } = "";

    public bool IsGoods { get; init; }

    public LocalDate Date { get; init; }

    public Money Amount { get; init; }

    public int Pool { get; init; }

    public long[] Entries { get; init; } = [];

    /// <summary>Voucher of the reversal: the gift brought nothing. Null while it stands.</summary>
    public string? ReversedBy { get; init; }
}

/// <summary>An entry that took money out for good.</summary>
internal sealed record GiftEntry
{
    public long EntryNo { get; init; }

    public string Kind { get; init; } = "";

    public LocalDate Date { get; init; }

    public string? Child { get; init; }

    /// <summary>Support kind, occasion and year as one word; empty for what is no support.</summary>
    public string Use { get; init; } = "";

    internal string? KindVi { get; init; }

    internal string? KindEn { get; init; }

    internal string? OccasionVi { get; init; }

    internal string? OccasionEn { get; init; }

    public Wording Name => OccasionVi is null ? new Wording(KindVi ?? "", KindEn ?? "")
        : new Wording($"{KindVi} – {OccasionVi}", $"{KindEn} – {OccasionEn}");
}

/// <summary>A gift and what became of its money up to a day.</summary>
/// <param name="Parts">What entries took of it; a gift of goods, or one that was reversed, has none.</param>
internal sealed record TracedGift(GiftVoucher Voucher, TracedPool Pool, IReadOnlyList<(GiftEntry Entry, Money Amount)> Parts)
{
    private const string Support = "disbursement";
    private const string Lapse = "lapse";

    public bool IsTraced => !Voucher.IsGoods && Voucher.ReversedBy is null;

    public Money Received => IsTraced ? Voucher.Amount : Money.Zero;

    public Money Taken => TraceWays.Sum(Parts.Select(part => part.Amount));

    public Money Left => Received - Taken;

    public Money Lapsed => TraceWays.Sum(Parts.Where(part => part.Entry.Kind == Lapse).Select(part => part.Amount));

    public Money Adjusted => TraceWays.Sum(Parts.Where(part => part.Entry.Kind is not (Support or Lapse)).Select(part => part.Amount));

    /// <summary>What gifts paid for one kind and occasion.</summary>
    /// <param name="Times">Lines of requests.</param>
    /// <param name="Children">Distinct children.</param>
    internal sealed record GiftUse(Wording Name, Money Money, int Times, int Children)
    {
        public static IReadOnlyList<GiftUse> Of(IEnumerable<(GiftEntry Entry, Money Amount)> parts) =>
        [
            .. from part in parts
               where part.Entry.Kind == Support
               group part by part.Entry.Use into use
               orderby use.Key
               select OfOne([.. use]),
        ];

        /// <summary>
        /// The same to be given away: of each kind the quarters in which it reached five children or more, or none; and the sum of all
        /// other quarters of all kinds.
        /// </summary>
        public static (IReadOnlyList<GiftUse> Told, Money Few) SharedOf(IEnumerable<(GiftEntry Entry, Money Amount)> parts)
        {
            // Statements to the ends of other quarters have the same quarters under each kind: they differ by what may be told itself.
            var quarters = parts.Where(part => part.Entry.Kind == Support)
                .GroupBy(part => (part.Entry.Use, ReportPeriod.QuarterOf(part.Entry.Date).Code))
                .ToLookup(quarter => ChildrenOf(quarter) is > 0 and < SmallCounts.Least);
            return (Of(quarters[false].SelectMany(part => part)), TraceWays.Sum(quarters[true].SelectMany(quarter => AmountsOf(quarter))));
        }

        private static GiftUse OfOne(List<(GiftEntry Entry, Money Amount)> parts) => new(
            parts[0].Entry.Name, TraceWays.Sum(AmountsOf(parts)), parts.Select(part => part.Entry.EntryNo).Distinct().Count(),
            ChildrenOf(parts));

        private static int ChildrenOf(IEnumerable<(GiftEntry Entry, Money Amount)> parts) =>
            parts.Select(part => part.Entry.Child).OfType<string>().Distinct().Count();

        private static IEnumerable<Money> AmountsOf(IEnumerable<(GiftEntry Entry, Money Amount)> parts) =>
            parts.Select(part => part.Amount);
    }
}
