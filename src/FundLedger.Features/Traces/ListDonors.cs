using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Books;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Traces;

/// <summary>Who gave to a fund in a period, for choosing one; by number to whoever may not know them by name.</summary>
public sealed record ListDonors(string Fund, LocalDate From, LocalDate To) : IQuery<DonorList>
{
    /// <summary>At most so many are listed; the count is of all.</summary>
    public const int Most = 100;

    /// <summary>Part of the name, accents and capitals left out of account.</summary>
    public string? Text { get; init; }
}

public sealed record DonorList(IReadOnlyList<ListedDonor> Donors, int Count);

public sealed record ListedDonor
{
    public long Donor { get; init; }

    /// <summary>Null where the reader may not know it.</summary>
    public string? Name { get; init; }

    public int Gifts { get; init; }

    /// <summary>In money; what was reversed is taken off.</summary>
    public Money Money { get; init; }

    public Money Goods { get; init; }
}

internal sealed class ListDonorsHandler(Db db) : IRequestHandler<ListDonors, Result<DonorList>>
{
    private const string DonorsSql = """
        SELECT d.donor_id AS donor, CASE WHEN @MayName THEN d.name END AS name, count(*)::int AS gifts,
            coalesce(sum(v.amount) FILTER (WHERE v.voucher_type = 'PT' AND NOT r.is_reversed), 0)::bigint AS money,
            coalesce(sum(v.amount) FILTER (WHERE v.voucher_type = 'PN' AND NOT r.is_reversed), 0)::bigint AS goods
        FROM vouchers v JOIN donors d USING (fund_id, donor_id)
        CROSS JOIN LATERAL (SELECT EXISTS (SELECT FROM journal_entries e JOIN journal_entries o ON o.fund_id = e.fund_id
                AND o.book = e.book AND o.reverses_entry_no = e.entry_no
            WHERE e.fund_id = v.fund_id AND e.book = 'financial' AND e.voucher_type = v.voucher_type
                AND e.voucher_year = v.voucher_year AND e.voucher_no = v.voucher_no) AS is_reversed) r
        WHERE v.fund_id = @FundId AND v.voucher_type IN ('PT', 'PN') AND v.voucher_date BETWEEN @From AND @To
        GROUP BY d.donor_id, d.name ORDER BY 2 NULLS LAST, d.donor_id
        """;

    public async Task<Result<DonorList>> Handle(ListDonors request, CancellationToken cancellationToken)
    {
        var funds = await db.ListAsync<BookFund>(BookSql.Funds, new { request.Fund, WithUnits = false }, cancellationToken);
        if (funds.Count == 0) return new FundNotFound(request.Fund);
        if (!funds[0].MayRead) return new RoleMissing($"Gifts to {request.Fund} are told to its accountants, approvers and auditors.");
        var period = StatementPeriod.Create(request.From, request.To, funds[0].OpenedOn, funds[0].Today);
        if (period.Error is { } refusal) return refusal;
        var asked = new { funds[0].FundId, funds[0].MayName, request.From, request.To };
        var all = await db.ListAsync<ListedDonor>(DonorsSql, asked, cancellationToken);
        var wanted = SearchKey.Of(request.Text ?? "");
        var found = all.Where(donor => SearchKey.Of(donor.Name ?? "").Contains(wanted, StringComparison.Ordinal)).ToList();
        return new DonorList([.. found.Take(ListDonors.Most)], found.Count);
    }
}
