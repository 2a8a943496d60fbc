using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Books;

/// <summary>Money that one fund gave to another, written down by both.</summary>
internal sealed record InternalGift
{
    public int GiverId { get; init; }

    public int TakerId { get; init; }

    public string Giver { get; init; } = "";

    public string Taker { get; init; } = "";

    public Money Amount { get; init; }

    public LocalDate GivenOn { get; init; }

    public LocalDate TakenOn { get; init; }

    public string GivenBy { get; init; } = "";

    public string TakenBy { get; init; } = "";

    public long[] GivenEntries { get; init; } = [];

    public long[] TakenEntries { get; init; } = [];
}

/// <summary>The entries that a book leaves out, with its reason.</summary>
internal sealed class HiddenEntries(Db db)
{
    private sealed record Entry
    {
        public int FundId { get; init; }

        public long EntryNo { get; init; }
    }

    /// <summary>What went from one of the funds to another; empty for one fund alone.</summary>
    public IReadOnlyList<InternalGift> Internal { get; private set; } = [];

    /// <param name="isOfPlace">Money that only changes its restriction is left out.</param>
    /// <param name="isTogether">Money that one of the funds gave to another is left out.</param>
    public async Task<BookScope> LeaveOutAsync(BookScope scope, bool isOfPlace, bool isTogether, CancellationToken token)
    {
        List<(int Fund, long Entry)> hidden = [];
        if (isOfPlace)
        {
            var restricted = await db.ListAsync<Entry>(BookSql.Restricted, new { scope.FundIds }, token);
            hidden.AddRange(restricted.Select(entry => (entry.FundId, entry.EntryNo)));
        }

        if (isTogether)
        {
            Internal = await db.ListAsync<InternalGift>(BookSql.Internal, new { scope.FundIds, scope.To }, token);
            hidden.AddRange(Internal.SelectMany(gift => gift.GivenEntries.Select(entry => (gift.GiverId, entry))
                .Concat(gift.TakenEntries.Select(entry => (gift.TakerId, entry)))));
        }

        return scope with
        {
            HiddenFunds = [.. hidden.Select(entry => entry.Fund)], HiddenEntries = [.. hidden.Select(entry => entry.Entry)],
        };
    }
}
