using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Adjustments;
using FundLedger.Features.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Histories;

/// <summary>Tries what is decided at the end of a month or a year.</summary>
internal sealed partial class Player
{
    private const string AdjustmentHashSql = """
        SELECT encode(a.content_hash, 'hex') FROM adjustments a JOIN funds f USING (fund_id) WHERE f.code = @Fund AND a.adjustment_id = @Id
        """;

    // Six in seven ask for what an accountant may write; one would change the givers' balance.
    private static readonly (string Pool, bool IsCarried, int Sign)[] ByHand =
    [
        (Pools.General, true, 1), (Pools.General, true, 1), (Pools.Interest, false, 1), (Pools.Interest, false, 1),
        (Pools.Interest, false, 1), (Pools.Interest, false, -1), (Pools.General, false, 1),
    ];

    private async Task<(Foretold Foretold, Foretold Answered)> TryLateAsync(Step step)
    {
        var (a, b, c, d) = (step.A, step.B, step.C, step.D);
        switch (step.Kind)
        {
            case StepKind.NewYear: return NextDay(Math.Max(1, NodaTime.Period.DaysBetween(model.Today, new LocalDate(2022, 1, 4))));
            case StepKind.Grant: return await ReceiveAsync(Pools.Budget, b % 4 * 250_000, Day(c), Account(d), null, c % 5 > 0);
            case StepKind.AskAdjustment: return await AskAdjustmentAsync(ByHand[a % ByHand.Length], b % 6 * 40_000, Day(c), Account(d), d % 5 == 0);
            case StepKind.DecideAdjustment: return await DecideAdjustmentAsync(Waiting(a), Deciders[b % Deciders.Length], c % 6 > 0, d % 12 > 0);
            case StepKind.BeginClosing: return await (b % 2 == 0 ? CloseAsync(Next(a)) : BeginClosingAsync(Next(a)));
            case StepKind.ReturnBudget: return await ReturnBudgetAsync(DueInPart(a, Day(c)), Day(c), Account(d), Payers[b % Payers.Length]);
            case StepKind.TakeBack: return await TakeBackAsync(model.Closing ?? Month(a));
            default: return IsDecemberNext && b % 4 > 0
                ? await BeginClosingAsync(model.NextMonth)
                : await DecideYearEndAsync(a % 9 == 0 ? Pools.General : Pools.Budget, c % 2 == 0, c % 5 > 0, Deciders[d % Deciders.Length]);
        }
    }

    /// <summary>Often what is due, in whole or in part; more than that now and then.</summary>
    private long DueInPart(int number, LocalDate day) => Math.Max(0, model.DueBack(day)) switch
    {
        var due when number % 5 < 2 => due,
        var due when number % 5 < 4 => due / 2,
        var due => due + 10_000,
    };

    // December is over, those before it are closed, and its own closing has not begun.
    private bool IsDecemberNext =>
        model.Closing is null && model.NextMonth is { Year: 2021, Month: 12 } december && december.PlusMonths(1) <= model.Today;

    private LocalDate Next(int number) => number % 6 == 0 ? Month(number) : model.NextMonth;

    /// <summary>Mostly one that waits; any other number, or none, now and then.</summary>
    private int Waiting(int number)
    {
        var waiting = Enumerable.Range(1, model.Adjustments.Count).Where(id => !model.Adjustments[id - 1].IsOver).ToList();
        return waiting.Count > 0 && number % 4 > 0 ? waiting[number % waiting.Count] : number % (model.Adjustments.Count + 2);
    }

    private Task<(Foretold Foretold, Foretold Answered)> AskAdjustmentAsync(
        (string Pool, bool IsCarried, int Sign) kind, long amount, LocalDate day, string account, bool bySecond)
    {
        var user = bySecond ? TamDuong.SecondAccountant : TamDuong.Accountant;
        var other = kind.IsCarried ? Model.Accounts.Single(each => each != account) : null;
        var (gets, gives) = kind.Sign > 0 ? (account, other ?? Accounts.FundBalance) : (Accounts.FundBalance, account);
        var adjustment = new RecordAdjustment(Given.Fund, Guid.NewGuid(), day, "Theo sổ phụ ngân hàng",
        [
            new AskedPosting(gets, kind.Pool, Side.Debit, new Money(amount)), new AskedPosting(gives, kind.Pool, Side.Credit, new Money(amount)),
        ]);
        return SendAsync(user, adjustment, model.AsksByHand(new(day, kind.Pool, account, kind.Sign * amount, other, user)),
            done => $"{done.Id} {done.Voucher} {done.EntryNo}");
    }

    private async Task<(Foretold Foretold, Foretold Answered)> DecideAdjustmentAsync(int id, Hand by, bool approves, bool saw)
    {
        var seen = saw && id >= 1 && id <= model.Adjustments.Count
            ? await ledger.Ask<string>(AdjustmentHashSql, new { Given.Fund, Id = id }) : new string('0', 64);
        var foretold = model.DecidesByHand(id, by, approves, saw);
        return approves
            ? await SendAsync(by.User, new ApproveAdjustment(Given.Fund, Guid.NewGuid(), id, seen), foretold, done => $"{done.Voucher} {done.EntryNo}")
            : await SendAsync(by.User, new RejectAdjustment(Given.Fund, Guid.NewGuid(), id), foretold, done => $"{done.Id}");
    }

    private Task<(Foretold Foretold, Foretold Answered)> BeginClosingAsync(LocalDate month) => SendAsync(
        TamDuong.Accountant, new StartClosing(Given.Fund, Guid.NewGuid(), month), model.BeginsToClose(month), done => $"{done.Month:uuuu-MM}");

    private Task<(Foretold Foretold, Foretold Answered)> TakeBackAsync(LocalDate month) => SendAsync(
        TamDuong.SecondAccountant, new TakeClosingBack(Given.Fund, Guid.NewGuid(), month), model.TakesBack(month), done => $"{done.Month:uuuu-MM}");

    private Task<(Foretold Foretold, Foretold Answered)> DecideYearEndAsync(string pool, bool carries, bool byDecision, Hand by)
    {
        var outcome = carries ? YearEndOutcome.Carried : YearEndOutcome.Lapsed;
        var decision = new DecideYearEnd(Given.Fund, Guid.NewGuid(), 2021, pool, outcome, "Theo thông báo cuối năm của tài chính")
        {
            DecisionNumber = byDecision ? "99/QĐ-UBND" : null, DecisionDate = byDecision ? new LocalDate(2021, 12, 30) : null,
        };
        return SendAsync(by.User, decision, model.DecidesYearEnd(2021, pool, carries, byDecision, by),
            done => $"{done.Pool} {done.Outcome} {done.Amount.Dong} {done.Voucher}");
    }

    private Task<(Foretold Foretold, Foretold Answered)> ReturnBudgetAsync(long amount, LocalDate day, string account, Hand by) => SendAsync(
        by.User, new ReturnBudget(Given.Fund, Guid.NewGuid(), Pools.Budget, new Money(amount), day, account, "Ngân sách tỉnh"),
        model.ReturnsBudget(amount, day, account, by), done => $"{done.Voucher}");
}
