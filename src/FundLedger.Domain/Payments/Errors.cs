using NodaTime;

namespace FundLedger.Domain.Payments;

public sealed record OrderNotInState(int Order, PaymentOrderStatus Status)
    : Refused($"Payment order {Order} is {Status}: this step does not follow on it.");

public sealed record PayerIsReceiver(long Id)
    : Refused($"The advance for request {Id} is paid and settled by someone other than who takes it.");

public sealed record ReceiverAskedOrApproved(long Id) : Refused($"Who asked for or approved request {Id} does not take its advance.")
{
    public override string Field => "Officer";
}

public sealed record OfficerUnknown(string Officer) : Refused($"{Officer} is no commune officer of the fund or of a commune below it.")
{
    public override string Field => "Officer";
}

/// <summary>The next advance waits until the last one is settled.</summary>
/// <param name="Order">The order that is open.</param>
public sealed record AdvanceStillOpen(string Officer, int Order, Money Amount)
    : Refused($"{Officer} has not settled the advance of {Amount} of payment order {Order}.")
{
    public override string Field => "Officer";
}

/// <param name="Longest">Days within which an advance is settled.</param>
public sealed record SettleByOutOfRange(LocalDate SettleBy, int Longest)
    : Invalid($"An advance is settled from its own day on, within {Longest} days; not on {SettleBy:uuuu-MM-dd}.")
{
    public const int LongestDays = 90;

    public override string Field => "SettleBy";
}

public sealed record WayUnknown(string Way) : Invalid($"{Way} is no way of paying.")
{
    public override string Field => "Way";
}

public sealed record BankProfileUnknown(string Profile) : Invalid($"No layout of a bank file is called {Profile}.")
{
    public override string Field => "BankProfile";
}

public sealed record NoLinesOrdered(long Id) : Invalid($"No line of request {Id} is chosen.")
{
    public override string Field => "Lines";
}

public sealed record LineNotOpen(long Id, int Line)
    : Refused($"Line {Line} of request {Id} is paid, given up, or on its way on another order.")
{
    public override string Field => "Lines";
}

public sealed record LineNotOnOrder(int Order, int Line) : Refused($"Payment order {Order} has no line {Line}.")
{
    public override string Field => "Lines";
}

public sealed record PayeesIncomplete(int Missing, int Line) : Invalid($"{Missing} lines have no payee; the first is line {Line}.")
{
    public override string Field => "Payees";
}

public sealed record PayeeNameMissing(int Line) : Invalid($"Line {Line}: the payee's name has 2 to 120 characters.")
{
    public override string Field => "Payees";
}

public sealed record PayeeBankMissing(int Line) : Invalid($"Line {Line}: the name of the bank is needed.")
{
    public override string Field => "Payees";
}

public sealed record PayeeAccountWrong(int Line, string Account)
    : Invalid($"Line {Line}: {Account} is no account number of 5 to 24 digits, letters or dots.")
{
    public override string Field => "Payees";
}

/// <summary>What is on its way is not redirected.</summary>
public sealed record PayeeFrozen(int Order) : Refused($"Payees of payment order {Order} cannot be changed: it is on its way or ended.")
{
    public override string Field => "Payees";
}

/// <param name="Longest">In characters.</param>
public sealed record PaymentReasonTooLong(int Longest) : Invalid($"A reason has at most {Longest} characters.")
{
    public const int Most = 300;

    public override string Field => "Reason";

    /// <summary>Null when it fits.</summary>
    public static PaymentReasonTooLong? In(string? reason) => reason?.Trim().Length > Most ? new PaymentReasonTooLong(Most) : null;
}

public sealed record ResultTextTooLong(int Line) : Invalid($"Line {Line}: a transfer number has at most 60 characters, a note 200.")
{
    public override string Field => "Results";
}

public sealed record NoResults(int Order) : Invalid($"No result is given for payment order {Order}.")
{
    public override string Field => "Results";
}

/// <summary>The first answer stands.</summary>
public sealed record ResultTwice(int Order, int Line) : Refused($"What became of line {Line} of payment order {Order} is said already.")
{
    public override string Field => "Results";
}

public sealed record ResultBeforeOrder(int Order, LocalDate Date, LocalDate PreparedOn)
    : Refused($"Payment order {Order} is of {PreparedOn:uuuu-MM-dd}; nothing became of it on {Date:uuuu-MM-dd}.")
{
    public override string Field => "Date";
}

public sealed record PaidTooMuch(int Line, Money Paid, Money Approved)
    : Refused($"Line {Line}: {Paid} is more than the {Approved} that was approved.")
{
    public override string Field => "Results";
}

public sealed record PaidAndOutcomeDisagree(int Line, PaymentOutcome Outcome, Money Paid)
    : Invalid($"Line {Line}: {Paid} paid does not agree with {Outcome}.")
{
    public override string Field => "Results";
}

/// <summary>What was noted down when the money was handed out says another amount; a note has to say why.</summary>
public sealed record DeliveredOtherwise(int Line, Money Delivered, Money Paid)
    : Refused($"Line {Line}: {Delivered} was handed out by the list, not {Paid}; a note says why.")
{
    public override string Field => "Results";
}

public sealed record AdvanceSettledInPart(int Order, int Missing)
    : Refused($"The advance of payment order {Order} is settled at once: {Missing} lines have no outcome.")
{
    public override string Field => "Results";
}

public sealed record AdvanceDoesNotAddUp(int Order, Money Advanced, Money Spent, Money Returned)
    : Refused($"Payment order {Order}: {Spent} spent and {Returned} back is not the {Advanced} advanced.")
{
    public Money Lacking => Advanced - Spent - Returned;

    public override string Field => "Returned";
}

public sealed record DeviceUnknown() : Invalid("The device has no number of 32 hexadecimal digits.")
{
    public override string Field => "Device";
}

/// <param name="Digits">The code of the line.</param>
public sealed record DeliveryIncomplete(string Digits)
    : Invalid($"{Digits}: a note says what became of the code, and who signed when money was handed over.")
{
    public override string Field => "Notes";
}

/// <param name="Digits">The code of the line.</param>
public sealed record CollectorMissing(string Digits) : Invalid($"{Digits}: who signed for the child is to be named.")
{
    public override string Field => "Notes";
}

/// <param name="Digits">The code of the line.</param>
public sealed record PartOutOfRange(string Digits, Money Paid, Money Amount)
    : Invalid($"{Digits}: a part is more than nothing and less than {Amount}, not {Paid}.")
{
    public override string Field => "Notes";
}
