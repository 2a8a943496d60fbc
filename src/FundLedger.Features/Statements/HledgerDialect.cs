using System.Globalization;
using FundLedger.Domain;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>For hledger: accounts carry their type, notes are tags.</summary>
internal sealed record HledgerDialect() : TextDialect("journal")
{
    // C: cash, A: other assets, E: equity, L: liabilities, in hledger's own letters.
    private static string Letter(JournalBalance balance) =>
        balance.IsLiquid && balance.IsDebit ? "C" : balance.IsDebit ? "A" : balance.IsFundBalance ? "E" : "L";

    public override IEnumerable<string> Declarations(LocalDate from, IReadOnlyList<JournalBalance> balances) =>
        ["commodity 1000. VND", "", .. balances.Select(balance => $"account {balance.Account}  ; type:{Letter(balance)}")];
}

/// <summary>For Ledger: the currency and the accounts are declared without more, so that <c>--pedantic</c> finds a name misspelt.</summary>
internal sealed record LedgerDialect() : TextDialect("ledger")
{
    public override IEnumerable<string> Declarations(LocalDate from, IReadOnlyList<JournalBalance> balances) =>
        ["commodity VND", "    format 1000 VND", "", .. balances.Select(balance => $"account {balance.Account}")];
}

/// <summary>What hledger and Ledger read alike.</summary>
internal abstract record TextDialect(string Extension) : JournalDialect(Extension)
{
    public override IEnumerable<string> Transaction(JournalEntryWords entry)
    {
        var code = entry.Voucher is null ? "" : $" ({entry.Voucher})";
        var original = entry.Original is null ? "" : $", original:{entry.Original}";
        var reverses = entry.Reverses is { } no ? string.Create(CultureInfo.InvariantCulture, $", reverses:{no}") + original : "";
        var note = entry.EntryNo is { } number
            ? string.Create(CultureInfo.InvariantCulture, $"  ; entry:{number}, hash:{entry.Hash}{reverses}")
            : "";
        yield return $"{Iso(entry.Date)}{code} {entry.What}{note}";
    }

    public override string Posting(JournalBalance account, Money amount) => Line(account.Account, amount);

    public override IEnumerable<string> Assertions(LocalDate to, IReadOnlyList<JournalBalance> balances) =>
    [
        "", $"{Iso(to)} closing balances of the ledger, asserted",
        .. balances.Select(balance => string.Create(
            CultureInfo.InvariantCulture, $"{Line(balance.Account, Money.Zero)} = {balance.Closing.Dong} VND")),
    ];
}
