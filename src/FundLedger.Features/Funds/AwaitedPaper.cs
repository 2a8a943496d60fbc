using NodaTime;

namespace FundLedger.Features.Funds;

/// <summary>Papers that norms expect with or after the payment of a request, and that nobody has attached yet.</summary>
public sealed record AwaitedPaper
{
    internal const string Sql = """
        SELECT p.disbursement_id AS id, t.title_vi, t.title_en, string_agg(p.name_vi, '; ' ORDER BY p.name_vi) AS names_vi,
            string_agg(p.name_en, '; ' ORDER BY p.name_vi) AS names_en, max(p.paid_on) AS paid_on
        FROM papers_awaited p JOIN funds f USING (fund_id) JOIN disbursement_titles t USING (fund_id, disbursement_id)
        WHERE f.code = @Fund AND actor_has_role(f.fund_id, 'fund_accountant', 'commune_officer', 'cashier')
        GROUP BY p.fund_id, p.disbursement_id, t.title_vi, t.title_en ORDER BY max(p.paid_on), p.disbursement_id
        """;

    /// <summary>Number of the request.</summary>
    public long Id { get; init; }

    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public string NamesVi { get; init; } = "";

    public string NamesEn { get; init; } = "";

    public LocalDate PaidOn { get; init; }
}
