using FundLedger.Domain;

namespace FundLedger.Features.Ledger;

public sealed record MoneyAccountUnknown(string Account) : Invalid($"{Account} is not a cash or bank account of the fund.")
{
    public override string Field => "MoneyAccount";
}
