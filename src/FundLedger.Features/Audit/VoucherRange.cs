namespace FundLedger.Features.Audit;

/// <summary>Which vouchers of one fund, type and year are read: a stretch of numbers, or each by itself where they lie far apart.</summary>
internal sealed record VoucherRange(int FundId, string Type, int Year, IReadOnlyCollection<int> Numbers)
{
    private const int FarApart = 4;

    /// <summary>Of the column <c>voucher_no</c>, with <see cref="Values"/>.</summary>
    public string Condition => IsStretch ? "voucher_no BETWEEN $4 AND $5" : "voucher_no = ANY ($4)";

    public object[] Values => IsStretch
        ? [FundId, Type, Year, Numbers.Min(), Numbers.Max()]
        : [FundId, Type, Year, Numbers.Distinct().Select(number => (long)number).ToArray()];

    private bool IsStretch => (long)Numbers.Max() - Numbers.Min() <= (long)FarApart * Numbers.Count;
}
