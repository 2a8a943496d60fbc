using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Ledger;

/// <summary>The fund whose turn it is: no other writer of this fund runs until the transaction ends.</summary>
public sealed record LockedFund
{
    public int FundId { get; init; }

    public int UnitId { get; init; }

    public LocalDate OpenedOn { get; init; }

    public LocalDate? ClosedThrough { get; init; }

    /// <summary>First day of the month that is being closed; null when none is.</summary>
    public LocalDate? Closing { get; init; }

    public LocalDate Today { get; init; }

    /// <summary>The person behind the signed-in user.</summary>
    public long Person { get; init; }

    public BookDates Dates => new(OpenedOn, ClosedThrough, Today) { Closing = Closing };
}

/// <summary>
/// Takes the lock first, then reads: a wait for the lock does not refresh a snapshot, so the facts come in a second statement.
/// </summary>
internal sealed class FundLock(Db db)
{
    private const string LockSql = "SELECT lock_fund(fund_id) FROM funds WHERE code = @Fund";

    private const string FactsSql = """
        SELECT f.fund_id, f.unit_id, f.opened_on, business_today() AS today,
            s.closed_through, s.closing_month AS closing,
            (SELECT u.person_id FROM users u WHERE u.user_name = acting_user()) AS person
        FROM funds f JOIN period_states s USING (fund_id) WHERE f.code = @Fund
        """;

    /// <summary>The pipeline has found the fund before: a fund that is not there is a bug.</summary>
    public Task<LockedFund> TakeAsync(string code, CancellationToken token) =>
        db.SingleAfterAsync<LockedFund>(LockSql, FactsSql, new { Fund = code }, token);

    /// <summary>
    /// The same, with the answer to a question of the handler's own that is asked once the lock is held; its parameters are the command.
    /// </summary>
    public Task<(LockedFund Fund, T? Facts)> TakeWithAsync<T>(ICommand command, string factsSql, CancellationToken token) =>
        db.PairAfterAsync<LockedFund, T>(LockSql, FactsSql, factsSql, command, token);
}
