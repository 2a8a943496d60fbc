using FundLedger.Domain;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Periods;
using FundLedger.Features.Receipts;
using FundLedger.Features.Transfers;
using FundLedger.Testing;
using MediatR;
using NodaTime;

namespace FundLedger.IntegrationTests.Histories;

/// <summary>Tries each step on the books and on paper.</summary>
internal sealed partial class Player(Ledger ledger, Model model, string[] children)
{
    private static readonly Hand[] Deciders =
    [
        new(TamDuong.Approver, TamDuong.Approver, true), new(TamDuong.SecondApprover, TamDuong.SecondApprover, true),
        new(TamDuong.AccountantsOtherAccount, TamDuong.Accountant, true), new(TamDuong.Cashier, TamDuong.Cashier, false),
    ];

    private static readonly Hand[] Payers =
    [
        new(TamDuong.Cashier, TamDuong.Cashier, true), new(TamDuong.Cashier, TamDuong.Cashier, true),
        new(TamDuong.Cashier, TamDuong.Cashier, true), new(TamDuong.SecondApprover, TamDuong.SecondApprover, false),
        new(TamDuong.AccountantsOtherAccount, TamDuong.Accountant, false),
    ];

    private const string TransferHashSql = """
        SELECT encode(e.content_hash, 'hex') FROM pool_transfer_events e JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND e.transfer_id = @Id AND e.event = 'requested'
        """;

    private static readonly int[] DaysAhead = [1, 1, 2, 3, 9];
    private static readonly int[] DaysBack = [0, 0, 0, 0, 1, 2, 3, 4, 6, 12, 40, -1];

    private (Func<Task<Foretold>> Again, Foretold Answer)? last;
    private RecordReceipt? lastReceipt;

    /// <summary>The story so far, one line for each step: what was foretold and what was tried.</summary>
    public List<string> Told { get; } = [];

    public async Task<(Foretold Foretold, Foretold Answered)> TryAsync(Step step)
    {
        var (a, b, c, d) = (step.A, step.B, step.C, step.D);
        switch (step.Kind)
        {
            case StepKind.NextDay: return NextDay(DaysAhead[a % DaysAhead.Length]);
            case StepKind.Replay: return await ReplayAsync();
            case StepKind.Mistake: return await MistakeAsync(a);
            case StepKind.Receive: return await ReceiveAsync(Pools.All[a % 3], b % 4 * 250_000, Day(c), Account(d),
                d % 4 == 0 ? "FT-" + (b % 3) : null, c % 5 > 0);
            case StepKind.Ask: return await AskAsync(Pools.All[a % 7 / 3], b % 3 == 0 ? "june1" : "tet", Some(c, d), a % 4 == 0);
            case StepKind.Decide: return await DecideAsync(Id(a), Deciders[b % Deciders.Length], c % 5 > 0, d % 12 > 0);
            case StepKind.Pay: return await PayAsync(Id(a), Payers[b % Payers.Length], Early(Id(a), d) ?? Day(c), Account(d));
            case StepKind.Reverse: return await ReverseAsync(1 + (a % (model.Entries.Count + 2)), Own(a, d) ?? Day(c), Account(d));
            case StepKind.AskTransfer: return await AskTransferAsync(
                Pools.All[a % 3], Pools.All[b % 7 % 3], c % 5 * 100_000, Account(d), a % 4 == 0, d % 4 > 0);
            case StepKind.DecideTransfer: return await DecideTransferAsync(
                Math.Max(0, model.Transfers.Count - 2) + (a % 4), Deciders[b % Deciders.Length], c % 6 > 0, d % 12 > 0);
            case StepKind.AskToReopen: return await AskToReopenAsync(Closed(a));
            case StepKind.Reopen: return await ReopenAsync((model.Reopenings.LastOrDefault()?.No ?? 0) + (b % 6 / 5), Deciders[a % Deciders.Length]);
            case StepKind.Close: return await CloseAsync(Month(a));
            default: return await TryLateAsync(step);
        }
    }

    private LocalDate Day(int number) => model.Today.PlusDays(-DaysBack[number % DaysBack.Length]);

