using System.Globalization;
using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Statements;
using MediatR;
using NodaTime;

namespace FundLedger.IntegrationTests.Walkthroughs;

/// <summary>A story told in commands and in the books that they leave behind; Vietnamese first, figures as they are printed.</summary>
internal sealed class Story(Ledger ledger)
{
    private const string PostingsSql = """
        SELECT e.log_no, e.book, e.entry_no, to_char(e.entry_date, 'DD/MM/YYYY') AS day,
            concat_ws('-', e.voucher_type, e.voucher_year, lpad(e.voucher_no::text, 5, '0')) AS voucher, a.name_vi, a.name_en,
            p.code AS pool, coalesce(l.beneficiary_code, '') AS child, l.side, l.amount
        FROM journal_entries e JOIN postings l USING (fund_id, book, entry_no) JOIN accounts a USING (account_code)
        JOIN pools p USING (fund_id, pool_id) JOIN funds f USING (fund_id)
        WHERE f.code = @Fund AND e.log_no > @After ORDER BY e.log_no, l.line
        """;

    private const string PoolsSql = """
        SELECT p.code, p.name_vi, p.name_en, b.liquid, b.committed
        FROM pools p JOIN pool_balances b USING (fund_id, pool_id) JOIN funds f USING (fund_id) WHERE f.code = @Fund ORDER BY p.pool_id
        """;

    private const string MoneySql = """
        SELECT a.name_vi, a.name_en, m.balance FROM money_balances m JOIN accounts a USING (account_code) JOIN funds f USING (fund_id)
        WHERE f.code = @Fund ORDER BY a.account_code DESC
        """;

    private static readonly NumberFormatInfo Dong = new() { NumberGroupSeparator = "." };

    private readonly StringBuilder text = new();
    private long told;

    private sealed record PostingRow
    {
        public long LogNo { get; init; }

        public string Book { get; init; } = "";

        public long EntryNo { get; init; }

        public string Day { get; init; } = "";

        public string Voucher { get; init; } = "";

        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";

        public string Pool { get; init; } = "";

        public string Child { get; init; } = "";

        public string Side { get; init; } = "";

        public long Amount { get; init; }
    }

    private sealed record PoolRow
    {
        public string Code { get; init; } = "";

        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";

        public long Liquid { get; init; }

        public long Committed { get; init; }
    }

    private sealed record MoneyRow
    {
        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";

        public long Balance { get; init; }
    }

    public override string ToString() => text.ToString();

    public void Says(params string[] paragraphs)
    {
        foreach (var paragraph in paragraphs) text.Append(paragraph).Append("\n\n");
    }

    /// <summary>Sends a command that succeeds and shows it, its answer and the postings it made.</summary>
    public async Task<T> Does<T>(string who, IRequest<Result<T>> command)
    {
        var answer = await ledger.Done(who, command);
        Says($"```\n{who} → {Shown(command)}\n{new string(' ', who.Length)} ← {Shown(answer!)}\n```");
        await TellPostingsAsync();
        return answer;
    }

    /// <summary>Sends a command that is refused and shows why.</summary>
    public async Task<Error> IsRefused<T>(string who, IRequest<Result<T>> command)
    {
        var refusal = (await ledger.Send(who, command)).Error ?? throw new InvalidOperationException("The command was not refused.");
        Says($"```\n{who} → {Shown(command)}\n{new string(' ', who.Length)} ✗ {refusal.Code}: {refusal.Message}\n```");
        return refusal;
    }

    public async Task TellBalancesAsync()
    {
        var pools = await ledger.List<PoolRow>(PoolsSql, new { Given.Fund });
        var money = await ledger.List<MoneyRow>(MoneySql, new { Given.Fund });
        Says(
            "| Nguồn · Pool | Số dư · Liquid | Cam kết chi · Committed | Còn được chi · Available |\n|---|---:|---:|---:|\n" + string.Join('\n', pools.Select(
                pool => $"| {pool.Code} – {pool.NameVi} · {pool.NameEn} | {Printed(pool.Liquid)} | {Printed(pool.Committed)} | {Printed(pool.Liquid - pool.Committed)} |")),
            "| Tài khoản · Account | Số dư · Balance |\n|---|---:|\n" + string.Join('\n', money.Select(
                account => $"| {account.NameVi} · {account.NameEn} | {Printed(account.Balance)} |")));
    }

