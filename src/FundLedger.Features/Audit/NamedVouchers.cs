using System.Globalization;
using FundLedger.Domain.Ledger;

namespace FundLedger.Features.Audit;

/// <summary>What the replayed entries say of the vouchers of one type and year.</summary>
internal sealed class NamedVouchers(string type)
{
    private readonly HashSet<int> once = [];
    private readonly HashSet<int> more = [];
    private readonly Dictionary<int, Int128> debits = [];
    private int seen;
    private bool isWorthSomething = true;

    /// <summary>A receipt, reversal or returned advance has one entry; others have one for each child.</summary>
    public bool HaveOneEntry => type is "PT" or "BD" or "HU";

    /// <summary>Whether it is the first entry that names this voucher.</summary>
    public bool Add(SealedEntry entry, int number)
    {
        var isFirst = once.Add(number);
        if (!HaveOneEntry) AddDebits(entry, number);
        else if (!isFirst) more.Add(number);
        return isFirst;
    }

    /// <summary>Whether so many vouchers, numbered from 1 without a gap, have one entry each.</summary>
    public bool AreEach(int vouchers) =>
        HaveOneEntry && isWorthSomething && more.Count == 0 && seen == vouchers && once.Count == vouchers
        && once.All(number => number >= 1 && number <= vouchers);

    /// <summary>The voucher of the entry that was just added has been found and looked at.</summary>
    public void See(SealedVoucher voucher)
    {
        seen++;
        isWorthSomething &= voucher.Amount != 0;
    }

    /// <summary>False too where some of the vouchers named were not found: then it is not known which.</summary>
    public bool HasSeen(int number) => seen == once.Count && once.Contains(number);

    /// <summary>Of a type with one entry: how many there are, in words; of another: the sum of its debits.</summary>
    public string Of(int number) =>
        !HaveOneEntry ? debits.GetValueOrDefault(number).ToString(CultureInfo.InvariantCulture)
        : more.Contains(number) ? "more"
        : once.Contains(number) ? "1" : "0";

    private void AddDebits(SealedEntry entry, int number)
    {
        if (entry.Book != "financial") return;
        Int128 sum = 0;
        foreach (var posting in entry.Postings)
        {
            if (posting.Side == "debit") sum += posting.Amount;
        }

        debits[number] = debits.GetValueOrDefault(number) + sum;
    }
}
