using CsCheck;
using FundLedger.Domain;
using FundLedger.Domain.Traces;
using Xunit;

namespace FundLedger.UnitTests.Traces;

public sealed class MoneyTracesTests
{
    private static readonly Dictionary<long, long> NoReversals = [];
    private static readonly HashSet<long> NoTransfers = [];

    [Fact]
    public void What_came_first_goes_out_first()
    {
        var traces = Of(In(1, 10), In(2, 10), Out(3, 12), Out(4, 3));
        Assert.Equal("3:10", Told(traces.UsesOf(1)));
        Assert.Equal("3:2 4:3 left:5", Told(traces.UsesOf(2)));
        Assert.Equal("1:10 2:2", Told(traces.SourcesOf(3)));
        Assert.Equal("2:3", Told(traces.SourcesOf(4)));
    }

    [Fact]
    public void Two_receipts_of_one_day_go_out_by_their_numbers() =>
        Assert.Equal("8:4", Told(Of(In(7, 4), In(6, 4), Out(8, 4)).UsesOf(6)));

    [Fact]
    public void A_reversed_receipt_brought_nothing_and_the_next_one_moves_up()
    {
        var traces = new MoneyTraces([In(1, 10), In(2, 10), Out(3, 10), Out(4, 10)], new Dictionary<long, long> { [4] = 1 }, NoTransfers);
        Assert.Empty(traces.UsesOf(1));
        Assert.Empty(traces.SourcesOf(4));
        Assert.Equal("3:10", Told(traces.UsesOf(2)));
    }

    [Fact]
    public void A_reversed_payment_took_nothing_and_its_money_pays_the_next_one()
    {
        var traces = new MoneyTraces([In(1, 10), Out(2, 10), In(3, 10), Out(4, 6)], new Dictionary<long, long> { [3] = 2 }, NoTransfers);
        Assert.Empty(traces.SourcesOf(2));
        Assert.Equal("4:6 left:4", Told(traces.UsesOf(1)));
        Assert.Empty(traces.UsesOf(3));
    }

    [Fact]
    public void A_transfer_takes_the_trace_on_and_stands_between_what_the_other_pool_had()
    {
        PoolFlow[] flows = [In(1, 10), In(2, 4, pool: 2), Out(3, 6), In(3, 6, pool: 2), In(4, 5, pool: 2), Out(5, 12, pool: 2)];
        var traces = new MoneyTraces(flows, NoReversals, new HashSet<long> { 3 });
        Assert.Equal("left:4 5:6 through 3", Told(traces.UsesOf(1)));
        Assert.Equal("2:4 4:2 1:6 through 3", Told(traces.SourcesOf(5)));
        Assert.Throws<ArgumentException>(() => traces.UsesOf(3));
    }

    [Fact]
    public void Money_that_comes_back_to_its_first_pool_is_followed_there()
    {
        PoolFlow[] flows = [In(1, 5), Out(2, 5), In(2, 5, pool: 2), Out(3, 5, pool: 2), In(3, 5), Out(4, 5)];
        var traces = new MoneyTraces(flows, NoReversals, new HashSet<long> { 2, 3 });
        Assert.Equal("4:5 through 2 3", Told(traces.UsesOf(1)));
        Assert.Equal("1:5 through 3 2", Told(traces.SourcesOf(4)));
    }

    // The receipt behind two transfers that feed each other is gone: nothing may go round for ever.
    [Fact]
    public void Transfers_in_a_ring_hold_up_no_trace()
    {
        PoolFlow[] flows = [In(1, 5), Out(2, 5), In(2, 5, pool: 2), Out(3, 5, pool: 2), In(3, 5), In(4, 5, pool: 2), Out(5, 5), Out(6, 5, pool: 2)];
        var traces = new MoneyTraces(flows, new Dictionary<long, long> { [5] = 1 }, new HashSet<long> { 2, 3 });
        Assert.Equal("6:5", Told(traces.UsesOf(4)));
        Assert.Equal("4:5", Told(traces.SourcesOf(6)));
    }

    [Fact]
    public void It_equals_the_counting_of_each_dong() => RandomBooks.Any.Sample(books =>
    {
        var (traces, naive) = (books.Traces, books.Naive);
        foreach (var flow in books.Ends(cameIn: true)) Assert.Equal(Counted(naive.UsesOf(flow.Entry)), Counted(traces.UsesOf(flow.Entry)));
        foreach (var flow in books.Ends(cameIn: false)) Assert.Equal(Counted(naive.SourcesOf(flow.Entry)), Counted(traces.SourcesOf(flow.Entry)));
    }, iter: 3_000);

