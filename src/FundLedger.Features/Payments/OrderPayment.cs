using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Payments;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Payments;

/// <summary>
/// Hands lines of an approved request to a carrier: the cashier with a list, the bank, the Treasury, or an officer by advance.
/// </summary>
/// <param name="Way">cash, bank_list, treasury or advance.</param>
/// <param name="MoneyAccount">cash or bank: where the money comes from. A list is paid from cash, a transfer from the bank.</param>
/// <param name="Lines">Numbers of the lines; null for all that are open.</param>
public sealed record OrderPayment(
    string Fund, Guid Key, long Id, string Way, string MoneyAccount, LocalDate Date, IReadOnlyList<int>? Lines)
    : ICommand<PaymentOrdered>
{
    /// <summary>Layout of the bank's file; for a bank list only.</summary>
    public string? BankProfile { get; init; }

    /// <summary>For a bank list: one for each line.</summary>
    public IReadOnlyList<Payee> Payees { get; init; } = [];

    /// <summary>User name of the commune officer; for an advance only.</summary>
    public string? Officer { get; init; }

    /// <summary>By when an advance is settled; for an advance only, at most 90 days later.</summary>
    public LocalDate? SettleBy { get; init; }

    /// <summary>What an advance is for, on its voucher; null to say what the request is.</summary>
    public string? Content { get; init; }
}

/// <param name="Voucher">Of an advance: its payment voucher.</param>
public sealed record PaymentOrdered(int Order, string? Voucher);

