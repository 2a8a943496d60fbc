using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Payments;
using FundLedger.Testing;
using MediatR;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>
/// Random ways of requests through every state, by hand and by order, in part, given back, reversed. After each step the money that is free
/// is what came, less what went, less what is promised, and the balances say what the postings add up to: what was spent is never counted
/// free again.
/// </summary>
public sealed class AvailableMoneyTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const int Steps = 36;
    private const long Received = 15_000_000;

    private const string SumsSql = """
        SELECT ARRAY[b.liquid, b.committed, s.liquid, s.committed] FROM pools l JOIN pool_balances b USING (fund_id, pool_id)
        CROSS JOIN LATERAL (SELECT coalesce(sum(posting_signed(p.side, p.amount)) FILTER (WHERE a.is_liquid), 0)::bigint AS liquid,
                coalesce(sum(posting_signed(p.side, p.amount)) FILTER (WHERE p.account_code = 'committed'), 0)::bigint AS committed
            FROM postings p JOIN accounts a USING (account_code) WHERE p.fund_id = l.fund_id AND p.pool_id = l.pool_id) s
        WHERE l.code = @Pool
        """;

    private const string PaidEntrySql = """
        SELECT ARRAY[e.entry_no, e.disbursement_line] FROM journal_entries e WHERE e.kind = 'disbursement' AND e.disbursement_id = @Id AND NOT EXISTS (
            SELECT FROM journal_entries r WHERE r.fund_id = e.fund_id AND r.reverses_entry_no = e.entry_no) ORDER BY e.entry_no LIMIT 1
        """;

    private static readonly PaymentOutcome[] Outcomes = Enum.GetValues<PaymentOutcome>();

    private readonly List<Asked> all = [];
    private readonly List<string> told = [];
    private long spent;

    private enum Stage
    {
        Requested,
        Approved,
        Over,
    }

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    public async Task Whatever_became_of_requests_what_is_free_is_what_came_less_what_went_and_what_is_promised(int seed)
    {
        var random = new Random(seed);
        var pool = await ledger.Given.Pool(string.Create(CultureInfo.InvariantCulture, $"FREE{seed}"));
        await ledger.Given.Receipt(pool, Received);
        for (var step = 0; step < Steps; step++)
        {
            await StepAsync(random, pool);
            var sums = await ledger.Ask<long[]>(SumsSql, new { Pool = pool });
            var promised = all.Sum(one => one.Lines.Sum(line => line.Promised));
            Assert.True(
                (sums[0], sums[1]) == (Received - spent, promised) && (sums[0], sums[1]) == (sums[2], sums[3]),
                $"{string.Join('\n', told)}\n{string.Join(' ', sums)} instead of {Received - spent} {promised}");
        }
    }

    private async Task StepAsync(Random random, string pool)
    {
        var choices = all.SelectMany(Choices).ToList();
        if (choices.Count == 0 || random.Next(4) == 0) await AskAsync(pool, 1 + random.Next(3));
        else await choices[random.Next(choices.Count)](random);
    }

    private IEnumerable<Func<Random, Task>> Choices(Asked one)
    {
        if (one.Stage == Stage.Requested)
        {
            yield return _ => ApproveAsync(one);
            yield return _ => ApproveAsync(one);
            yield return _ => EndAsync(one, new RejectDisbursement(Given.Fund, Guid.NewGuid(), one.Id, "Sai đối tượng"));
            yield return _ => EndAsync(one, new ReturnDisbursement(Given.Fund, Guid.NewGuid(), one.Id, "Sai đối tượng"));
        }
        else if (one is { Stage: Stage.Approved, Order: { } order })
        {
            yield return random => SettleAsync(one, order, random);
        }
        else if (one.Stage == Stage.Approved)
        {
            yield return _ => OrderAsync(one);
            yield return _ => ReleaseAsync(one);
            if (one.Lines.TrueForAll(line => line.IsOpen)) yield return _ => PayAsync(one);
            if (one.Lines.TrueForAll(line => line.IsOpen))
                yield return _ => EndAsync(one, new WithdrawDisbursement(Given.Fund, Guid.NewGuid(), one.Id, "Không chi nữa"));
        }
        else if (one.Lines.Exists(line => line.Paid > 0))
        {
            yield return _ => ReverseAsync(one);
        }
    }

    private async Task AskAsync(string pool, int count)
    {
        var id = await ledger.Given.TetGifts(pool, await ledger.Given.Children(count));
        all.Add(new Asked(id) { Lines = [.. Enumerable.Range(1, count).Select(no => new Line(no) { Promised = PaymentBooks.Gift })] });
        told.Add($"asked {id}: {count}");
    }

    private async Task ApproveAsync(Asked one)
    {
        await DoneAsync(TamDuong.Approver, new ApproveDisbursement(
            Given.Fund, Guid.NewGuid(), one.Id, await ledger.Given.ContentHash(one.Id), true));
        one.Stage = Stage.Approved;
    }

    private async Task EndAsync<T>(Asked one, IRequest<Result<T>> command)
    {
        await DoneAsync(TamDuong.Approver, command);
        one.Lines.ForEach(line => line.End(0));
        one.Stage = Stage.Over;
    }

    private async Task PayAsync(Asked one)
    {
        await DoneAsync(TamDuong.Cashier, ledger.Given.Payment(one.Id));
        one.Lines.ForEach(line => spent += line.End(PaymentBooks.Gift));
        one.Stage = Stage.Over;
    }

    private async Task OrderAsync(Asked one) =>
        one.Order = (await DoneAsync(TamDuong.Cashier, new PaymentBooks(ledger).Cash(one.Id))).Order;

    private async Task SettleAsync(Asked one, int order, Random random)
    {
        var ends = one.Lines.Where(line => line.IsOpen).Select(line => (Line: line, Outcome: Outcomes[random.Next(Outcomes.Length)])).ToList();
        var results = ends.Select(end => new PaymentResult(
            end.Line.No, end.Outcome, new Money(PaidBy(end.Outcome)), null, "Theo danh sách ký nhận")).ToArray();
        await DoneAsync(TamDuong.Cashier, new PaymentBooks(ledger).Results(order, results));
        foreach (var (line, outcome) in ends.Where(end => end.Outcome is not (PaymentOutcome.Failed or PaymentOutcome.Absent)))
            spent += line.End(PaidBy(outcome));
        one.Order = null;
        if (!one.Lines.Exists(line => line.IsOpen)) one.Stage = Stage.Over;
    }

    private async Task ReleaseAsync(Asked one)
    {
        var line = one.Lines.First(line => line.IsOpen);
        await DoneAsync(TamDuong.Cashier, new ReleaseLines(Given.Fund, Guid.NewGuid(), one.Id, [line.No], "Gia đình không nhận nữa"));
        line.End(0);
        if (!one.Lines.Exists(each => each.IsOpen)) one.Stage = Stage.Over;
    }

    private async Task ReverseAsync(Asked one)
    {
        var paid = await ledger.Ask<long[]>(PaidEntrySql, new { one.Id });
        await DoneAsync(TamDuong.SecondAccountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), paid[0], ledger.Clock.Today, "cash", "Chi nhầm trẻ"));
        var line = one.Lines.Single(line => line.No == paid[1]);
        spent -= line.Paid;
        line.Paid = 0;
    }

    private async Task<T> DoneAsync<T>(string user, IRequest<Result<T>> command)
    {
        told.Add($"{command}");
        return await ledger.Done(user, command);
    }

    private static long PaidBy(PaymentOutcome outcome) => outcome switch
    {
        PaymentOutcome.Paid => PaymentBooks.Gift,
        PaymentOutcome.Partial => PaymentBooks.Gift / 3,
        _ => 0,
    };

    private sealed record Asked(long Id)
    {
        public List<Line> Lines { get; init; } = [];

        public Stage Stage { get; set; }

        public int? Order { get; set; }
    }

    private sealed record Line(int No)
    {
        public long Promised { get; set; }

        public long Paid { get; set; }

        public bool IsOpen => Promised > 0;

        /// <summary>Nothing of it is promised any more; returns what was paid.</summary>
        public long End(long paid)
        {
            (Promised, Paid) = (0, paid);
            return paid;
        }
    }
}
