using NodaTime;

namespace FundLedger.Domain.Payments;

/// <summary>Who carries the money of an order to people.</summary>
public enum PaymentWay
{
    /// <summary>Handed out from the cash box, by a list.</summary>
    Cash,

    /// <summary>Bank transfers, by a file in the layout of the bank.</summary>
    BankList,

    /// <summary>A printed order to the State Treasury (ủy nhiệm chi) with the list of payees.</summary>
    Treasury,

    /// <summary>An advance to a commune officer, who hands it out and settles it (tạm ứng, C43-BB).</summary>
    Advance,

    /// <summary>Nobody: the money stays in its pool.</summary>
    Release,
}

public enum PaymentOrderStatus
{
    Prepared,

    /// <summary>The file or paper was taken; whether the bank has it, nobody has said: it is not sent again.</summary>
    Unknown,

    /// <summary>With its carrier.</summary>
    Sent,

    /// <summary>Each line has come back.</summary>
    Settled,
    Cancelled,
}

/// <summary>What became of a line. Paid, partial and returned end it; failed and absent leave it to another order.</summary>
public enum PaymentOutcome
{
    Paid,

    /// <summary>Less than was approved; the rest goes back to the pool.</summary>
    Partial,

    /// <summary>The transfer did not go through, or the money could not be handed over.</summary>
    Failed,

    /// <summary>Nobody came to take it.</summary>
    Absent,

    /// <summary>It is not wanted any more: back to the pool, and not counted against the norm.</summary>
    Returned,
}

/// <summary>A line of a request on an order.</summary>
/// <param name="No">Number of the line in the request.</param>
/// <param name="HasEnded">What became of it stands already.</param>
public sealed record OrderedLine(int No, Money Amount, bool HasEnded)
{
    /// <summary>How much of it was handed over, as noted down on the spot; null while nothing was.</summary>
    public Money? Delivered { get; init; }
}

/// <summary>An order as its rules judge it.</summary>
public sealed record PaymentOrder
{
    public required int No { get; init; }

    public required PaymentWay Way { get; init; }

    public required PaymentOrderStatus Status { get; init; }

    public required LocalDate PreparedOn { get; init; }

    public required IReadOnlyList<OrderedLine> Lines { get; init; }

    public required OrderHands Hands { get; init; }

    public Money Total => Lines.Aggregate(Money.Zero, (sum, line) => sum + line.Amount);

    /// <summary>Why <paramref name="person"/> may not take the file or paper to the bank, or null.</summary>
    public Refused? RefusalToTake(long person) => Hands.RefusalFor(person) ?? RefusalUnless(PaymentOrderStatus.Prepared);

    public Refused? RefusalToMarkSent(long person) => Hands.RefusalFor(person) ?? RefusalUnless(PaymentOrderStatus.Unknown);

    public Refused? RefusalToMarkNotSent(long person) => Hands.RefusalFor(person) ?? RefusalUnless(PaymentOrderStatus.Unknown)
        ?? (Lines.Any(line => line.HasEnded) ? new OrderNotInState(No, Status) : null);

    public Refused? RefusalToCancel(long person) => Hands.RefusalFor(person) ?? RefusalUnless(PaymentOrderStatus.Prepared);

    /// <summary>A payee is changed before the order leaves the house, not after.</summary>
    public Refused? RefusalToChangePayee(long person, int line) => Hands.RefusalFor(person)
        ?? (Way != PaymentWay.BankList || Status != PaymentOrderStatus.Prepared ? new PayeeFrozen(No)
            : Lines.All(one => one.No != line) ? new LineNotOnOrder(No, line) : null);

