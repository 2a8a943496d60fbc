using System.Globalization;
using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Statements;

/// <summary>
/// The financial book of a fund as an hledger journal. Accounts are <c>account:POOL</c>, so that every account and every pool can be
/// summed; each transaction is one entry, its code the voucher's number; the last transaction asserts every balance. Streamed through a
/// file.
/// </summary>
internal sealed class JournalExport(Db db)
{
    // Closing balances of every account and pool that ever moved; what was before the period becomes one opening transaction.
    private const string BalancesSql = """
        SELECT a.account_code || ':' || l.code AS account, a.normal_side, a.is_liquid,
            coalesce(sum(posting_signed(p.side, p.amount)) FILTER (WHERE p.entry_date < @From), 0)::bigint AS opening,
            sum(posting_signed(p.side, p.amount))::bigint AS closing
        FROM postings p JOIN accounts a USING (account_code) JOIN pools l USING (fund_id, pool_id) JOIN funds f USING (fund_id)
        JOIN journal_entries e ON e.fund_id = p.fund_id AND e.book = p.book AND e.entry_no = p.entry_no
        WHERE f.code = @Fund AND p.book = 'financial' AND p.entry_date <= @To AND e.log_no <= @LogNo
        GROUP BY a.account_code, l.code ORDER BY a.account_code COLLATE "C", l.code COLLATE "C"
        """;

    private const string PostingsSql = """
        SELECT e.entry_no, p.line, e.entry_date AS date, e.kind, e.reverses_entry_no AS reverses, encode(e.hash, 'hex') AS hash,
            o.entry_date AS reverses_date, format_voucher(o.voucher_type, o.voucher_year, o.voucher_no) AS reverses_voucher,
            format_voucher(e.voucher_type, e.voucher_year, e.voucher_no) AS voucher,
            p.account_code || ':' || l.code AS account, posting_signed(p.side, p.amount) AS amount, p.support_kind
        FROM journal_entries e JOIN postings p USING (fund_id, book, entry_no) JOIN pools l USING (fund_id, pool_id)
        JOIN funds f USING (fund_id)
        LEFT JOIN journal_entries o ON o.fund_id = e.fund_id AND o.book = e.book AND o.entry_no = e.reverses_entry_no
        WHERE f.code = @Fund AND e.book = 'financial' AND e.entry_date BETWEEN @From AND @To AND e.log_no <= @LogNo
        ORDER BY e.entry_date, e.entry_no, p.line
        """;

    private sealed record Balance
    {
        public string Account { get; init; } = "";

        public string NormalSide { get; init; } = "";

        public bool IsLiquid { get; init; }

        public Money Opening { get; init; }

        public Money Closing { get; init; }

        // C: cash, A: other assets, E: equity, L: liabilities, in hledger's own letters.
        public string Type =>
            IsLiquid && NormalSide == "debit" ? "C"
            : NormalSide == "debit" ? "A"
            : Account.StartsWith("fund_balance:", StringComparison.Ordinal) ? "E"
            : "L";
    }

    private sealed record PostingRow
    {
        public long EntryNo { get; init; }

        public int Line { get; init; }

        public LocalDate Date { get; init; }

        public string Kind { get; init; } = "";

        public long? Reverses { get; init; }

        public string? ReversesVoucher { get; init; }

        public LocalDate? ReversesDate { get; init; }

        public string Hash { get; init; } = "";

        public string? Voucher { get; init; }

        public string Account { get; init; } = "";

        public Money Amount { get; init; }

        public string? SupportKind { get; init; }
    }

    public async Task<ExportedFile> WriteAsync(FundStatement statement, CancellationToken token)
    {
        var period = statement.Figures.Period;
        var range = new { statement.Figures.Fund, period.From, period.To, statement.Figures.Seal.LogNo };
        var balances = await db.ListAsync<Balance>(BalancesSql, range, token);
        var file = ExportedFile.Temporary();
        await using (var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            text.NewLine = "\n";
            await text.WriteAsync(Head(statement, balances));
            await foreach (var row in db.StreamAsync<PostingRow>(PostingsSql, range).WithCancellation(token))
            {
                await text.WriteAsync(row.Line == 1 ? $"\n{TransactionLine(row)}{PostingLine(row)}" : PostingLine(row));
            }

            await text.WriteAsync(Assertions(period.To, balances));
        }

        file.Position = 0;
        var name = new StatementFacts(statement, PaperLanguage.English).FileName("journal");
        return new ExportedFile(name.Replace("statement", "ledger", StringComparison.Ordinal), "text/plain; charset=utf-8", file);
    }

    private static string Head(FundStatement statement, IReadOnlyList<Balance> balances)
    {
        var facts = new StatementFacts(statement, PaperLanguage.English);
        var text = new StringBuilder();
        foreach (var (label, value) in facts.All) text.Append(CultureInfo.InvariantCulture, $"; {label}: {value}\n");
        text.Append("\ncommodity 1000. VND\n\n");
        foreach (var balance in balances) text.Append(CultureInfo.InvariantCulture, $"account {balance.Account}  ; type:{balance.Type}\n");
        var opening = balances.Where(balance => balance.Opening != Money.Zero).ToList();
        if (opening.Count == 0) return text.ToString();
        text.Append(CultureInfo.InvariantCulture, $"\n{Iso(statement.Figures.Period.From)} opening balances\n");
        foreach (var balance in opening) text.Append(Amount(balance.Account, balance.Opening)).Append('\n');
        return text.ToString();
    }

    private static string Assertions(LocalDate to, IReadOnlyList<Balance> balances) => balances.Count == 0 ? "" :
        $"\n{Iso(to)} closing balances of the ledger, asserted\n"
        + string.Concat(balances.Select(balance =>
            string.Create(CultureInfo.InvariantCulture, $"{Amount(balance.Account, Money.Zero)} = {balance.Closing.Dong} VND\n")));

    private static string TransactionLine(PostingRow row)
    {
        var code = row.Voucher is null ? "" : $" ({row.Voucher})";
        var what = row.SupportKind is null ? row.Kind : $"{row.Kind} {row.SupportKind}";
        var reverses = row.Reverses is { } entry ? string.Create(CultureInfo.InvariantCulture, $", reverses:{entry}") + Original(row) : "";
        return string.Create(
            CultureInfo.InvariantCulture, $"{Iso(row.Date)}{code} {what}  ; entry:{row.EntryNo}, hash:{row.Hash}{reverses}\n");
    }

    // The voucher that is corrected and its date, which may lie in a month that is closed.
    private static string Original(PostingRow row) =>
        row.ReversesVoucher is { } voucher ? $", original:{voucher} {Iso(row.ReversesDate!.Value)}" : "";

    private static string PostingLine(PostingRow row) => $"{Amount(row.Account, row.Amount)}\n";

    private static string Amount(string account, Money amount) =>
        string.Create(CultureInfo.InvariantCulture, $"    {account,-36}  {amount.Dong,16} VND");

    private static string Iso(LocalDate date) => LocalDatePattern.Iso.Format(date);
}
