using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Transfers;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

public enum YearEndOutcome
{
    /// <summary>May be used in the next year, by a decision that is cited.</summary>
    Carried,

    /// <summary>No longer belongs to the fund and is due back to the budget.</summary>
    Lapsed,
}

/// <summary>Says what becomes of the unspent money of a budget pool, while December is being closed.</summary>
/// <param name="Reason">At least 10 characters.</param>
public sealed record DecideYearEnd(string Fund, Guid Key, int Year, string Pool, YearEndOutcome Outcome, string Reason)
    : ICommand<YearEndDecided>
{
    /// <summary>The decision that carries the money over; with its date, or not at all.</summary>
    public string? DecisionNumber { get; init; }

    public LocalDate? DecisionDate { get; init; }
}

/// <param name="Amount">What was left in the pool on 31 December.</param>
/// <param name="Voucher">Number of the voucher of a lapse; null for money that is carried over.</param>
public sealed record YearEndDecided(string Pool, YearEndOutcome Outcome, Money Amount, string? Voucher);

public sealed record PoolIsNoBudget(string Pool) : Refused($"Pool {Pool} holds no budget money: it carries over by itself.")
{
    public override string Field => "Pool";
}

public sealed record NothingLeftToDecide(string Pool, int Year) : Refused($"Pool {Pool} holds nothing at the end of {Year}.")
{
    public override string Field => "Pool";
}

public sealed record CarryNeedsDecision(string Pool) : Refused($"Money of {Pool} is carried over only by a decision, which must be cited.")
{
    public override string Field => "DecisionNumber";
}

internal sealed class DecideYearEndHandler(Db db, FundLock fundLock) : IRequestHandler<DecideYearEnd, Result<YearEndDecided>>
{
    private const string PoolSql = """
        SELECT p.pool_id, s.is_budget, pool_liquid_on(p.fund_id, p.pool_id, @LastDay) AS amount, b.liquid - b.committed AS available
        FROM pools p JOIN source_kinds s USING (source_kind) JOIN pool_balances b USING (fund_id, pool_id)
        WHERE p.fund_id = @FundId AND p.code = @Pool
        """;

    private const string DecideSql = """
        SELECT amount, voucher_year, voucher_no
        FROM decide_year_end(@FundId, @Key, @Year, @PoolId, @Outcome, @DecisionNumber, @DecisionDate, @Reason)
        """;

    private sealed record PoolFacts
    {
        public int PoolId { get; init; }

        public bool IsBudget { get; init; }

        public Money Amount { get; init; }

        public Money Available { get; init; }
    }

    private sealed record Decided
    {
        public Money Amount { get; init; }

        public int? VoucherYear { get; init; }

        public int? VoucherNo { get; init; }
    }

    public async Task<Result<YearEndDecided>> Handle(DecideYearEnd request, CancellationToken cancellationToken)
    {
        if (LongReasonMissing.In(request.Reason) is { } noReason) return noReason;
        if (string.IsNullOrWhiteSpace(request.DecisionNumber) != request.DecisionDate is null) return new DecisionIncomplete();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var december = new LocalDate(request.Year, 12, 1);
        if (fund.Closing != december) return new ClosingNotStarted(december);
        var question = new { fund.FundId, request.Pool, LastDay = december.With(DateAdjusters.EndOfMonth) };
        if (await db.FindAsync<PoolFacts>(PoolSql, question, cancellationToken) is not { } pool) return new PoolNotFound(request.Pool);
        if (RefusalOf(request, pool) is { } refusal) return refusal;
        var decided = await db.SingleAsync<Decided>(
            DecideSql,
            new
            {
                fund.FundId, request.Key, request.Year, pool.PoolId,
                Outcome = request.Outcome is YearEndOutcome.Carried ? "carried" : "lapsed",
                DecisionNumber = request.DecisionNumber?.Trim(), request.DecisionDate, Reason = request.Reason.Trim(),
            },
            cancellationToken);
        return new YearEndDecided(request.Pool, request.Outcome, decided.Amount, decided is { VoucherYear: { } year, VoucherNo: { } no }
            ? new VoucherNumber(VoucherType.Lapse, year, no).ToString() : null);
    }

    private static Refused? RefusalOf(DecideYearEnd request, PoolFacts pool) =>
        !pool.IsBudget ? new PoolIsNoBudget(request.Pool)
        : !pool.Amount.IsPositive ? new NothingLeftToDecide(request.Pool, request.Year)
        : request.Outcome is YearEndOutcome.Carried
            ? request.DecisionNumber is null ? new CarryNeedsDecision(request.Pool) : null
            : pool.Amount > pool.Available ? new PoolShort(request.Pool, pool.Amount, pool.Available) : null;
}
