using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Vouchers;

/// <summary>Finds the vouchers of a range, with their prints.</summary>
internal sealed class VoucherChoice(Db db)
{
    private const string ListSql = """
        SELECT v.voucher_type AS type, v.voucher_year AS year, v.voucher_no AS no, v.voucher_date AS date, v.amount,
            count(p.copy_no)::int AS prints, max(r.printed_at) AS last_printed_at,
            (array_agg(coalesce(u.display_name, r.printed_by) ORDER BY p.copy_no DESC))[1] AS last_printed_by
        FROM funds f JOIN vouchers v USING (fund_id)
        LEFT JOIN voucher_prints p USING (fund_id, voucher_type, voucher_year, voucher_no)
        LEFT JOIN print_runs r USING (fund_id, run_no) LEFT JOIN users u ON u.user_name = r.printed_by
        WHERE f.code = @Fund AND v.voucher_type = @Type AND v.voucher_year = @Year AND v.voucher_date BETWEEN @From AND @To
            AND v.voucher_no BETWEEN @First AND @Last
        GROUP BY v.fund_id, v.voucher_type, v.voucher_year, v.voucher_no ORDER BY v.voucher_no
        """;

    public Task<IReadOnlyList<ListedVoucher>> ListAsync(string fund, VoucherRange range, CancellationToken token)
    {
        var asked = new { Fund = fund, range.Type, range.Year, range.From, range.To, range.First, range.Last };
        return db.ListAsync<ListedVoucher>(ListSql, asked, token);
    }
}
