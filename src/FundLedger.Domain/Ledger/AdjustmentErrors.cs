namespace FundLedger.Domain.Ledger;

public sealed record AdjustmentLineCount(int Lines)
    : Refused($"An adjustment has 2 to {AdjustmentRules.MostLines} lines, not {Lines}.");

public sealed record AdjustmentLineEmpty(int Line) : Refused($"Line {Line} has no amount.")
{
    public override string Field => $"Lines[{Line - 1}].Amount";
}

public sealed record AdjustmentLineNegative(int Line, Money Amount) : Refused($"Line {Line} is {Amount}; write the other side instead.")
{
    public override string Field => $"Lines[{Line - 1}].Amount";
}

public sealed record AdjustmentLineTooHigh(int Line, Money Amount) : Refused($"Line {Line} is {Amount}, above 1.000.000.000.000.")
{
    public override string Field => $"Lines[{Line - 1}].Amount";
}

public sealed record AccountNotAdjustable(int Line, string Account) : Refused($"Line {Line}: {Account} is not written to by hand.")
{
    public override string Field => $"Lines[{Line - 1}].Account";
}

public sealed record PoolOfOtherFund(int Line, string Pool) : Refused($"Line {Line}: the fund has no pool {Pool}.")
{
    public override string Field => $"Lines[{Line - 1}].Pool";
}

/// <summary>The balance of a pool that givers filled is not changed by hand.</summary>
public sealed record BalanceOfGivers(int Line, string Pool)
    : Refused($"Line {Line}: the balance of pool {Pool} is its givers'; by hand only a pool of bank interest changes.")
{
    public override string Field => $"Lines[{Line - 1}].Pool";
}

public sealed record AdjustmentUnbalanced(Int128 Difference) : Refused($"Debits and credits differ by {Difference}.");

public sealed record MoneyLeavesItsPool(string Pool)
    : Refused($"Debits and credits of pool {Pool} differ: money changes its pool by a pool transfer only.");

public sealed record PosterIsRequester(long Id) : Refused($"Adjustment {Id} must be posted by someone other than its requester.");

public sealed record AdjustmentDecided(long Id, string State) : Refused($"Adjustment {Id} is already {State}.");
