using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Receipts;

/// <summary>Receipts of a fund, newest first. A filter that is null or empty asks for all.</summary>
public sealed record ListReceipts(string Fund) : IQuery<ReceiptList>
{
    /// <summary>The largest <see cref="Take"/> that a screen asks for; a file takes them all.</summary>
    public const int Page = 100;

    public string? Pool { get; init; }

    public string? SourceKind { get; init; }

    public string? MoneyAccount { get; init; }

    public LocalDate? From { get; init; }

    public LocalDate? To { get; init; }

    /// <summary>Part of the giver's name, accents and capitals left out of account.</summary>
    public string? Text { get; init; }

    /// <summary>At most so many rows; the sums are over all.</summary>
    public int Take { get; init; } = Page;
}

/// <param name="Sum">Of all receipts that the filter lets through, also of those not among the rows.</param>
/// <param name="Reversed">The part of the sum that was reversed later.</param>
public sealed record ReceiptList(IReadOnlyList<ListedReceipt> Receipts, int Count, Money Sum, Money Reversed);

public sealed record ListedReceipt
{
    public string Number { get; init; } = "";

    public LocalDate Date { get; init; }

    public string Donor { get; init; } = "";

    public string PoolVi { get; init; } = "";

    public string PoolEn { get; init; } = "";

    public string SourceVi { get; init; } = "";

    public string SourceEn { get; init; } = "";

    public string AccountVi { get; init; } = "";

    public string AccountEn { get; init; } = "";

    public string? BankReference { get; init; }

    public string? Content { get; init; }

    public Money Amount { get; init; }

    /// <summary>Voucher of the reversal, or null.</summary>
    public string? ReversedBy { get; init; }

    // The sums over all rows of the filter come with each row.
    internal int Count { get; init; }

    internal Money Sum { get; init; }

    internal Money Reversed { get; init; }
}

internal sealed class ListReceiptsHandler(Db db) : IRequestHandler<ListReceipts, Result<ReceiptList>>
{
    private const string DonorsSql = "SELECT d.donor_id, d.name FROM donors d JOIN funds f USING (fund_id) WHERE f.code = @Fund";

    private const string RowsSql = """
        SELECT format('%s-%s-%s', v.voucher_type, v.voucher_year, lpad(v.voucher_no::text, 5, '0')) AS number, v.voucher_date AS date,
            g.name AS donor, p.name_vi AS pool_vi, p.name_en AS pool_en, s.name_vi AS source_vi, s.name_en AS source_en,
            a.name_vi AS account_vi, a.name_en AS account_en, v.bank_reference, w.content, v.amount, r.reversed_by,
            count(*) OVER ()::int AS count, sum(v.amount) OVER ()::bigint AS sum,
            coalesce(sum(v.amount) FILTER (WHERE r.reversed_by IS NOT NULL) OVER (), 0)::bigint AS reversed
        FROM vouchers v JOIN funds f USING (fund_id) JOIN donors g USING (fund_id, donor_id) JOIN pools p USING (fund_id, pool_id)
        JOIN source_kinds s USING (source_kind) JOIN accounts a ON a.account_code = v.money_account
        JOIN voucher_details w USING (fund_id, voucher_type, voucher_year, voucher_no)
        LEFT JOIN LATERAL (
            SELECT format('%s-%s-%s', x.voucher_type, x.voucher_year, lpad(x.voucher_no::text, 5, '0')) AS reversed_by
            FROM journal_entries e JOIN vouchers x ON x.fund_id = e.fund_id AND x.reverses_entry_no = e.entry_no
            WHERE e.fund_id = v.fund_id AND e.book = 'financial' AND e.voucher_type = v.voucher_type
                AND e.voucher_year = v.voucher_year AND e.voucher_no = v.voucher_no LIMIT 1) r ON true
        WHERE f.code = @Fund AND v.voucher_type = 'PT' AND (@Pool::text IS NULL OR p.code = @Pool)
            AND (@SourceKind::text IS NULL OR p.source_kind = @SourceKind)
            AND (@MoneyAccount::text IS NULL OR v.money_account = @MoneyAccount)
            AND (@From::date IS NULL OR v.voucher_date >= @From) AND (@To::date IS NULL OR v.voucher_date <= @To)
            AND (@Donors::bigint[] IS NULL OR v.donor_id = ANY (@Donors))
        ORDER BY v.voucher_date DESC, v.voucher_year DESC, v.voucher_no DESC
        LIMIT @Take
        """;

    private sealed record Donor
    {
        public long DonorId { get; init; }

        public string Name { get; init; } = "";
    }

    public async Task<Result<ReceiptList>> Handle(ListReceipts request, CancellationToken cancellationToken)
    {
        var parameters = new
        {
            request.Fund, Pool = Given(request.Pool), SourceKind = Given(request.SourceKind), MoneyAccount = Given(request.MoneyAccount),
            request.From, request.To, Donors = await DonorsAsync(request, cancellationToken), request.Take,
        };
        var rows = await db.ListAsync<ListedReceipt>(RowsSql, parameters, cancellationToken);
        return rows is [var first, ..]
            ? new ReceiptList(rows, first.Count, first.Sum, first.Reversed)
            : new ReceiptList([], 0, Money.Zero, Money.Zero);
    }

    private static string? Given(string? filter) => string.IsNullOrWhiteSpace(filter) ? null : filter;

    // The key that leaves accents out of account is the domain's; the database has none.
    private async Task<long[]?> DonorsAsync(ListReceipts request, CancellationToken token)
    {
        var wanted = SearchKey.Of(request.Text ?? "");
        if (wanted.Length == 0) return null;
        var donors = await db.ListAsync<Donor>(DonorsSql, new { request.Fund }, token);
        var found = donors.Where(donor => SearchKey.Of(donor.Name).Contains(wanted, StringComparison.Ordinal));
        return [.. found.Select(donor => donor.DonorId)];
    }
}
