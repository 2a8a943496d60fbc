using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Periods;

/// <summary>Pays lapsed budget money back: what is due falls, and so does what the bank or the cash box holds.</summary>
/// <param name="MoneyAccount"><c>cash</c> or <c>bank</c>.</param>
/// <param name="Payee">Which budget or treasury takes it.</param>
public sealed record ReturnBudget(string Fund, Guid Key, string Pool, Money Amount, LocalDate PaidOn, string MoneyAccount, string Payee)
    : ICommand<BudgetReturned>
{
    public string? Content { get; init; }
}

public sealed record BudgetReturned(string Voucher);

public sealed record ReturnPayeeMissing() : Invalid("Which budget takes the money is needed.")
{
    public override string Field => "Payee";
}

public sealed record ReturnNotPositive(Money Amount) : Invalid($"An amount is at least 1 đồng, not {Amount}.")
{
    public override string Field => "Amount";
}

public sealed record ReturnAboveDue(string Pool, Money Amount, Money Due) : Refused($"{Due} is due back from pool {Pool}, not {Amount}.")
{
    public override string Field => "Amount";
}

internal sealed class ReturnBudgetHandler(Db db, FundLock fundLock) : IRequestHandler<ReturnBudget, Result<BudgetReturned>>
{
    private const string FactsSql = """
        SELECT p.pool_id, m.balance AS held, budget_due_back(p.fund_id, p.pool_id, @PaidOn) AS due
        FROM pools p LEFT JOIN money_balances m ON m.fund_id = p.fund_id AND m.account_code = @MoneyAccount
        WHERE p.fund_id = @FundId AND p.code = @Pool
        """;

    private const string ReturnSql = """
        SELECT voucher_year, voucher_no FROM return_budget(@FundId, @Key, @PoolId, @Amount, @PaidOn, @MoneyAccount, @Payee, @Content)
        """;

    private sealed record Facts
    {
        public int PoolId { get; init; }

        public Money? Held { get; init; }

        public Money Due { get; init; }
    }

    private sealed record Returned
    {
        public int VoucherYear { get; init; }

        public int VoucherNo { get; init; }
    }

    public async Task<Result<BudgetReturned>> Handle(ReturnBudget request, CancellationToken cancellationToken)
    {
        if (!request.Amount.IsPositive) return new ReturnNotPositive(request.Amount);
        if (string.IsNullOrWhiteSpace(request.Payee)) return new ReturnPayeeMissing();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (fund.Dates.RefusalFor(request.PaidOn) is { } badDate) return badDate;
        var question = new { fund.FundId, request.Pool, request.PaidOn, request.MoneyAccount };
        if (await db.FindAsync<Facts>(FactsSql, question, cancellationToken) is not { } facts) return new PoolNotFound(request.Pool);
        if (facts.Held is not { } held) return new MoneyAccountUnknown(request.MoneyAccount);
        if (request.Amount > facts.Due) return new ReturnAboveDue(request.Pool, request.Amount, facts.Due);
        if (request.Amount > held) return new MoneyShort(request.MoneyAccount, request.Amount, held);
        var returned = await db.SingleAsync<Returned>(
            ReturnSql,
            new
            {
                fund.FundId, request.Key, facts.PoolId, request.Amount, request.PaidOn, request.MoneyAccount, Payee = request.Payee.Trim(),
                request.Content,
            },
            cancellationToken);
        return new BudgetReturned(new VoucherNumber(VoucherType.BudgetReturn, returned.VoucherYear, returned.VoucherNo).ToString());
    }
}
