using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>Pays an approved request: one payment voucher, one entry per child.</summary>
/// <param name="MoneyAccount"><c>cash</c> or <c>bank</c>.</param>
/// <param name="Payee">Who takes the money: commune officer, guardian, hospital.</param>
public sealed record PayDisbursement(string Fund, Guid Key, long Id, LocalDate PaidOn, string MoneyAccount, string Payee)
    : ICommand<DisbursementPaid>
{
    public string? PayeeAddress { get; init; }

    public string? Content { get; init; }

    public string? Attachments { get; init; }
}

public sealed record DisbursementPaid(long Id, string Voucher);

public sealed record PayeeMissing() : Invalid("The name of who takes the money is needed.")
{
    public override string Field => "Payee";
}

internal sealed class PayDisbursementHandler(Db db, FundLock fundLock, DisbursementLoad disbursements)
    : IRequestHandler<PayDisbursement, Result<DisbursementPaid>>
{
    private const string HeldSql = "SELECT balance FROM money_balances WHERE fund_id = @FundId AND account_code = @MoneyAccount";

    private const string PaySql = """
        SELECT voucher_year, voucher_no
        FROM pay_disbursement(@FundId, @Id, @Key, @PaidOn, @MoneyAccount, @Payee, @PayeeAddress, @Content, @Attachments)
        """;

    private sealed record Paid
    {
        public int VoucherYear { get; init; }

        public int VoucherNo { get; init; }
    }

    public async Task<Result<DisbursementPaid>> Handle(PayDisbursement request, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(request.Payee)) return new PayeeMissing();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        if (await disbursements.FindAsync(request.Fund, request.Id, cancellationToken) is not { } disbursement)
        {
            return new DisbursementNotFound(request.Fund, request.Id);
        }

        if (disbursement.RefusalToPay(fund.Person, request.PaidOn) is { } refusal) return refusal;
        if (disbursement.RefusalOfPayee(request.Payee) is { } tookPart) return tookPart;
        if (fund.Dates.RefusalFor(request.PaidOn) is { } badDate) return badDate;
        if (await ShortAsync(fund, request.MoneyAccount, disbursement, cancellationToken) is { } lacking) return lacking;
        var paid = await db.SingleAsync<Paid>(
            PaySql,
            new
            {
                fund.FundId, request.Id, request.Key, request.PaidOn, request.MoneyAccount, request.Payee, request.PayeeAddress,
                request.Content, request.Attachments,
            },
            cancellationToken);
        return new DisbursementPaid(request.Id, new VoucherNumber(VoucherType.Payment, paid.VoucherYear, paid.VoucherNo).ToString());
    }

    private async Task<Error?> ShortAsync(LockedFund fund, string account, Disbursement disbursement, CancellationToken token)
    {
        var held = await db.FindAsync<Money?>(HeldSql, new { fund.FundId, MoneyAccount = account }, token);
        return held is null ? new MoneyAccountUnknown(account)
            : held < disbursement.Total ? new MoneyShort(account, disbursement.Total, held.Value)
            : null;
    }
}
