using System.Globalization;
using FundLedger.Domain;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Histories;

/// <summary>
/// Random histories of one pool against <see cref="Model"/>: each command is accepted or refused as foretold, and after each the books agree
/// with the paper. To repeat a failure, put the printed seed into FUNDLEDGER_SEED.
/// </summary>
public sealed class RandomHistoryTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const int Steps = 250;

    private const string StateSql = """
        SELECT b.liquid, b.committed, m.balance AS cash,
            (SELECT coalesce(sum(posting_signed(p.side, p.amount)), 0)::bigint FROM postings p JOIN accounts a USING (account_code)
             WHERE p.fund_id = b.fund_id AND p.pool_id = b.pool_id AND a.is_liquid) AS posted,
            (SELECT coalesce(sum(posting_signed(p.side, p.amount)), 0)::bigint FROM postings p
             WHERE p.fund_id = b.fund_id AND p.pool_id = b.pool_id AND p.account_code = 'committed') AS reserved,
            (SELECT count(*) FROM journal_entries e WHERE e.fund_id = b.fund_id AND e.book = 'financial') AS entries
        FROM pool_balances b JOIN funds f USING (fund_id) JOIN money_balances m ON m.fund_id = b.fund_id AND m.account_code = 'cash'
        WHERE f.code = @Fund AND b.pool_id = 1
        """;

    private static readonly LocalDate First = new(2021, 1, 4);

    private static readonly string[] Deciders = [TamDuong.Approver, TamDuong.SecondApprover, TamDuong.AccountantsOtherAccount];

    private readonly Model model = new();
    private readonly List<string> told = [];
    private string[] children = [];
    private int today;
    private (object Command, Func<Task<Error?>> Send)? last;

    private sealed record State
    {
        public long Liquid { get; init; }

        public long Committed { get; init; }

        public long Cash { get; init; }

        public long Posted { get; init; }

        public long Reserved { get; init; }

        public long Entries { get; init; }
    }

    [Fact]
    public async Task The_books_do_what_the_paper_foretells()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("FUNDLEDGER_SEED"), CultureInfo.InvariantCulture, out var given)
            ? given : Random.Shared.Next();
        var random = new Random(seed);
        await ledger.Given.Pool();
        children = await ledger.Given.Children(9);
        for (var step = 1; step <= Steps; step++)
        {
            var (foretold, answered) = await StepAsync(random);
            var story = string.Create(CultureInfo.InvariantCulture, $"seed {seed}, step {step}:\n{string.Join('\n', told.TakeLast(12))}\n{answered}");
            Assert.True(foretold == (answered is null), story);
            await AgreesAsync(story);
        }

        Assert.InRange(model.Entries.Count(entry => entry.IsReversal), 1, Steps);
        Assert.InRange(model.Requests.Count(request => request.Status == Model.Status.Paid), 1, Steps);
    }

    private async Task<(bool Foretold, Error? Answered)> StepAsync(Random random)
    {
        var id = random.Next(Math.Max(0, model.Requests.Count - 4), model.Requests.Count + 2);
        var day = Math.Max(0, today - (random.Next(3) == 0 ? random.Next(4) : 0) + (random.Next(12) == 0 ? 1 : 0));
        switch (random.Next(10))
        {
            case 0: return NextDay();
            case 1: return last is { } before ? (true, await before.Send()) : (true, null);
            case 2 or 3: return await ReceiveAsync(random.Next(0, 6) * 250_000, day);
            case 4 or 5: return await AskAsync(Some(random));
            case 6: return await DecideAsync(id, Deciders[random.Next(3)], random.Next(4) > 0);
            case 7: return await DecideAsync(id, Deciders[random.Next(2)], true);
            case 8: return await PayAsync(id, day);
            default: return await ReverseAsync(random.Next(1, model.Entries.Count + 3), day);
        }
    }

    private (bool, Error?) NextDay()
    {
        ledger.Clock.Today = First.PlusDays(++today);
        told.Add("next day");
        return (true, null);
    }

    private Task<(bool, Error?)> ReceiveAsync(long amount, int day) => SendAsync(
        TamDuong.Accountant,
        new RecordReceipt(Given.Fund, Guid.NewGuid(), "CHUNG", new Money(amount), First.PlusDays(day), "cash", "Nhà hảo tâm"),
        model.Receives(amount, day, today));

    private Task<(bool, Error?)> AskAsync(int[] who) => SendAsync(
        TamDuong.Accountant, Given.TetRequest("CHUNG", [.. who.Select(child => children[child])]), model.Asks(who, TamDuong.Accountant));

    private async Task<(bool, Error?)> DecideAsync(int id, string user, bool approves)
    {
        var person = user == TamDuong.AccountantsOtherAccount ? TamDuong.Accountant : user;
        var foretold = model.Decides(id, person, approves, today);
        if (!approves) return await SendAsync(user, new RejectDisbursement(Given.Fund, Guid.NewGuid(), id, "Không đúng đối tượng"), foretold);
        var seen = id >= 1 && id <= model.Requests.Count ? await ledger.Given.ContentHash(id) : "";
        return await SendAsync(user, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, seen), foretold);
    }

    private Task<(bool, Error?)> PayAsync(int id, int day) => SendAsync(
        TamDuong.Cashier,
        new PayDisbursement(Given.Fund, Guid.NewGuid(), id, First.PlusDays(day), "cash", "Cán bộ xã"),
        model.Pays(id, TamDuong.Cashier, day, today));

    private Task<(bool, Error?)> ReverseAsync(int number, int day) => SendAsync(
        TamDuong.SecondAccountant,
        new ReverseEntry(Given.Fund, Guid.NewGuid(), number, First.PlusDays(day), "cash", "Ghi nhầm"),
        model.Reverses(number, day, today));

    private async Task<(bool Foretold, Error? Answered)> SendAsync<T>(string user, MediatR.IRequest<Result<T>> command, bool foretold)
    {
        told.Add(string.Create(CultureInfo.InvariantCulture, $"{(foretold ? "+" : "-")} {user} {command}"));
        var answer = (await ledger.Send(user, command)).Error;
        // The same key once more must change nothing, today or later.
        if (answer is null) last = (command, async () => (await ledger.Send(user, command)).Error);
        return (foretold, answer);
    }

    private async Task AgreesAsync(string story)
    {
        var state = await ledger.Ask<State>(StateSql, new { Given.Fund });
        var found = (state.Liquid, state.Committed, state.Cash, state.Posted, state.Reserved, state.Entries);
        var paper = (model.Liquid, model.Committed, model.Liquid, model.Liquid, model.Committed, (long)model.Entries.Count);
        Assert.True(paper == found, string.Create(CultureInfo.InvariantCulture, $"{story}\npaper {paper}\nbooks {found}"));
        Assert.True(state.Liquid >= state.Committed && state.Committed >= 0, story);
    }

    private int[] Some(Random random) =>
        [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(children.Length))];
}
