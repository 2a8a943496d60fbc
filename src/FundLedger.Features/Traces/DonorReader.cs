using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Reports;

namespace FundLedger.Features.Traces;

/// <summary>Opens the statement to a donor in the snapshot of the running query.</summary>
internal sealed class DonorReader(Db db, FlowReader flows, TraceFacts facts)
{
    private const string DonorSql = "SELECT name FROM donors WHERE fund_id = @FundId AND donor_id = @Donor";

    private const string GiftsSql = """
        SELECT format_voucher(v.voucher_type, v.voucher_year, v.voucher_no) AS voucher, v.voucher_type = 'PN' AS is_goods,
            v.voucher_date AS date, v.amount, v.pool_id AS pool, coalesce(e.entries, '{}') AS entries,
            (SELECT format_voucher(r.voucher_type, r.voucher_year, r.voucher_no) FROM journal_entries r
             WHERE r.fund_id = v.fund_id AND r.book = 'financial' AND r.reverses_entry_no = ANY (e.entries) LIMIT 1) AS reversed_by
        FROM vouchers v
        CROSS JOIN LATERAL (SELECT array_agg(j.entry_no) AS entries FROM journal_entries j
            WHERE j.fund_id = v.fund_id AND j.book = 'financial' AND j.voucher_type = v.voucher_type AND j.voucher_year = v.voucher_year
                AND j.voucher_no = v.voucher_no) e
        WHERE v.fund_id = @FundId AND v.donor_id = @Donor AND v.voucher_type IN ('PT', 'PN') AND v.voucher_date BETWEEN @From AND @To
        ORDER BY v.voucher_date, v.voucher_type DESC, v.voucher_year, v.voucher_no
        """;

    // No code of a child leaves this reader: it is asked for only to count each child once.
    private const string EntriesSql = """
        SELECT e.entry_no, e.kind, e.entry_date AS date, p.beneficiary_code AS child,
            concat_ws('|', p.support_kind, p.occasion_code, p.occasion_year) AS use, k.name_vi AS kind_vi, k.name_en AS kind_en,
            CASE WHEN o.occasion_code IS NOT NULL THEN concat_ws(' ', o.name_vi, p.occasion_year) END AS occasion_vi,
            CASE WHEN o.occasion_code IS NOT NULL THEN concat_ws(' ', o.name_en, p.occasion_year) END AS occasion_en
        FROM unnest(@Entries::bigint[]) x(entry_no)
        JOIN journal_entries e ON e.fund_id = @FundId AND e.book = 'financial' AND e.entry_no = x.entry_no
        LEFT JOIN postings p ON p.fund_id = e.fund_id AND p.book = e.book AND p.entry_no = e.entry_no AND e.kind = 'disbursement'
            AND p.account_code = 'fund_balance'
        LEFT JOIN support_kinds k ON k.support_kind = p.support_kind LEFT JOIN occasions o ON o.occasion_code = p.occasion_code
        """;

    /// <summary>The statement, or why there can be none: no such fund or donor, no right to it, days that cannot be.</summary>
    public async Task<Result<OpenReport>> OpenAsync(DonorQuestion question, CancellationToken token)
    {
        if (question.IsShared && ReportPeriod.Of(question.From, question.To) is null)
        {
            return new SharedPeriodOdd(question.From, question.To);
        }

        var funds = await db.ListAsync<BookFund>(BookSql.Funds, new { question.Fund, WithUnits = false }, token);
        if (funds.Count == 0) return new FundNotFound(question.Fund);
        if (!funds[0].MayRead) return new RoleMissing($"Gifts to {question.Fund} are told to its accountants, approvers and auditors.");
        var period = StatementPeriod.Create(question.From, question.To, funds[0].OpenedOn, funds[0].Today);
        if (period.Error is { } refusal) return refusal;
        var asked = new { funds[0].FundId, question.Donor, question.From, question.To };
        if (await db.FindAsync<string>(DonorSql, asked, token) is not { } name) return new DonorUnknown(question.Donor);
        var gifts = await GiftsAsync(funds[0].FundId, await db.ListAsync<GiftVoucher>(GiftsSql, asked, token), question, token);
        if (gifts.FirstOrDefault(gift => gift.Left.IsNegative) is { } odd)
        {
            return new StatementDoesNotAddUp($"gift-{odd.Voucher.Voucher}", odd.Received, odd.Taken);
        }

        var head = HeadOf(question, funds[0], name);
        return new OpenReport(
            head, new DonorRows(head, gifts, question.IsShared).Make(), new ReportFigures(question.From, question.To));
    }

    private async Task<List<TracedGift>> GiftsAsync(
        int fundId, IReadOnlyList<GiftVoucher> vouchers, DonorQuestion question, CancellationToken token)
    {
        var fund = new TracedFund { Id = fundId };
        var pools = await facts.PoolsAsync(fund, token);
        var traces = await flows.ReadAsync(fundId, (await facts.TransfersAsync(fund, token)).Keys, token);
        var parts = vouchers.Where(voucher => !voucher.IsGoods).ToDictionary(
            voucher => voucher.Voucher,
            voucher => voucher.Entries.SelectMany(traces.UsesOf).Where(part => part.Entry is not null).ToList());
        var met = parts.Values.SelectMany(list => list).Select(part => part.Entry!.Value).Distinct().ToArray();
        var entries = (await db.ListAsync<GiftEntry>(EntriesSql, new { FundId = fundId, Entries = met }, token))
            .ToDictionary(entry => entry.EntryNo);
        return [.. vouchers.Select(voucher => new TracedGift(voucher, pools[voucher.Pool], Taken(voucher)))];

        // What was used after the last day is not used yet.
        List<(GiftEntry Entry, Money Amount)> Taken(GiftVoucher voucher) =>
        [
            .. from part in parts.GetValueOrDefault(voucher.Voucher) ?? []
               let entry = entries[part.Entry!.Value]
               where entry.Date <= question.To
               select (entry, part.Amount),
        ];
    }

    private static BookHead HeadOf(DonorQuestion question, BookFund fund, string name)
    {
        var number = question.Donor.ToString(CultureInfo.InvariantCulture);
        List<Wording> narrowed =
        [
            fund.MayName ? new($"Nhà tài trợ: {name}", $"Donor: {name}") : new($"Nhà tài trợ số {number}", $"Donor no. {number}"),
            new(
                "Các khoản nhận trong kỳ, đã dùng đến hết kỳ; nhập trước, xuất trước trong từng nguồn",
                "Gifts of the period, used up to its last day; first in, first out in each pool"),
        ];
        if (question.IsShared)
        {
            narrowed.Add(new(
                "Bản để gửi: không nêu riêng nội dung đến dưới 5 trẻ em", "To be given away: kinds under 5 children not told"));
        }

        return new BookHead
        {
            Form = DonorForm.Form, Funds = [fund], At = fund.At, Narrowed = narrowed,
            Question = new BookQuestion(question.Fund, DonorForm.Form.Code, question.From, question.To) { Donor = question.Donor },
        };
    }
}
