using System.Globalization;
using System.Runtime.InteropServices;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Audit;

/// <summary>What the replayed postings add up to by account, pool and month, against what was counted at every posting.</summary>
internal sealed class Turnovers
{
    private const string Sql = """
        SELECT book, account_code, pool_id, month, debit, credit FROM monthly_turnovers WHERE fund_id = @FundId
        """;

    private readonly Dictionary<Place, (Int128 Debit, Int128 Credit)> sums = [];

    public void Add(SealedEntry entry)
    {
        for (var i = 0; i < entry.Postings.Count; i++)
        {
            var posting = entry.Postings[i];
            var place = new Place(posting.Book, posting.AccountCode, posting.PoolId, posting.EntryDate.With(DateAdjusters.StartOfMonth));
            ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(sums, place, out _);
            if (posting.Side == "debit") sum.Debit += posting.Amount;
            else sum.Credit += posting.Amount;
        }
    }

    public async Task RunAsync(Db db, VerifiedFund fund, PassTally tally, CancellationToken token)
    {
        var counted = (await db.ListAsync<Row>(Sql, new { fund.FundId }, token))
            .GroupBy(row => row.Place, row => Text(row.Debit, row.Credit)).ToDictionary(sum => sum.Key, sum => string.Join(' ', sum));
        foreach (var place in sums.Keys.Union(counted.Keys).Order())
        {
            var expected = sums.TryGetValue(place, out var sum) ? Text(sum.Debit, sum.Credit) : null;
            tally.Compare(fund.Code, "turnover", place.ToString(), "debit/credit", expected, counted.GetValueOrDefault(place));
        }
    }

    private static string Text(Int128 debit, Int128 credit) => $"{Digits(debit)}/{Digits(credit)}";

    private static string Digits(Int128 amount) => amount == 0 ? "" : amount.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Place(string Book, string Account, int Pool, LocalDate Month) : IComparable<Place>
    {
        public int CompareTo(Place other) => string.CompareOrdinal(ToString(), other.ToString());

        // Counted from the first day of the month, and named by it; any other day is somebody's work.
        public override string ToString() => string.Create(
            CultureInfo.InvariantCulture, $"{Book} {Account} {Pool} {Month.ToString(Month.Day == 1 ? "uuuu-MM" : "uuuu-MM-dd", null)}");
    }

    private sealed record Row
    {
        public string Book { get; init; } = "";

        public string AccountCode { get; init; } = "";

        public int PoolId { get; init; }

        public LocalDate Month { get; init; }

        public long Debit { get; init; }

        public long Credit { get; init; }

        public Place Place => new(Book, AccountCode, PoolId, Month);
    }
}
