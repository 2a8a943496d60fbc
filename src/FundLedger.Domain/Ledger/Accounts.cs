using System.Collections.Frozen;

namespace FundLedger.Domain.Ledger;

/// <summary>The accounts that the rules name; the whole chart, with its names, is data.</summary>
public static class Accounts
{
    public const string FundBalance = "fund_balance";
    public const string Committed = "committed";
    public const string CommitmentControl = "commitment_control";
    public const string Goods = "goods";

    /// <summary>Money that officers have to hand out, not settled yet.</summary>
    public const string Advances = "advances";

    /// <summary>The part of the fund balance that lies in stock and is no money.</summary>
    public const string GoodsBalance = "goods_balance";

    /// <summary>Lapsed budget money that is still held: a liability that lowers what its pool can spend.</summary>
    public const string BudgetReturns = "budget_returns";

    private static readonly FrozenSet<string> Physical = FrozenSet.Create("cash", "bank");
    private static readonly FrozenSet<string> Liquid = FrozenSet.Create("cash", "bank", "in_transit", Advances, BudgetReturns);

    /// <summary>Money that lies somewhere: the cash box or the bank.</summary>
    public static bool IsPhysical(string account) => Physical.Contains(account);

    /// <summary>Counts towards what a pool can still spend.</summary>
    public static bool IsLiquid(string account) => Liquid.Contains(account);
}
