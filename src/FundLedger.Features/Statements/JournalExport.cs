using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.Features.Statements;

/// <summary>
/// The financial book of a fund as a journal that another accounting program computes again. Accounts are <c>account:POOL</c>, so that
/// every account and every pool can be summed; each transaction is one entry, its code the voucher's number; at the end every balance is
/// asserted. Streamed through a file.
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

    public async Task<ExportedFile> WriteAsync(FundStatement statement, JournalDialect dialect, CancellationToken token)
    {
        var period = statement.Figures.Period;
        var range = new { statement.Figures.Fund, period.From, period.To, statement.Figures.Seal.LogNo };
        var balances = await db.ListAsync<JournalBalance>(BalancesSql, range, token);
        var accounts = balances.ToDictionary(balance => balance.Account, StringComparer.Ordinal);
        var file = ExportedFile.Temporary();
        await using (var text = new StreamWriter(file, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            text.NewLine = "\n";
            foreach (var line in Head(statement, dialect, balances)) await text.WriteLineAsync(line);
            await foreach (var row in db.StreamAsync<PostingRow>(PostingsSql, range).WithCancellation(token))
            {
                if (row.Line == 1) await WriteFirstAsync(text, dialect, row);
                await text.WriteLineAsync(dialect.Posting(accounts[row.Account], row.Amount));
            }

            if (balances.Count > 0) foreach (var line in dialect.Assertions(period.To, balances)) await text.WriteLineAsync(line);
        }

        file.Position = 0;
        var name = new StatementFacts(statement, PaperLanguage.English).FileName(dialect.Extension);
        return new ExportedFile(name.Replace("statement", "ledger", StringComparison.Ordinal), "text/plain; charset=utf-8", file);
    }

    private static IEnumerable<string> Head(FundStatement statement, JournalDialect dialect, IReadOnlyList<JournalBalance> balances)
    {
        var from = statement.Figures.Period.From;
        foreach (var (label, value) in new StatementFacts(statement, PaperLanguage.English).All) yield return $"; {label}: {value}";
        yield return "";
        foreach (var line in dialect.Declarations(from, balances)) yield return line;
        var opening = balances.Where(balance => balance.Opening != Money.Zero).ToList();
        if (opening.Count == 0) yield break;
        yield return "";
        foreach (var line in dialect.Transaction(new JournalEntryWords(from, "opening balances"))) yield return line;
        foreach (var balance in opening) yield return dialect.Posting(balance, balance.Opening);
    }

    private static async Task WriteFirstAsync(StreamWriter text, JournalDialect dialect, PostingRow row)
    {
        var what = row.SupportKind is null ? row.Kind : $"{row.Kind} {row.SupportKind}";
        var original = row.ReversesVoucher is { } voucher ? $"{voucher} {LocalDatePattern.Iso.Format(row.ReversesDate!.Value)}" : null;
        await text.WriteLineAsync();
        var words = new JournalEntryWords(row.Date, what, row.Voucher, row.EntryNo, row.Hash, row.Reverses, original);
        foreach (var line in dialect.Transaction(words)) await text.WriteLineAsync(line);
    }
}