    /// <summary>Half the time a reversal has the day of its entry, and a payment that of its approval: there days fall below zero.</summary>
    private LocalDate? Own(int number, int chance) =>
        model.Entries.ElementAtOrDefault(number % (model.Entries.Count + 2)) is { } entry && chance % 2 == 0 ? entry.Day : null;

    private LocalDate? Early(int id, int chance) =>
        model.Requests.ElementAtOrDefault(id - 1) is { Status: Model.Status.Approved } request && chance % 2 == 0 ? request.ApprovedOn : null;

    private static string Account(int number) => Model.Accounts[number / 10 % 2];

    private int Id(int number) => Math.Max(0, model.Requests.Count - 4) + (number % 6);

    private LocalDate Month(int number) =>
        (model.ClosedThrough ?? model.Today).With(DateAdjusters.StartOfMonth).PlusMonths(number % 5 == 0 ? 0 : model.ClosedThrough is null ? -(number % 2) : 1);

    private LocalDate Closed(int number) => (model.LastClosed ?? Month(1)).PlusMonths(number % 4 / 3);

    private int[] Some(int first, int more) => [.. Enumerable.Range(0, 1 + (more % 3)).Select(i => (first + (i * (1 + (more % 4)))) % children.Length)];

    private (Foretold, Foretold) NextDay(int days)
    {
        ledger.Clock.Today = model.Today = model.Today.PlusDays(days);
        Told.Add($"= {model.Today:uuuu-MM-dd}");
        return (Foretold.Unheard(""), Foretold.Unheard(""));
    }

    private async Task<(Foretold, Foretold)> ReplayAsync()
    {
        if (last is not { } before) return (Foretold.Unheard(""), Foretold.Unheard(""));
        Told.Add("+ the same once more");
        // A key sent with other content has no answer of its own to be given again: it is refused, and written down, each time.
        var answer = before.Answer.Refusal == "key-used-for-other" ? model.Mistakes() : before.Answer;
        return (answer, await before.Again());
    }

    private async Task<(Foretold, Foretold)> MistakeAsync(int amount)
    {
        if (lastReceipt is not { } before) return (Foretold.Unheard(""), Foretold.Unheard(""));
        var other = before with { Amount = new Money(before.Amount.Dong + 1 + amount) };
        return await SendAsync(TamDuong.Accountant, other, model.Mistakes(), done => $"{done.Voucher} {done.EntryNo}");
    }

    private async Task<(Foretold, Foretold)> ReceiveAsync(string pool, long amount, LocalDate day, string account, string? reference, bool hasReason)
    {
        var receipt = new RecordReceipt(Given.Fund, Guid.NewGuid(), pool, new Money(amount), day, account, "Nhà hảo tâm")
        {
            BankReference = reference, DespiteLikeness = hasReason ? "Hai người cùng tên, cùng nộp" : null,
        };
        var answers = await SendAsync(TamDuong.Accountant, receipt, model.Receives(pool, amount, day, account, reference, hasReason),
            done => $"{done.Voucher} {done.EntryNo}");
        if (answers.Answered.Refusal is null) lastReceipt = receipt;
        return answers;
    }

    private Task<(Foretold Foretold, Foretold Answered)> AskAsync(string pool, string occasion, int[] who, bool bySecond)
    {
        var user = bySecond ? TamDuong.SecondAccountant : TamDuong.Accountant;
        var lines = who.Select(child => new GiftLine(children[child])).ToList();
        return SendAsync(user, new RequestHolidayGifts(Given.Fund, Guid.NewGuid(), pool, occasion, 2022, lines) { Papers = SamplePapers.Of("D-01") },
            model.Asks(pool, occasion, who, user), done => $"{done.Id} {done.Total.Dong}");
    }

    private async Task<(Foretold Foretold, Foretold Answered)> DecideAsync(int id, Hand by, bool approves, bool saw)
    {
        var seen = saw && id >= 1 && id <= model.Requests.Count ? await ledger.Given.ContentHash(id) : "00";
        var foretold = model.Decides(id, by, approves, saw);
        return approves
            ? await SendAsync(by.User, new ApproveDisbursement(Given.Fund, Guid.NewGuid(), id, seen, true), foretold, done => $"{done.Id}")
            : await SendAsync(by.User, new RejectDisbursement(Given.Fund, Guid.NewGuid(), id, "Không đúng đối tượng"), foretold, done => $"{done.Id}");
    }