    /// <summary>The statement as figures; its digest is of no interest here.</summary>
    public async Task TellStatementAsync(string who, GetFundStatement query)
    {
        var statement = (await ledger.Done(who, query)).Figures;
        List<string> rows = [Total("Số dư đầu kỳ · Opening", statement.Opening)];
        rows.AddRange(statement.Receipts.Select(line => $"| Thu · In: {Both(line.Name)} | {Printed(line.Amount)} |"));
        rows.AddRange(statement.Disbursements.SelectMany(kind => kind.Classes.Select(
            line => $"| Chi · Out: {Both(kind.Name)} – {Both(line.Name)} ({Printed(line.Times)} lượt · times) | {Printed(line.Amount)} |")));
        rows.Add(Total("Số dư cuối kỳ · Closing", statement.Closing));
        Says($"```\n{who} → {Shown(query)}\n```", "| Chỉ tiêu · Item | Số tiền · Amount |\n|---|---:|\n" + string.Join('\n', rows));
        Says("| Chứng từ · Voucher | Ngày · Date | Thu · In | Chi · Out |\n|---|---|---:|---:|\n" + string.Join('\n', statement.Vouchers.Select(
            voucher => voucher.IsReceipt
                ? $"| {voucher.Number} | {Printed(voucher.Date)} | {Printed(voucher.Amount)} |  |"
                : $"| {voucher.Number} | {Printed(voucher.Date)} |  | {Printed(voucher.Amount)} |")));

        static string Total(string name, Money amount) => $"| **{name}** | **{Printed(amount)}** |";
        static string Both(Wording name) => $"{name.Vi} · {name.En}";
    }

    private async Task TellPostingsAsync()
    {
        var rows = await ledger.List<PostingRow>(PostingsSql, new { Given.Fund, After = told });
        if (rows.Count == 0) return;
        told = rows[^1].LogNo;
        Says("| Bút toán · Entry | Ngày · Date | Chứng từ · Voucher | Tài khoản · Account | Nguồn · Pool | Trẻ · Child | Nợ · Debit | Có · Credit |\n"
            + "|---|---|---|---|---|---|---:|---:|\n" + string.Join('\n', rows.Select(Row)));
    }

    private static string Row(PostingRow row)
    {
        var book = row.Book == "financial" ? "TC" : "CK";
        var (debit, credit) = row.Side == "debit" ? (Printed(row.Amount), "") : ("", Printed(row.Amount));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"| {book} {row.EntryNo} | {row.Day} | {row.Voucher} | {row.NameVi} · {row.NameEn} | {row.Pool} | {row.Child} | {debit} | {credit} |");
    }

    /// <summary>A command or answer by its name and what a person gave; keys and hashes are of no interest.</summary>
    private static string Shown(object message) => message.GetType().Name + "(" + string.Join(", ", message.GetType().GetProperties()
        .Where(property => property.Name is not ("Fund" or "Key" or "Seen" or "EqualityContract"))
        .Select(property => (property.Name, Value: property.GetValue(message)))
        .Where(pair => pair.Value is not null).Select(pair => pair.Name + ": " + Printed(pair.Value!))) + ")";

    private static string Printed(object value) => value switch
    {
        Money money => Printed(money.Dong),
        long number => number.ToString("#,0", Dong),
        LocalDate date => date.ToString("dd/MM/uuuu", CultureInfo.InvariantCulture),
        string words => words,
        Features.Disbursements.GiftLine { Amount: { } amount } line => $"{line.Beneficiary} {Printed(amount.Dong)}",
        Features.Disbursements.GiftLine line => line.Beneficiary,
        System.Collections.IEnumerable many => "[" + string.Join(", ", many.Cast<object>().Select(Printed)) + "]",
        _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
    };
}
