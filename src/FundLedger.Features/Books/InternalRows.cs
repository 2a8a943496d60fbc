using FundLedger.Domain;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Books;

/// <summary>What books of several funds together leave out: money that went from one of them to another.</summary>
internal static class InternalRows
{
    public static OpenBook Open(BookHead head, IReadOnlyList<InternalGift> gifts) =>
        new(head, Rows(head, gifts).ToAsyncEnumerable(), gifts.Count == 0);

    private static IEnumerable<BookRow> Rows(BookHead head, IReadOnlyList<InternalGift> gifts)
    {
        var maker = new RowMaker(head, new Dictionary<string, BookAccount>());
        foreach (var gift in gifts)
        {
            yield return maker.Make(
                BookLevel.Line,
                (column, _) => column.Key switch
                {
                    "date" => gift.GivenOn,
                    "voucher" => gift.GivenBy,
                    "fund" => gift.Giver,
                    "taker" => gift.Taker,
                    "takenOn" => gift.TakenOn,
                    "takenBy" => gift.TakenBy,
                    "text" => new Wording("Chuyển cho quỹ khác, đã loại trừ ở cả hai quỹ", "Given to another fund, left out in both"),
                    _ => gift.Amount,
                },
                new BookLink(gift.Giver, gift.GivenBy));
        }

        yield return maker.Labelled(BookLevel.Total, new Wording("Cộng", "Total"), (column, place) => column.Key != "amount" ? null
            : new Summed(
                new Money(gifts.Sum(gift => gift.Amount.Dong)), Money.Zero, gifts.Count == 0 ? [] : [new SumPart(1, gifts.Count, place)]));
    }
}
