using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Payments;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Payments;

/// <summary>
/// What became of lines of an order. What was paid is posted under one voucher; what was paid in part or given up frees the rest for the
/// pool; what failed may be ordered again. An advance is settled for all its lines at once, with the money that comes back.
/// </summary>
public sealed record RecordPaymentResults(string Fund, Guid Key, int Order, LocalDate Date, IReadOnlyList<PaymentResult> Results)
    : ICommand<PaymentResultsRecorded>
{
    /// <summary>Of an advance: what the officer brings back.</summary>
    public Money Returned { get; init; }

    /// <summary>Where it goes: cash or bank.</summary>
    public string ReturnedTo { get; init; } = "cash";
}

/// <param name="Voucher">PC, or TU for an advance; null when nothing was paid.</param>
/// <param name="ReturnVoucher">HU, when money of an advance came back.</param>
/// <param name="IsSettled">Each line of the order has its outcome.</param>
public sealed record PaymentResultsRecorded(int Order, string? Voucher, string? ReturnVoucher, bool IsSettled);

internal sealed class RecordPaymentResultsHandler(Db db, FundLock fundLock, PaymentLoad payments)
    : IRequestHandler<RecordPaymentResults, Result<PaymentResultsRecorded>>
{
    private const string HeldSql = "SELECT balance FROM money_balances WHERE fund_id = @FundId AND account_code = @MoneyAccount";

    private const string PayeeSql = """
        SELECT CASE o.way WHEN 'advance' THEN (SELECT u.display_name FROM users u WHERE u.user_name = o.officer)
            ELSE CASE WHEN o.line_count = 1 THEN p.name END END
        FROM payment_orders o LEFT JOIN payment_payees p ON p.fund_id = o.fund_id AND p.order_no = o.order_no AND o.line_count = 1
        WHERE o.fund_id = @FundId AND o.order_no = @Order
        """;

    private const string RecordSql = """
        SELECT voucher_type, voucher_year, voucher_no, return_no, is_settled
        FROM record_payment_results(@FundId, @Order, @Key, @Date, @Lines, @Outcomes, @Paid,
            @References, @Notes, @Returned, @ReturnedTo, @Payee)
        """;

    public async Task<Result<PaymentResultsRecorded>> Handle(RecordPaymentResults request, CancellationToken cancellationToken)
    {
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await payments.OrderAsync(request.Fund, request.Order, cancellationToken) is not { } order)
        {
            return new PaymentOrderNotFound(request.Fund, request.Order);
        }

        if (order.Rules.RefusalOfResults(fund.Person, request.Date, request.Results, request.Returned) is { } refusal) return refusal;
        if (fund.Dates.RefusalFor(request.Date) is { } badDate) return badDate;
        if (request.Returned.IsPositive && request.ReturnedTo is not ("cash" or "bank")) return new MoneyAccountUnknown(request.ReturnedTo);
        var paid = request.Results.Aggregate(Money.Zero, (sum, result) => sum + result.Paid);
        if (order.Rules.Way != PaymentWay.Advance && await ShortAsync(fund, order, paid, cancellationToken) is { } lacking) return lacking;
        return await WriteAsync(fund, request, cancellationToken);
    }

    private async Task<Result<PaymentResultsRecorded>> WriteAsync(LockedFund fund, RecordPaymentResults request, CancellationToken token)
    {
        var payee = await db.FindAsync<string?>(PayeeSql, new { fund.FundId, request.Order }, token);
        var written = await db.SingleAsync<Written>(
            RecordSql,
            new
            {
                fund.FundId, request.Order, request.Key, request.Date, Lines = request.Results.Select(one => one.Line).ToArray(),
                Outcomes = request.Results.Select(one => Words(one.Outcome)).ToArray(),
                Paid = request.Results.Select(one => one.Paid.Dong).ToArray(),
                References = request.Results.Select(one => one.Reference?.Trim()).ToArray(),
                Notes = request.Results.Select(one => one.Note?.Trim()).ToArray(),
                Returned = request.Returned.Dong, request.ReturnedTo, Payee = payee ?? $"Theo bảng kê của lệnh chi số {request.Order}",
            },
            token);
        return new PaymentResultsRecorded(
            request.Order, written.Voucher?.ToString(), written.ReturnOf(request.Date.Year)?.ToString(), written.IsSettled);
    }

    private async Task<MoneyShort?> ShortAsync(LockedFund fund, LoadedOrder order, Money paid, CancellationToken token)
    {
        var account = order.MoneyAccount ?? "";
        var held = await db.FindAsync<Money?>(HeldSql, new { fund.FundId, MoneyAccount = account }, token) ?? Money.Zero;
        return held < paid ? new MoneyShort(account, paid, held) : null;
    }

    private static string Words(PaymentOutcome outcome) => outcome switch
    {
        PaymentOutcome.Paid => "paid",
        PaymentOutcome.Partial => "partial",
        PaymentOutcome.Failed => "failed",
        PaymentOutcome.Absent => "absent",
        _ => "returned",
    };

    private sealed record Written
    {
        public string? VoucherType { get; init; }

        public int? VoucherYear { get; init; }

        public int? VoucherNo { get; init; }

        public int? ReturnNo { get; init; }

        public bool IsSettled { get; init; }

        public VoucherNumber? Voucher => VoucherType is { } type ? VoucherNumber.Of(type, VoucherYear!.Value, VoucherNo!.Value) : null;

        public VoucherNumber? ReturnOf(int year) =>
            ReturnNo is { } no ? new VoucherNumber(Domain.Ledger.VoucherType.AdvanceReturn, year, no) : null;
    }
}
