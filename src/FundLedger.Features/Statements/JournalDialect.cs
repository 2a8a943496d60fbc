using System.Globalization;
using FundLedger.Domain;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Statements;

/// <summary>
/// The words in which an independent accounting program reads a journal: what is declared, how a transaction looks, how a balance is
/// asserted. Amounts are whole đồng, debits positive. Every line is ended by the caller.
/// </summary>
internal abstract record JournalDialect(string Extension)
{
    public static JournalDialect For(ExportFormat format) => format switch
    {
        ExportFormat.Hledger => new HledgerDialect(),
        ExportFormat.Ledger => new LedgerDialect(),
        ExportFormat.Beancount => new BeancountDialect(),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "Not the journal of a program."),
    };

    /// <summary>The currency and the accounts, before the first transaction.</summary>
    public abstract IEnumerable<string> Declarations(LocalDate from, IReadOnlyList<JournalBalance> balances);

    /// <summary>The first line of a transaction, and lines of notes that follow it.</summary>
    public abstract IEnumerable<string> Transaction(JournalEntryWords entry);

    public abstract string Posting(JournalBalance account, Money amount);

    /// <summary>What the program has to find by itself at the end of the last day; otherwise it says so.</summary>
    public abstract IEnumerable<string> Assertions(LocalDate to, IReadOnlyList<JournalBalance> balances);

    protected static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);

    protected static string Line(string account, Money amount) =>
        string.Create(CultureInfo.InvariantCulture, $"    {account,-36}  {amount.Dong,16} VND");
}

/// <summary>An account of one pool, <c>account:POOL</c>, and what stood on it.</summary>
internal sealed record JournalBalance
{
    public string Account { get; init; } = "";

    public string NormalSide { get; init; } = "";

    public bool IsLiquid { get; init; }

    public Money Opening { get; init; }

    public Money Closing { get; init; }

    public bool IsDebit => NormalSide == "debit";

    public bool IsFundBalance => Account.StartsWith("fund_balance:", StringComparison.Ordinal);
}

/// <summary>What the first line of a transaction says.</summary>
/// <param name="What">The kind of entry, and the kind of support it was for.</param>
/// <param name="EntryNo">Null for the opening balances, which are no entry of the book.</param>
/// <param name="Reverses">Number of the entry that this one takes back.</param>
/// <param name="Original">Its voucher and day, which may lie in a month that is closed.</param>
internal sealed record JournalEntryWords(
    LocalDate Date, string What, string? Voucher = null, long? EntryNo = null, string? Hash = null, long? Reverses = null,
    string? Original = null);
