using System.Globalization;
using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>
/// For beancount: accounts hang below its own roots with capital letters (<c>Assets:Cash:CHUNG</c>), are opened on a day, and are
/// asserted at the beginning of the day after. Not one đồng is tolerated.
/// </summary>
internal sealed record BeancountDialect() : JournalDialect("beancount")
{
    public override IEnumerable<string> Declarations(LocalDate from, IReadOnlyList<JournalBalance> balances) =>
    [
        "option \"operating_currency\" \"VND\"", "option \"inferred_tolerance_default\" \"VND:0\"", "",
        .. balances.Select(balance => $"{Iso(from)} open {Name(balance)} VND"),
    ];

    public override IEnumerable<string> Transaction(JournalEntryWords entry)
    {
        yield return $"{Iso(entry.Date)} * \"{entry.Voucher}\" \"{entry.What}\"";
        if (entry.EntryNo is { } number) yield return string.Create(CultureInfo.InvariantCulture, $"  entry: {number}");
        if (entry.Hash is { } hash) yield return $"  hash: \"{hash}\"";
        if (entry.Reverses is { } reversed) yield return string.Create(CultureInfo.InvariantCulture, $"  reverses: {reversed}");
        if (entry.Original is { } original) yield return $"  original: \"{original}\"";
    }

    public override string Posting(JournalBalance account, Money amount) => Line(Name(account), amount);

    public override IEnumerable<string> Assertions(LocalDate to, IReadOnlyList<JournalBalance> balances) =>
    [
        "",
        .. balances.Select(balance => string.Create(
            CultureInfo.InvariantCulture, $"{Iso(to.PlusDays(1))} balance {Name(balance)} {balance.Closing.Dong} ~ 0 VND")),
    ];

    private static string Name(JournalBalance balance)
    {
        var root = balance.IsDebit ? "Assets" : balance.IsFundBalance ? "Equity" : "Liabilities";
        var parts = balance.Account.Split(':', 2);
        return $"{root}:{Capital(parts[0].Replace('_', '-'))}:{Part(parts[1])}";
    }

    // beancount takes no part that begins with a hyphen. The sign in front is a 0, and stands before a 0 as well, so that two pools
    // never get one name.
    private static string Part(string pool) => pool[0] is '-' or '0' ? "0" + pool : pool;

    private static string Capital(string word) => char.ToUpperInvariant(word[0]) + word[1..];
}