internal sealed class OrderPaymentHandler(Db db, FundLock fundLock, PaymentLoad payments, BankProfiles profiles)
    : IRequestHandler<OrderPayment, Result<PaymentOrdered>>
{
    private const string OfficerSql = """
        SELECT u.person_id AS person, u.display_name AS name, o.order_no AS open_order, o.total AS open_amount
        FROM advance_officers(@FundId) u
        LEFT JOIN payment_orders o ON o.fund_id = @FundId AND o.officer_person = u.person_id AND o.status = 'sent'
        WHERE u.user_name = @Officer
        """;

    private const string HeldSql = "SELECT balance FROM money_balances WHERE fund_id = @FundId AND account_code = @MoneyAccount";

    private const string OrderSql = """
        SELECT order_no AS "order", voucher_year, voucher_no
        FROM prepare_payment_order(@FundId, @Key, @Id, @Way, @MoneyAccount, @Date, @Lines, @BankProfile, @Officer,
            @SettleBy, @Names, @Banks, @Accounts, @Content)
        """;

    public async Task<Result<PaymentOrdered>> Handle(OrderPayment request, CancellationToken cancellationToken)
    {
        if (RefusalOfForm(request, out var way) is { } malformed) return malformed;
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var officer = way == PaymentWay.Advance ? await OfficerAsync(fund, request, cancellationToken) : null;
        if (officer?.Error is { } unfit) return unfit;
        if (await payments.RequestAsync(request.Fund, request.Id, officer?.Value.Person, cancellationToken) is not { } asked)
        {
            return new PaymentRequestNotFound(request.Fund, request.Id);
        }

        int[] lines = request.Lines is { } chosen ? [.. chosen.Distinct()] : [.. asked.Open.Select(line => line.No)];
        var payees = request.Payees.ToLookup(payee => payee.Line);
        if (asked.RefusalToOrder(fund.Person, request.Date, lines) is { } refusal) return refusal;
        if (fund.Dates.RefusalFor(request.Date) is { } badDate) return badDate;
        if (way == PaymentWay.BankList && RefusalOfPayees(payees, lines) is { } incomplete) return incomplete;
        if (asked.Hands.RefusalOfPayees(request.Payees) is { } tookPart) return tookPart;
        var total = asked.Lines.IntersectBy(lines, line => line.No).Aggregate(Money.Zero, (sum, line) => sum + line.Amount);
        if (await ShortAsync(fund, request.MoneyAccount, total, cancellationToken) is { } lacking) return lacking;
        return await WriteAsync(fund, request, lines, [.. lines.SelectMany(line => payees[line].Take(1))], cancellationToken);
    }

    private async Task<Result<PaymentOrdered>> WriteAsync(
        LockedFund fund, OrderPayment request, int[] lines, Payee[] payees, CancellationToken token)
    {
        var isList = request.Way == "bank_list";
        var ordered = await db.SingleAsync<Ordered>(
            OrderSql,
            new
            {
                fund.FundId, request.Key, request.Id, request.Way, request.MoneyAccount, request.Date, Lines = lines, request.BankProfile,
                request.Officer, request.SettleBy, Names = isList ? payees.Select(one => one.Name).ToArray() : null,
                Banks = isList ? payees.Select(one => one.Bank).ToArray() : null,
                Accounts = isList ? payees.Select(one => one.Account).ToArray() : null, request.Content,
            },
            token);
        return new PaymentOrdered(ordered.Order, ordered.Voucher?.ToString());
    }

    private Error? RefusalOfForm(OrderPayment request, out PaymentWay way)
    {
        way = request.Way switch
        {
            "cash" => PaymentWay.Cash,
            "bank_list" => PaymentWay.BankList,
            "treasury" => PaymentWay.Treasury,
            _ => PaymentWay.Advance,
        };
        return request.Way switch
        {
            "cash" => NotFrom(request, "cash"),
            "bank_list" when NotFrom(request, "bank") is { } elsewhere => elsewhere,
            "bank_list" => profiles.RefusalOf(request.BankProfile),
            "treasury" => NotFrom(request, "bank"),
            "advance" => RefusalOfAdvance(request),
            _ => new WayUnknown(request.Way),
        };
    }

    private static MoneyAccountUnknown? NotFrom(OrderPayment request, string account) =>
        request.MoneyAccount != account ? new MoneyAccountUnknown(request.MoneyAccount) : null;

    private static Error? RefusalOfAdvance(OrderPayment request) =>
        request.MoneyAccount is not ("cash" or "bank") ? new MoneyAccountUnknown(request.MoneyAccount)
        : string.IsNullOrWhiteSpace(request.Officer) ? new OfficerUnknown("")
        : request.SettleBy is not { } day || day < request.Date || day > request.Date.PlusDays(SettleByOutOfRange.LongestDays)
            ? new SettleByOutOfRange(request.SettleBy ?? request.Date, SettleByOutOfRange.LongestDays)
        : null;

    private static Invalid? RefusalOfPayees(ILookup<int, Payee> payees, int[] lines)
    {
        var missing = lines.Where(line => !payees.Contains(line)).ToList();
        return missing is [var first, ..]
            ? new PayeesIncomplete(missing.Count, first)
            : lines.SelectMany(line => payees[line]).Select(payee => payee.Refusal()).FirstOrDefault(bad => bad is not null);
    }

    private async Task<Result<OfficerRow>> OfficerAsync(LockedFund fund, OrderPayment request, CancellationToken token)
    {
        var found = await db.FindAsync<OfficerRow>(OfficerSql, new { request.Officer, fund.FundId }, token);
        return found is null ? new OfficerUnknown(request.Officer!)
            : found.OpenOrder is { } open ? new AdvanceStillOpen(found.Name, open, found.OpenAmount)
            : found;
    }

    private async Task<Error?> ShortAsync(LockedFund fund, string account, Money asked, CancellationToken token)
    {
        var held = await db.FindAsync<Money?>(HeldSql, new { fund.FundId, MoneyAccount = account }, token) ?? Money.Zero;
        return held < asked ? new MoneyShort(account, asked, held) : null;
    }

    private sealed record OfficerRow
    {
        public long Person { get; init; }

        public string Name { get; init; } = "";

        public int? OpenOrder { get; init; }

        public Money OpenAmount { get; init; }
    }

    private sealed record Ordered
    {
        public int Order { get; init; }

        public int? VoucherYear { get; init; }

        public int? VoucherNo { get; init; }

        public VoucherNumber? Voucher =>
            VoucherYear is { } year && VoucherNo is { } no ? new VoucherNumber(VoucherType.Payment, year, no) : null;
    }
}
