using System.Security.Cryptography;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>The fund, its pools and its norm decisions say what the log last sealed of them.</summary>
internal static class ReferenceCheck
{
    // Every field, in the order of the log's rule; a list is one field, its JSON.
    private const string TermsSql = """
        SELECT 'fund' AS subject, f.fund_id::text AS key, ARRAY['fund', f.fund_id::text, f.unit_id::text, f.code, f.name_vi, f.name_en,
            to_char(f.opened_on, 'YYYY-MM-DD'), f.regime] AS terms
        FROM funds f WHERE f.fund_id = @FundId
        UNION ALL
        SELECT 'pool', p.pool_id::text, ARRAY['pool', p.fund_id::text, p.pool_id::text, p.code, p.name_vi, p.name_en, p.source_kind,
            to_json(p.support_kinds)::text, to_json(p.occasion_codes)::text]
        FROM pools p WHERE p.fund_id = @FundId
        UNION ALL
        SELECT 'norm_decision', n.decision_id::text, ARRAY['norm_decision', n.decision_id::text, n.issuing_unit_id::text, n.number,
            to_char(n.issued_on, 'YYYY-MM-DD'), n.issued_by, n.title_vi, n.title_en, n.in_force::text, n.is_sample::text]
            || coalesce((SELECT array_agg(x.term ORDER BY l.line_code COLLATE "C", x.place) FROM norm_lines l CROSS JOIN LATERAL
                unnest(ARRAY['line', l.line_code, l.name_vi, l.name_en, l.support_kind, l.occasion_code, l.need, l.amount_rule,
                    l.amount::text, l.percent::text, l.ceiling::text, l.frequency, l.frequency_limit::text, l.life_limit::text,
                    l.approver_level, to_json(l.papers_vi)::text, to_json(l.papers_en)::text, l.sort_order::text,
                    (SELECT json_agg(json_build_array(c.class_code, c.rank) ORDER BY c.class_code COLLATE "C")::text
                     FROM norm_line_classes c WHERE c.decision_id = l.decision_id AND c.line_code = l.line_code)])
                    WITH ORDINALITY x(term, place)
                WHERE l.decision_id = n.decision_id), '{}')
        FROM norm_decisions n JOIN funds f ON f.unit_id = n.issuing_unit_id WHERE f.fund_id = @FundId AND n.status = 'published'
        """;

    public static async Task RunAsync(
        Db db, VerifiedFund fund, IReadOnlyDictionary<(string Subject, string Key), SealedReference> replayed, PassTally tally,
        CancellationToken token)
    {
        var rows = (await db.ListAsync<TermsRow>(TermsSql, new { fund.FundId }, token)).ToDictionary(row => (row.Subject, row.Key));
        foreach (var subject in replayed.Keys.Union(rows.Keys).Order())
        {
            var expected = replayed.TryGetValue(subject, out var terms) ? Convert.ToHexStringLower(terms.ContentHash) : null;
            var found = rows.TryGetValue(subject, out var row) ? row.Hash : null;
            tally.Compare(fund.Code, subject.Subject, subject.Key, "content", expected, found);
        }
    }

    private sealed record TermsRow
    {
        public string Subject { get; init; } = "";

        public string Key { get; init; } = "";

        public string?[] Terms { get; init; } = [];

        public string Hash => Convert.ToHexStringLower(SHA256.HashData(CanonicalText.Of(Terms)));
    }
}
