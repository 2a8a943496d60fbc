using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Books;

/// <summary>The trial balance: one row for each account, and their sum.</summary>
internal static class TrialBalanceRows
{
    private const string LinesSql = """
        WITH moved AS (
            SELECT account_code, month AS day, debit, credit
            FROM monthly_turnovers WHERE fund_id = ANY (@FundIds) AND book = 'financial'
                AND month < date_trunc('month', @To)::date AND month <> date_trunc('month', @From)::date
            UNION ALL
            SELECT account_code, entry_date, CASE side WHEN 'debit' THEN amount ELSE 0 END, CASE side WHEN 'credit' THEN amount ELSE 0 END
            FROM postings WHERE fund_id = ANY (@FundIds) AND book = 'financial' AND (
                (entry_date >= date_trunc('month', @From)::date AND entry_date < date_trunc('month', @From)::date + interval '1 month'
                    AND entry_date <= @To)
                OR (entry_date >= date_trunc('month', @To)::date AND entry_date <= @To
                    AND date_trunc('month', @To) <> date_trunc('month', @From)))
            UNION ALL
            SELECT p.account_code, p.entry_date, CASE p.side WHEN 'debit' THEN -p.amount ELSE 0 END,
                CASE p.side WHEN 'credit' THEN -p.amount ELSE 0 END
            FROM unnest(@HiddenFunds, @HiddenEntries) AS h(fund_id, entry_no)
            JOIN postings p ON p.fund_id = h.fund_id AND p.book = 'financial' AND p.entry_no = h.entry_no
            WHERE p.entry_date <= @To)
        SELECT account_code AS account, coalesce(sum(debit - credit) FILTER (WHERE day < @From), 0)::bigint AS opening,
            coalesce(sum(debit) FILTER (WHERE day >= @From), 0)::bigint AS debit,
            coalesce(sum(credit) FILTER (WHERE day >= @From), 0)::bigint AS credit,
            coalesce(sum(debit) FILTER (WHERE day >= date_trunc('year', @To)::date), 0)::bigint AS year_debit,
            coalesce(sum(credit) FILTER (WHERE day >= date_trunc('year', @To)::date), 0)::bigint AS year_credit
        FROM moved GROUP BY account_code
        """;

    private sealed record Line
    {
        public string Account { get; init; } = "";

        public Money Opening { get; init; }

        public Money Debit { get; init; }

        public Money Credit { get; init; }

        public Money YearDebit { get; init; }

        public Money YearCredit { get; init; }

        // The balance on the side on which the account stands, whatever its sign: an overdrawn account is shown as one.
        public Money?[] Figures(bool isCredit)
        {
            var closing = Opening + Debit - Credit;
            return
            [
                isCredit ? null : Opening, isCredit ? -Opening : null, Debit, Credit, YearDebit, YearCredit,
                isCredit ? null : closing, isCredit ? -closing : null,
            ];
        }
    }

    public static async Task<OpenBook> OpenAsync(
        Db db, BookHead head, IReadOnlyList<BookAccount> accounts, BookScope scope, CancellationToken token)
    {
        var lines = (await db.ListAsync<Line>(LinesSql, scope, token)).ToDictionary(line => line.Account);
        var moved = accounts.Where(account => lines.ContainsKey(account.Code)).ToList();
        return new OpenBook(head, Rows(head, moved, lines).ToAsyncEnumerable(), lines.Count == 0);
    }

    private static IEnumerable<BookRow> Rows(BookHead head, List<BookAccount> accounts, Dictionary<string, Line> lines)
    {
        var maker = new RowMaker(head, accounts.ToDictionary(account => account.Code));
        var sums = new Money[8];
        foreach (var account in accounts)
        {
            var figures = lines[account.Code].Figures(account.NormalSide == Side.Credit);
            for (var i = 0; i < sums.Length; i++) sums[i] += figures[i] ?? Money.Zero;
            var link = new BookLink(head.Fund.Code, null)
            {
                Book = BookForms.Account.Code, Account = account.Code, From = head.Question.From, To = head.Question.To,
            };
            yield return maker.Make(
                BookLevel.Line,
                (_, place) => place switch
                {
                    0 => account.Number ?? account.Code,
                    1 => new Wording(account.NameVi, account.NameEn),
                    _ => figures[place - 2],
                },
                link);
        }

        yield return maker.Labelled(BookLevel.Total, new Wording("Cộng", "Total"), (column, place) => place < 2 ? null
            : new Summed(sums[place - 2], Money.Zero, accounts.Count == 0 ? [] : [new SumPart(1, accounts.Count, place)]));
    }
}
