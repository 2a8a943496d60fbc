using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>
/// What the seal of a request covers beside its lines: papers, terms of a case, those who give too, goods, what it mends, undecided pairs.
/// </summary>
internal sealed class RequestParts
{
    private const string PapersSql = """
        SELECT disbursement_id, paper_no, name_vi, media_type, holder, key_id, encode(sha256, 'hex') AS sha256 FROM request_papers
        WHERE fund_id = @FundId AND disbursement_id BETWEEN @From AND @To ORDER BY disbursement_id, paper_no
        """;

    private const string TermsSql = """
        SELECT disbursement_id, payee_kind, payee_institution, urgent_reason FROM request_terms
        WHERE fund_id = @FundId AND disbursement_id BETWEEN @From AND @To
        """;

    private const string CoFundersSql = """
        SELECT disbursement_id, cofunder_no, name, amount FROM request_cofunders
        WHERE fund_id = @FundId AND disbursement_id BETWEEN @From AND @To ORDER BY disbursement_id, cofunder_no
        """;

    private const string GoodsSql = """
        SELECT disbursement_id, line_no, lot_no, quantity, unit_value FROM request_goods
        WHERE fund_id = @FundId AND disbursement_id BETWEEN @From AND @To ORDER BY disbursement_id, line_no, lot_no
        """;

    private const string ReplacementsSql = """
        SELECT disbursement_id, replaces_id FROM request_replacements WHERE fund_id = @FundId AND disbursement_id BETWEEN @From AND @To
        """;

    private const string DoubtsSql = """
        SELECT disbursement_id, beneficiary_code, other_code, after_event_no FROM request_doubts
        WHERE fund_id = @FundId AND disbursement_id BETWEEN @From AND @To
        ORDER BY disbursement_id, beneficiary_code COLLATE "C", other_code COLLATE "C"
        """;

    private readonly ILookup<long, SealedRequestPaper> papers;
    private readonly ILookup<long, SealedRequestTerms> terms;
    private readonly ILookup<long, SealedCoFunder> coFunders;
    private readonly ILookup<long, SealedRequestGoods> goods;
    private readonly ILookup<long, SealedReplacement> replacements;
    private readonly ILookup<long, SealedDoubt> doubts;

    private RequestParts(
        IEnumerable<SealedRequestPaper> papers, IEnumerable<SealedRequestTerms> terms, IEnumerable<SealedCoFunder> coFunders,
        IEnumerable<SealedRequestGoods> goods, IEnumerable<SealedReplacement> replacements, IEnumerable<SealedDoubt> doubts)
    {
        this.papers = papers.ToLookup(part => part.DisbursementId);
        this.terms = terms.ToLookup(part => part.DisbursementId);
        this.coFunders = coFunders.ToLookup(part => part.DisbursementId);
        this.goods = goods.ToLookup(part => part.DisbursementId);
        this.replacements = replacements.ToLookup(part => part.DisbursementId);
        this.doubts = doubts.ToLookup(part => part.DisbursementId);
    }

    /// <param name="range">FundId, From and To.</param>
    public static async Task<RequestParts> ReadAsync(Db db, object range, CancellationToken token) => new(
        await db.ListAsync<SealedRequestPaper>(PapersSql, range, token), await db.ListAsync<SealedRequestTerms>(TermsSql, range, token),
        await db.ListAsync<SealedCoFunder>(CoFundersSql, range, token), await db.ListAsync<SealedRequestGoods>(GoodsSql, range, token),
        await db.ListAsync<SealedReplacement>(ReplacementsSql, range, token), await db.ListAsync<SealedDoubt>(DoubtsSql, range, token));

    public void Write(long request, CanonicalText text)
    {
        foreach (var paper in papers[request]) paper.Write(text);
        foreach (var said in terms[request]) said.Write(text);
        foreach (var other in coFunders[request]) other.Write(text);
        foreach (var lot in goods[request]) lot.Write(text);
        foreach (var mended in replacements[request]) mended.Write(text);
        foreach (var doubt in doubts[request]) doubt.Write(text);
    }
}
