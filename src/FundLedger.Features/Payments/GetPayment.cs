using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Payments;

/// <summary>One payment order with its lines and the steps it went through.</summary>
public sealed record GetPayment(string Fund, int Order) : IQuery<PaymentSheet>;

public sealed record PaymentSheet(PaymentHead Head, IReadOnlyList<PaymentLine> Lines, IReadOnlyList<PaymentStep> Steps)
{
    public Money Paid { get; } = Lines.Aggregate(Money.Zero, (sum, line) => sum + (line.Paid ?? Money.Zero));

    /// <summary>Phones that hold the list of it.</summary>
    public IReadOnlyList<HandoutDevice> Devices { get; init; } = [];

    public IReadOnlyList<OftenCollector> OftenCollectors { get; init; } = [];

    /// <summary>The papers of it that leave the house.</summary>
    public IReadOnlyList<PaymentPaper> Papers { get; init; } = [];

    /// <summary>Each print of them, the last first.</summary>
    public IReadOnlyList<PaymentPrint> Prints { get; init; } = [];

    /// <summary>Signed lists and slips that came back.</summary>
    public int SignedLists { get; init; }

    /// <summary>Lines that may be ordered again.</summary>
    public int Unpaid { get; } = Lines.Count(line => line.Outcome is "failed" or "absent" && !line.IsOrderedAgain);
}

public sealed record PaymentHead
{
    public int No { get; init; }

    public PaymentWay Way { get; init; }

    public PaymentOrderStatus Status { get; init; }

    /// <summary>cash or bank; null for lines given up.</summary>
    public string? MoneyAccount { get; init; }

    public string? BankProfile { get; init; }

    public string? Officer { get; init; }

    public LocalDate? SettleBy { get; init; }

    public LocalDate PreparedOn { get; init; }

    public Money Total { get; init; }

    public long Request { get; init; }

    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public string PoolVi { get; init; } = "";

    public string PoolEn { get; init; } = "";

    /// <summary>Payment voucher of an advance.</summary>
    public string? Voucher { get; init; }

    /// <summary>The reader is a cashier of the fund and neither asked, approved, nor takes the money.</summary>
    public bool MayAct { get; init; }

    /// <summary>An advance that is not settled by its day.</summary>
    public bool IsOverdue { get; init; }

    /// <summary>Notes of the hand-out that did not count: codes that are unknown, noted again, or noted after the settlement.</summary>
    public int Conflicts { get; init; }

    internal string Fund { get; init; } = "";

    public string FundVi { get; init; } = "";

    internal string FundEn { get; init; } = "";

    internal string Unit { get; init; } = "";

    /// <summary>Its file or paper was taken, and may be looked at.</summary>
    public bool HasFile => Way is PaymentWay.BankList or PaymentWay.Treasury
        && Status is not (PaymentOrderStatus.Prepared or PaymentOrderStatus.Cancelled);

    /// <summary>Handed to people who sign for it.</summary>
    public bool IsHandedOut => Way is PaymentWay.Cash or PaymentWay.Advance
        && Status is PaymentOrderStatus.Sent or PaymentOrderStatus.Settled;

    public bool IsOnItsWay => Status is PaymentOrderStatus.Unknown or PaymentOrderStatus.Sent;
}

public sealed record PaymentLine
{
    /// <summary>Number of the line in the request.</summary>
    public int No { get; init; }

    /// <summary>Code of the child or other recipient.</summary>
    public string Child { get; init; } = "";

    /// <summary>Commune of the child; null for one of a sealed group.</summary>
    public string? Place { get; init; }

    /// <summary>Of a child of a sealed group, which stands on no shared list.</summary>
    public bool IsSealed { get; init; }

    public Money Amount { get; init; }

    public string? PayeeName { get; init; }

    public string? Bank { get; init; }

    public string? Account { get; init; }

    /// <summary>paid, partial, failed, absent, returned or cancelled; null while under way.</summary>
    public string? Outcome { get; init; }

    public Money? Paid { get; init; }

    /// <summary>What was noted down while the money was handed out; null while nothing was.</summary>
    public string? Delivered { get; init; }

    public Money? DeliveredPaid { get; init; }

    /// <summary>Of who signed to the child: parent, guardian, relative or other.</summary>
    public string? Relation { get; init; }

    /// <summary>Name of who signed, where it is neither parent nor guardian.</summary>
    public string? Collector { get; init; }

    public LocalDate? EndedOn { get; init; }

    public string? Reference { get; init; }

    public string? Note { get; init; }

    public string? Voucher { get; init; }

    /// <summary>A later order took this line up.</summary>
    public bool IsOrderedAgain { get; init; }

    /// <summary>What the line is called in files, so that the bank's answer finds it again, e.g. <c>Q106LC3D12</c>.</summary>
    public string Mark { get; init; } = "";
}

/// <param name="Step">prepared, payee_changed, file_taken, sent, not_sent, cancelled, results or settled.</param>
public sealed record PaymentStep(string Step, string Who, Instant At, string? Reason);

/// <param name="Paper">list, slip or treasury.</param>
/// <param name="Line">Of a slip: number of its line.</param>
/// <param name="Copy">Which print of this very paper it was.</param>
public sealed record PaymentPrint(string Paper, int? Line, int Copy, string Who, Instant At);

internal sealed class GetPaymentHandler(PaymentReader reader, HandoutReader handouts, SignedLists signed)
    : IRequestHandler<GetPayment, Result<PaymentSheet>>
{
    public async Task<Result<PaymentSheet>> Handle(GetPayment request, CancellationToken cancellationToken)
    {
        var found = await reader.ReadAsync(request.Fund, request.Order, cancellationToken);
        if (found.Error is { } missing) return missing;
        return found.Value with
        {
            Papers = PaymentPapers.Of(found.Value),
            Prints = await reader.PrintsAsync(request.Fund, request.Order, cancellationToken),
            Devices = await handouts.DevicesAsync(request.Fund, request.Order, cancellationToken),
            OftenCollectors = await handouts.OftenCollectorsAsync(request.Fund, request.Order, cancellationToken),
            SignedLists = (await signed.ReadAsync(request.Fund, request.Order, cancellationToken)).Count,
        };
    }
}
