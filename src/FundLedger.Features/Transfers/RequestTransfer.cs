using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Transfers;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Transfers;

/// <summary>Asks that money be moved from one pool of the fund to another; two other persons approve.</summary>
/// <param name="MoneyAccount">Where the money lies and stays: <c>cash</c> or <c>bank</c>.</param>
/// <param name="Reason">At least 10 characters; no name of a child.</param>
public sealed record RequestTransfer(
    string Fund, Guid Key, string FromPool, string ToPool, Money Amount, string MoneyAccount, string Reason)
    : ICommand<TransferRequested>
{
    /// <summary>The decision that allows what the pools' restrictions forbid; with its date, or not at all.</summary>
    public string? DecisionNumber { get; init; }

    public LocalDate? DecisionDate { get; init; }
}

public sealed record TransferRequested(long Id);

internal sealed class RequestTransferHandler(Db db, FundLock fundLock) : IRequestHandler<RequestTransfer, Result<TransferRequested>>
{
    private const string PoolSql = """
        SELECT p.pool_id, s.is_budget, p.support_kinds, p.occasion_codes AS occasions, b.liquid - b.committed AS available
        FROM pools p JOIN source_kinds s USING (source_kind) JOIN pool_balances b USING (fund_id, pool_id)
        WHERE p.fund_id = @FundId AND p.code = @Code
        """;

    private const string AccountSql = "SELECT count(*) FROM accounts WHERE account_code = @MoneyAccount AND is_physical";

    private const string RequestSql = """
        SELECT request_transfer(@FundId, @From, @To, @Amount, @MoneyAccount, @Reason, @DecisionNumber, @DecisionDate)
        """;

    private sealed record PoolFacts
    {
        public int PoolId { get; init; }

        public bool IsBudget { get; init; }

        public string[]? SupportKinds { get; init; }

        public string[]? Occasions { get; init; }

        public Money Available { get; init; }

        public PoolRestriction Restriction => new(IsBudget, SupportKinds, Occasions);
    }

    public async Task<Result<TransferRequested>> Handle(RequestTransfer request, CancellationToken cancellationToken)
    {
        if (RefusalOfForm(request) is { } malformed) return malformed;
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await PoolAsync(fund, request.FromPool, cancellationToken) is not { } from) return new PoolNotFound(request.FromPool);
        if (await PoolAsync(fund, request.ToPool, cancellationToken) is not { } to) return new PoolNotFound(request.ToPool);
        if (await db.SingleAsync<long>(AccountSql, request, cancellationToken) == 0) return new MoneyAccountUnknown(request.MoneyAccount);
        var needsDecision = from.Restriction.NeedsDecisionFor(to.Restriction);
        if (needsDecision && request.DecisionNumber is null) return new TransferNeedsDecision(request.FromPool, request.ToPool);
        if (request.Amount > from.Available) return new PoolShort(request.FromPool, request.Amount, from.Available);
        var id = await db.SingleAsync<long>(
            RequestSql,
            new
            {
                fund.FundId, From = from.PoolId, To = to.PoolId, request.Amount, request.MoneyAccount, Reason = request.Reason.Trim(),
                DecisionNumber = request.DecisionNumber?.Trim(), request.DecisionDate,
            },
            cancellationToken);
        return new TransferRequested(id);
    }

    private Task<PoolFacts?> PoolAsync(LockedFund fund, string code, CancellationToken token) =>
        db.FindAsync<PoolFacts>(PoolSql, new { fund.FundId, Code = code }, token);

    private static Invalid? RefusalOfForm(RequestTransfer request) =>
        request.FromPool == request.ToPool ? new TransferToSamePool(request.FromPool)
        : !request.Amount.IsPositive ? new TransferNotPositive(request.Amount)
        : string.IsNullOrWhiteSpace(request.DecisionNumber) != request.DecisionDate is null ? new DecisionIncomplete()
        : LongReasonMissing.In(request.Reason);
}
