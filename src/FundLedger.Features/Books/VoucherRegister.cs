using System.Globalization;
using System.Runtime.CompilerServices;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Books;

/// <summary>
/// The vouchers of a period by type and number; under each series whether its numbers run from 1 without a gap, whatever their dates.
/// </summary>
internal static class VoucherRegister
{
    private const string SeriesSql = """
        SELECT v.fund_id, f.code AS fund, v.voucher_type AS type, v.voucher_year AS year, count(*)::int AS count, max(v.voucher_no) AS last,
            coalesce((SELECT string_agg(n::text, ', ' ORDER BY n) FROM generate_series(1, max(v.voucher_no)) n
                WHERE NOT EXISTS (SELECT FROM vouchers x WHERE x.fund_id = v.fund_id AND x.voucher_type = v.voucher_type
                    AND x.voucher_year = v.voucher_year AND x.voucher_no = n)), '') AS missing
        FROM vouchers v JOIN funds f USING (fund_id) WHERE v.fund_id = ANY (@FundIds)
            AND (@KnownAt::timestamptz IS NULL OR v.recorded_at <= @KnownAt)
            AND v.voucher_year BETWEEN extract(year FROM @From::date) AND extract(year FROM @To::date)
        GROUP BY v.fund_id, f.code, v.voucher_type, v.voucher_year
        ORDER BY v.fund_id, v.voucher_year, v.voucher_type COLLATE "C"
        """;

    private const string VouchersSql = """
        SELECT v.fund_id, f.code AS fund, v.voucher_type AS type, v.voucher_year AS year, v.voucher_no AS no, v.voucher_date AS date,
            v.amount, format_voucher(v.voucher_type, v.voucher_year, v.voucher_no) AS voucher, o.code AS pool, v.bank_reference,
            coalesce(u.display_name, v.prepared_by) AS prepared_by, nullif(btrim(w.content), '') AS content,
            (SELECT string_agg(DISTINCT format_voucher(r.voucher_type, r.voucher_year, r.voucher_no), ', ') FROM journal_entries e
             JOIN journal_entries r ON r.fund_id = e.fund_id AND r.book = e.book AND r.reverses_entry_no = e.entry_no
             WHERE e.fund_id = v.fund_id AND e.voucher_type = v.voucher_type AND e.voucher_year = v.voucher_year
                AND e.voucher_no = v.voucher_no AND (@KnownLog::bigint IS NULL OR r.log_no <= @KnownLog)) AS reversed_by
        FROM vouchers v JOIN funds f USING (fund_id) JOIN pools o USING (fund_id, pool_id) LEFT JOIN users u ON u.user_name = v.prepared_by
        LEFT JOIN voucher_details w USING (fund_id, voucher_type, voucher_year, voucher_no)
        WHERE v.fund_id = ANY (@FundIds) AND v.voucher_date BETWEEN @From AND @To
        ORDER BY v.fund_id, v.voucher_year, v.voucher_type COLLATE "C", v.voucher_no
        """;

    private sealed record Series
    {
        public int FundId { get; init; }

        public string Fund { get; init; } = "";

        public string Type { get; init; } = "";

        public int Year { get; init; }

        public int Count { get; init; }

        public int Last { get; init; }

        public string Missing { get; init; } = "";

        public Wording Title => new($"{Fund} · {Type}-{Number(Year)}", $"{Fund} · {Type}-{Number(Year)}");

        public Wording Check => Missing.Length == 0
            ? new(
                $"Số 1 đến {Number(Last)}: đủ {Number(Count)} chứng từ, không thiếu số",
                $"1 to {Number(Last)}: all {Number(Count)} there, no gap")
            : new($"THIẾU SỐ {Missing} trong 1 đến {Number(Last)}", $"MISSING {Missing} among 1 to {Number(Last)}");
    }

    private sealed record Line
    {
        public int FundId { get; init; }

        public string Fund { get; init; } = "";

        public string Type { get; init; } = "";

        public int Year { get; init; }

        public int No { get; init; }

        public LocalDate Date { get; init; }

        public string Voucher { get; init; } = "";

        public Money Amount { get; init; }

        public string Pool { get; init; } = "";

        public string? BankReference { get; init; }

        public string PreparedBy { get; init; } = "";

        public string? Content { get; init; }

        public string? ReversedBy { get; init; }

        public Wording? Note => ReversedBy is null ? null : new($"Đã đảo bằng {ReversedBy}", $"Reversed by {ReversedBy}");
    }

    public static async Task<OpenBook> OpenAsync(Db db, BookHead head, BookScope scope, CancellationToken token)
    {
        var series = await db.ListAsync<Series>(SeriesSql, scope, token);
        return new OpenBook(head, RowsAsync(head, series, db.StreamAsync<Line>(VouchersSql, scope), token), series.Count == 0);
    }

    private static async IAsyncEnumerable<BookRow> RowsAsync(
        BookHead head, IReadOnlyList<Series> series, IAsyncEnumerable<Line> lines, [EnumeratorCancellation] CancellationToken token)
    {
        var maker = new RowMaker(head, new Dictionary<string, BookAccount>());
        var (at, meter) = (-1, new Meter());
        await foreach (var line in lines.WithCancellation(token))
        {
            var of = series.TakeWhile(one => (one.FundId, one.Type, one.Year) != (line.FundId, line.Type, line.Year)).Count();
            foreach (var row in Turn(maker, series, at, of, meter)) yield return row;
            if (of > at) meter = new Meter();
            at = of;
            meter.Add(new Flow(line.Amount, default, default, default));
            var shown = maker.Make(BookLevel.Line, (column, _) => CellOf(line, column), new BookLink(line.Fund, line.Voucher));
            meter.Take(shown.No);
            yield return shown with { Place = new BookPlace(at + 1, line.Date, line.FundId, line.No, 1) };
        }

        foreach (var row in Turn(maker, series, at, series.Count, meter)) yield return row;
    }

    // Ends the series that is open and begins the next ones up to one; a series without a line in the period is checked all the same.
    private static IEnumerable<BookRow> Turn(RowMaker maker, IReadOnlyList<Series> series, int at, int to, Meter meter)
    {
        for (var i = at; i < to; i++)
        {
            if (i >= 0) yield return End(maker, series[i], i == at ? meter : new Meter());
            if (i + 1 < series.Count) yield return maker.Labelled(BookLevel.Group, series[i + 1].Title, (_, _) => null);
        }
    }

    private static object? CellOf(Line line, BookColumn column) => column.Key switch
    {
        "date" => line.Date,
        "voucher" => line.Voucher,
        "text" => line.Content is { } words ? new Wording(words, words) : null,
        "pool" => line.Pool,
        "fund" => line.Fund,
        "amount" => line.Amount,
        "preparedBy" => line.PreparedBy,
        _ => line.Note,
    };

    private static BookRow End(RowMaker maker, Series series, Meter meter) =>
        maker.Labelled(BookLevel.Total, series.Check, (column, place) => column.Key == "amount" ? meter.In(column, place) : null);

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