    /// <summary>
    /// Why these results may not be recorded by <paramref name="person"/> on <paramref name="date"/>, or null.
    /// </summary>
    /// <param name="returned">Money of an advance that comes back with them; zero for the other ways.</param>
    public Error? RefusalOfResults(long person, LocalDate date, IReadOnlyList<PaymentResult> results, Money returned)
    {
        if (Hands.RefusalFor(person) is { } notMine) return notMine;
        if (Status is not (PaymentOrderStatus.Sent or PaymentOrderStatus.Unknown)) return new OrderNotInState(No, Status);
        if (date < PreparedOn) return new ResultBeforeOrder(No, date, PreparedOn);
        if (results.Count == 0) return new NoResults(No);
        var lines = Lines.ToDictionary(line => line.No);
        if (results.Select(result => RefusalOf(result, lines.GetValueOrDefault(result.Line))).FirstOrDefault(refusal => refusal is not null)
            is { } bad) return bad;
        if (results.GroupBy(result => result.Line).FirstOrDefault(same => same.Count() > 1) is { } twice)
        {
            return new ResultTwice(No, twice.Key);
        }

        if (Way != PaymentWay.Advance) return null;
        if (results.Count < Lines.Count) return new AdvanceSettledInPart(No, Lines.Count - results.Count);
        var spent = results.Aggregate(Money.Zero, (sum, result) => sum + result.Paid);
        return spent + returned == Total ? null : new AdvanceDoesNotAddUp(No, Total, spent, returned);
    }

    private OrderNotInState? RefusalUnless(PaymentOrderStatus status) =>
        Status == status && Way is (PaymentWay.BankList or PaymentWay.Treasury) ? null : new OrderNotInState(No, Status);

    private Error? RefusalOf(PaymentResult result, OrderedLine? line)
    {
        if (line is null) return new LineNotOnOrder(No, result.Line);
        if (line.HasEnded) return new ResultTwice(No, line.No);
        if (result.Reference?.Trim().Length > 60 || result.Note?.Trim().Length > 200) return new ResultTextTooLong(line.No);
        if (result.Paid > line.Amount) return new PaidTooMuch(line.No, result.Paid, line.Amount);
        var agrees = result.Outcome switch
        {
            PaymentOutcome.Paid => result.Paid == line.Amount,
            PaymentOutcome.Partial => result.Paid.IsPositive && result.Paid < line.Amount,
            _ => result.Paid == Money.Zero,
        };
        if (!agrees) return new PaidAndOutcomeDisagree(line.No, result.Outcome, result.Paid);
        return line.Delivered is { } delivered && delivered != result.Paid && string.IsNullOrWhiteSpace(result.Note)
            ? new DeliveredOtherwise(line.No, delivered, result.Paid) : null;
    }
}

/// <summary>What became of one line.</summary>
/// <param name="Line">Number of the line in its request.</param>
/// <param name="Paid">The whole amount for <see cref="PaymentOutcome.Paid"/>, a part of it for partial, else zero.</param>
/// <param name="Reference">The bank's number of the transfer; null without one.</param>
/// <param name="Note">E.g. why it failed; never a child's name.</param>
public sealed record PaymentResult(int Line, PaymentOutcome Outcome, Money Paid, string? Reference, string? Note);

/// <summary>The persons behind a request and an order: who pays is another than who asked, approved, or takes the money.</summary>
/// <param name="Officer">Person who takes an advance; null for the other ways.</param>
public sealed record OrderHands(long Request, long Requester, IReadOnlySet<long> Deciders, long? Officer)
{
    public Refused? RefusalFor(long person) =>
        person == Requester ? new Disbursements.PayerIsRequester(Request)
        : Deciders.Contains(person) ? new Disbursements.PayerIsApprover(Request)
        : person == Officer ? new PayerIsReceiver(Request)
        : Namesake is { } payee ? new Disbursements.ReceiverTookPart(Request, payee)
        : null;

    /// <summary>A payee of the order who is called like the person asking; null when nobody is.</summary>
    public string? Namesake { get; init; }

    /// <summary>Full names of who asked, of who took a step or paid of it before, and of the person asking.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <summary>Why the money is not transferred to these payees, or null: who took part does not take it.</summary>
    public Disbursements.ReceiverTookPart? RefusalOfPayees(IEnumerable<Payee> payees) => payees
        .Where(payee => Names.Any(name => string.Equals(name.Trim(), payee.Name, StringComparison.OrdinalIgnoreCase)))
        .Select(payee => new Disbursements.ReceiverTookPart(Request, payee.Name)).FirstOrDefault();

    /// <summary>Why this officer may not take the advance, or null.</summary>
    public Refused? RefusalOfOfficer() => Officer is { } officer && (officer == Requester || Deciders.Contains(officer))
        ? new ReceiverAskedOrApproved(Request) : null;
}
