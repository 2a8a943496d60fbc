using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;

namespace FundLedger.Features.Books;

/// <summary>A section as it is read.</summary>
internal sealed record SectionRow
{
    public string Key { get; init; } = "";

    public string Account { get; init; } = "";

    public string? Pool { get; init; }

    public string PoolVi { get; init; } = "";

    public string PoolEn { get; init; } = "";

    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public string Fund { get; init; } = "";

    public Money Opening { get; init; }

    public Money OpeningQuantity { get; init; }

    public Money QuarterDebit { get; init; }

    public Money QuarterCredit { get; init; }

    public Money QuarterIn { get; init; }

    public Money QuarterOut { get; init; }

    public Money YearDebit { get; init; }

    public Money YearCredit { get; init; }

    public Money YearIn { get; init; }

    public Money YearOut { get; init; }

    public BookSection Section(BookHead head, BookScope scope, IReadOnlyDictionary<string, BookAccount> accounts) => new()
    {
        Key = Key, Title = TitleOf(head, scope, accounts),
        Account = scope.SectionBy == "account" ? Account : scope.Accounts is [var one] ? one : null,
        Pool = scope.SectionBy == "pool" ? Pool : null,
        IsCredit = head.Form.HasBalance && accounts[Account].NormalSide == Side.Credit,
        Opening = Opening, OpeningQuantity = OpeningQuantity,
        Quarter = new Flow(QuarterDebit, QuarterCredit, QuarterIn, QuarterOut), Year = new Flow(YearDebit, YearCredit, YearIn, YearOut),
    };

    private Wording? TitleOf(BookHead head, BookScope scope, IReadOnlyDictionary<string, BookAccount> accounts)
    {
        if (scope.SectionBy.Length == 0) return null;
        if (scope.SectionBy == "account") return accounts[Account].Name;
        var title = scope.SectionBy == "pool" ? new Wording($"{TitleVi} ({Pool})", $"{TitleEn} ({Pool})") : new Wording(TitleVi, TitleEn);
        return head.Funds.Count == 1 ? title : new Wording($"{Fund} · {title.Vi}", $"{Fund} · {title.En}");
    }
}