    [Fact]
    public void The_parts_add_up_are_above_zero_and_all_that_went_out_had_come_in() => RandomBooks.Any.Sample(books =>
    {
        foreach (var flow in books.Ends(cameIn: true)) AddsUp(flow, books.Traces.UsesOf(flow.Entry));
        foreach (var flow in books.Ends(cameIn: false))
        {
            var parts = books.Traces.SourcesOf(flow.Entry);
            AddsUp(flow, parts);
            Assert.DoesNotContain(parts, part => part.Entry is null);
        }
    }, iter: 3_000);

    [Fact]
    public void There_and_back_are_the_same_way() => RandomBooks.Any.Sample(books =>
    {
        var there = from flow in books.Ends(cameIn: true)
                    from part in books.Traces.UsesOf(flow.Entry)
                    where part.Entry is not null
                    select (In: flow.Entry, Out: part.Entry!.Value, part.Amount, Way: string.Join(' ', part.Through));
        var back = from flow in books.Ends(cameIn: false)
                   from part in books.Traces.SourcesOf(flow.Entry)
                   select (In: part.Entry!.Value, Out: flow.Entry, part.Amount, Way: string.Join(' ', part.Through.Reverse()));
        Assert.Equal(Sorted(there), Sorted(back));
    }, iter: 3_000);

    [Fact]
    public void An_entry_that_comes_later_changes_no_trace_of_what_was_paid_before() => Gen.Select(RandomBooks.Any, Gen.Long[-9, 9]).Sample(
        (books, dong) =>
        {
            if (dong == 0 || books.Flows.Count == 0) return;
            var later = new PoolFlow(books.Flows.Max(flow => flow.Entry) + 1, books.Flows[0].Pool, new Money(dong));
            var traces = new MoneyTraces([.. books.Flows, later], books.Reversals, books.Transfers);
            foreach (var flow in books.Ends(cameIn: false))
            {
                Assert.Equal(Counted(books.Traces.SourcesOf(flow.Entry)), Counted(traces.SourcesOf(flow.Entry)));
            }
        }, iter: 3_000);

    [Fact]
    public void Within_a_pool_no_receipt_is_spent_before_an_earlier_one() => RandomBooks.Any.Sample(books =>
    {
        foreach (var pool in books.Ends(cameIn: true).GroupBy(flow => flow.Pool))
        {
            var last = 0L;
            foreach (var flow in pool.OrderBy(flow => flow.Entry))
            {
                var direct = books.Traces.UsesOf(flow.Entry).Where(part => part.Through.Count == 0).Select(part => part.Entry ?? long.MaxValue).ToList();
                Assert.All(direct, entry => Assert.True(entry >= last));
                last = direct.Append(last).Max();
            }
        }
    }, iter: 3_000);

    private static void AddsUp(PoolFlow flow, IReadOnlyList<TracedPart> parts)
    {
        Assert.Equal(Math.Abs(flow.Change.Dong), parts.Sum(part => part.Amount.Dong));
        Assert.All(parts, part => Assert.True(part.Amount.IsPositive));
    }

    private static IEnumerable<string> Counted(IEnumerable<TracedPart> parts) =>
        Ordered(parts.Select(part => ($"{part.Entry} {part.Pool} {string.Join(' ', part.Through)}", part.Amount.Dong)));

    private static IEnumerable<string> Counted(IEnumerable<(long? Entry, int Pool, string Through)> dongs) =>
        Ordered(dongs.Select(dong => ($"{dong.Entry} {dong.Pool} {dong.Through}", 1L)));

    private static IEnumerable<string> Ordered(IEnumerable<(string Place, long Dong)> places) => places.GroupBy(place => place.Place)
        .Select(same => $"{same.Key}: {same.Sum(one => one.Dong)}").Order(StringComparer.Ordinal);

    private static IEnumerable<(long, long, long, string)> Sorted(IEnumerable<(long In, long Out, Money Amount, string Way)> ways) =>
        ways.GroupBy(way => (way.In, way.Out, way.Way)).Select(same => (same.Key.In, same.Key.Out, same.Sum(one => one.Amount.Dong), same.Key.Way))
            .Order();

    private static string Told(IEnumerable<TracedPart> parts) => string.Join(' ', parts.Select(part =>
        $"{part.Entry?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "left"}:{part.Amount.Dong}"
        + (part.Through.Count > 0 ? $" through {string.Join(' ', part.Through)}" : "")));

    private static MoneyTraces Of(params PoolFlow[] flows) => new(flows, NoReversals, NoTransfers);

    private static PoolFlow In(long entry, long dong, int pool = 1) => new(entry, pool, new Money(dong));

    private static PoolFlow Out(long entry, long dong, int pool = 1) => new(entry, pool, new Money(-dong));
}
