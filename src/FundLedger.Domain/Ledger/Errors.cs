using NodaTime;

namespace FundLedger.Domain.Ledger;

public sealed record DateInFuture(LocalDate Date, LocalDate Today)
    : Refused($"{Date:uuuu-MM-dd} is after today, {Today:uuuu-MM-dd}.")
{
    public override string Field => "Date";
}

public sealed record DateBeforeFundOpened(LocalDate Date, LocalDate OpenedOn)
    : Refused($"{Date:uuuu-MM-dd} is before the fund opened on {OpenedOn:uuuu-MM-dd}.")
{
    public override string Field => "Date";
}

public sealed record PeriodClosed(LocalDate Date, LocalDate ClosedThrough)
    : Refused($"The books are closed through {ClosedThrough:uuuu-MM-dd}; {Date:uuuu-MM-dd} is inside.")
{
    public override string Field => "Date";
}

/// <param name="Month">First day of the month that is being closed.</param>
public sealed record PeriodBeingClosed(LocalDate Date, LocalDate Month)
    : Refused($"{Month:uuuu-MM} is being closed; nothing is dated on {Date:uuuu-MM-dd}.")
{
    public override string Field => "Date";
}

/// <summary>The pool holds less than is asked: what is reserved for other requests is not available.</summary>
public sealed record PoolShort(string Pool, Money Asked, Money Available)
    : Refused($"Pool {Pool} has {Available} available; {Asked} was asked.")
{
    public Money Lacking => Asked - Available;

    public override string Field => "Pool";
}

/// <summary>The cash box or bank account holds less than is to be paid.</summary>
public sealed record MoneyShort(string Account, Money Asked, Money Held)
    : Refused($"{Account} holds {Held}; {Asked} was to be paid.")
{
    public override string Field => "MoneyAccount";
}

public sealed record LongReasonMissing() : Invalid("A reason of at least 10 characters is needed.")
{
    public const int Shortest = 10;

    public override string Field => "Reason";

    /// <summary>Null when the reason is long enough.</summary>
    public static LongReasonMissing? In(string reason) => reason.Trim().Length < Shortest ? new LongReasonMissing() : null;
}

public sealed record ReasonMissing() : Invalid("A reason of at least 5 characters is needed.")
{
    public override string Field => "Reason";
}
