using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;

namespace FundLedger.Features.Traces;

/// <summary>
/// The rows of a statement to a donor: each gift with what it paid and what is left; all gifts together by kind; what is left of all.
/// </summary>
internal sealed class DonorRows(BookHead head, IReadOnlyList<TracedGift> gifts, bool isShared)
{
    private static readonly Wording FewChildren = new(
        "Các nội dung hỗ trợ dưới 5 trẻ em trong một quý, không nêu riêng",
        "Kinds that reached fewer than 5 children in a quarter, not told apart");

    private readonly RowMaker maker = new(head, new Dictionary<string, BookAccount>());

    public IReadOnlyList<BookRow> Make() => [.. Lines().Select(line => maker.Make(line.Level, (column, _) => line.In(column), line.Link))];

    private IEnumerable<Line> Lines()
    {
        var received = TraceWays.Sum(gifts.Select(gift => gift.Received));
        yield return new Line(BookLevel.Total, new("Đã nhận", "Received")) { No = "I", Money = received, Goods = GoodsOf(gifts) };
        foreach (var line in gifts.SelectMany((gift, place) => OfGift(gift, place + 1))) yield return line;
        var left = TraceWays.Sum(gifts.Select(gift => gift.Left));
        yield return new Line(BookLevel.Total, new("Đã sử dụng", "Used")) { No = "II", Money = received - left };
        foreach (var line in Together()) yield return line;
        yield return new Line(BookLevel.Total, new("Còn lại, chưa sử dụng", "Left, not used yet")) { No = "III", Money = left };
    }

    private IEnumerable<Line> OfGift(TracedGift gift, int no)
    {
        var voucher = gift.Voucher;
        yield return new Line(BookLevel.Group, NameOf(gift))
        {
            No = FormattableString.Invariant($"{no}"), Voucher = voucher.Voucher, Date = voucher.Date,
            Money = voucher.IsGoods ? null : voucher.Amount, Goods = voucher.IsGoods ? voucher.Amount : null,
            Link = new BookLink(head.Fund.Code, voucher.Voucher),
        };
        if (!gift.IsTraced) yield break;
        foreach (var line in Told(gift.Parts)) yield return line;
        foreach (var line in Otherwise([gift])) yield return line;
        if (gift.Left != Money.Zero) yield return new Line(BookLevel.Line, new("Còn lại", "Left")) { Money = gift.Left };
    }

    // What is given away has no kinds over several gifts: those of one statement taken off those of another would tell a gift's own.
    private IEnumerable<Line> Together()
    {
        var parts = gifts.SelectMany(gift => gift.Parts).ToList();
        return (isShared ? Supported(parts) : Told(parts)).Concat(Otherwise(gifts));
    }

    private static IEnumerable<Line> Supported(List<(GiftEntry Entry, Money Amount)> parts)
    {
        var uses = TracedGift.GiftUse.Of(parts);
        if (uses.Count == 0) yield break;
        yield return new Line(BookLevel.Line, new("Hỗ trợ", "Support")) { Money = TraceWays.Sum(uses.Select(use => use.Money)) };
    }

    private IEnumerable<Line> Told(IReadOnlyList<(GiftEntry Entry, Money Amount)> parts)
    {
        var (told, few) = isShared ? TracedGift.GiftUse.SharedOf(parts) : (TracedGift.GiftUse.Of(parts), Money.Zero);
        foreach (var use in told)
        {
            yield return new Line(BookLevel.Line, use.Name) { Money = use.Money, Times = use.Times, Children = use.Children };
        }

        if (few != Money.Zero) yield return new Line(BookLevel.Line, FewChildren) { Money = few };
    }

    private static IEnumerable<Line> Otherwise(IReadOnlyList<TracedGift> of)
    {
        (Wording Name, Money Sum)[] others =
        [
            (new("Kinh phí hết hạn phải nộp trả", "Budget money lapsed"), TraceWays.Sum(of.Select(gift => gift.Lapsed))),
            (new("Bút toán điều chỉnh", "Adjusting entries"), TraceWays.Sum(of.Select(gift => gift.Adjusted))),
        ];
        return others.Where(other => other.Sum != Money.Zero).Select(other => new Line(BookLevel.Line, other.Name) { Money = other.Sum });
    }

    private static Money? GoodsOf(IReadOnlyList<TracedGift> gifts)
    {
        var goods = gifts.Where(gift => gift.Voucher is { IsGoods: true, ReversedBy: null }).ToList();
        return goods.Count == 0 ? null : TraceWays.Sum(goods.Select(gift => gift.Voucher.Amount));
    }

    private static Wording NameOf(TracedGift gift)
    {
        var pool = gift.Pool.Name;
        if (gift.Voucher.ReversedBy is { } reversal)
        {
            return new Wording($"{pool.Vi} – đã đảo bằng {reversal}, không tính", $"{pool.En} – reversed by {reversal}, not counted");
        }

        return !gift.Voucher.IsGoods ? pool : new Wording(
            $"{pool.Vi} – hiện vật, không lần theo từng đồng", $"{pool.En} – goods, not followed by the đồng");
    }

    private sealed record Line(BookLevel Level, Wording Text)
    {
        public string? No { get; init; }

        public string? Voucher { get; init; }

        public NodaTime.LocalDate? Date { get; init; }

        public Money? Money { get; init; }

        public Money? Goods { get; init; }

        public int? Times { get; init; }

        public int? Children { get; init; }

        public BookLink? Link { get; init; }

        public object? In(BookColumn column) => column.Key switch
        {
            "no" => No,
            "item" => Text,
            "voucher" => Voucher,
            "date" => Date,
            "money" => Money,
            "goods" => Goods,
            "times" => (long?)Times,
            _ => (long?)Children,
        };
    }
}