    private Task<(Foretold Foretold, Foretold Answered)> PayAsync(int id, Hand by, LocalDate day, string account) => SendAsync(
        by.User, new PayDisbursement(Given.Fund, Guid.NewGuid(), id, day, account, "Cán bộ xã"),
        model.Pays(id, by, day, account), done => $"{done.Id} {done.Voucher}");

    private Task<(Foretold Foretold, Foretold Answered)> ReverseAsync(int number, LocalDate day, string account) => SendAsync(
        TamDuong.SecondAccountant, new ReverseEntry(Given.Fund, Guid.NewGuid(), number, day, account, "Ghi nhầm"),
        model.Reverses(number, day, account), done => $"{done.Voucher} {done.EntryNo}");

    private Task<(Foretold Foretold, Foretold Answered)> AskTransferAsync(
        string from, string to, long amount, string account, bool bySecond, bool byDecision)
    {
        var user = bySecond ? TamDuong.SecondAccountant : TamDuong.Accountant;
        var transfer = new RequestTransfer(Given.Fund, Guid.NewGuid(), from, to, new Money(amount), account, "Chuyển cho nhu cầu cấp bách")
        {
            DecisionNumber = byDecision ? "12/QĐ" : null, DecisionDate = byDecision ? new LocalDate(2021, 12, 1) : null,
        };
        return SendAsync(user, transfer, model.AsksToMove(new(from, to, amount, account, user), byDecision), done => $"{done.Id}");
    }

    private async Task<(Foretold Foretold, Foretold Answered)> DecideTransferAsync(int id, Hand by, bool approves, bool saw)
    {
        var seen = saw && id >= 1 && id <= model.Transfers.Count ? await ledger.Ask<string>(TransferHashSql, new { Given.Fund, Id = id }) : "00";
        var foretold = model.DecidesOnMove(id, by, approves, saw);
        return approves
            ? await SendAsync(by.User, new ApproveTransfer(Given.Fund, Guid.NewGuid(), id, seen), foretold, done => $"{done.Id} {done.Voucher}")
            : await SendAsync(by.User, new RejectTransfer(Given.Fund, Guid.NewGuid(), id, "Chưa cần đến"), foretold, done => $"{done.Id}");
    }

    private Task<(Foretold Foretold, Foretold Answered)> CloseAsync(LocalDate month) => SendAsync(
        TamDuong.Accountant, new ClosePeriod(Given.Fund, Guid.NewGuid(), month), model.Closes(month), done => $"{done.Month:uuuu-MM} {done.Version}");

    private Task<(Foretold Foretold, Foretold Answered)> AskToReopenAsync(LocalDate month) => SendAsync(
        TamDuong.Accountant, new RequestReopening(Given.Fund, Guid.NewGuid(), month, "Bỏ sót phiếu thu của tháng"),
        model.AsksToReopen(month, TamDuong.Accountant), done => $"{done.Request} {done.Month:uuuu-MM}");

    private Task<(Foretold Foretold, Foretold Answered)> ReopenAsync(long request, Hand by) => SendAsync(
        by.User, new ApproveReopening(Given.Fund, Guid.NewGuid(), request), model.Reopens(request, by), done => $"{done.Month:uuuu-MM}");

    private async Task<(Foretold Foretold, Foretold Answered)> SendAsync<T>(
        string user, IRequest<Result<T>> command, Foretold foretold, Func<T, FormattableString> answer)
    {
        Told.Add($"{(foretold.Refusal is { } code ? "- " + code : "+")}: {user} {command}");
        var answered = await OnceAsync();
        last = (OnceAsync, answered);
        return (foretold, answered);

        async Task<Foretold> OnceAsync() => (await ledger.Send(user, command)).Match(
            done => new Foretold(null, FormattableString.Invariant(answer(done))), refusal => Foretold.Unheard(refusal.Code));
    }
}
