using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Findings;

/// <summary>The statements that were issued at closings, the latest first, with who has attested them. The fund's auditors ask.</summary>
public sealed record ListIssuedStatements(string Fund) : IQuery<IssuedStatements>;

public sealed record IssuedStatements(IReadOnlyList<ListedStatement> Statements);

public sealed record ListedStatement
{
    public string Fund { get; init; } = "";

    public LocalDate From { get; init; }

    public LocalDate To { get; init; }

    public int Version { get; init; }

    public string Digest { get; init; } = "";

    /// <summary>Names of the auditors who attested it; empty for none.</summary>
    public string AttestedBy { get; init; } = "";

    public string? Note { get; init; }

    /// <summary>The reader has attested it.</summary>
    public bool ByMe { get; init; }

    public bool IsSuperseded { get; init; }

    public string Id => new StatementId(Fund, From, To, Version, null).ToString();
}

internal sealed class ListIssuedStatementsHandler(Db db) : IRequestHandler<ListIssuedStatements, Result<IssuedStatements>>
{
    private const string ListSql = """
        SELECT f.code AS fund, i.from_date AS "from", month_end(i.month) AS "to", i.version, encode(i.digest, 'hex') AS digest,
            coalesce((SELECT string_agg(coalesce(u.display_name, a.attested_by), ', ' ORDER BY a.attestation_no) FROM attestations a
                LEFT JOIN users u ON u.user_name = a.attested_by WHERE a.fund_id = i.fund_id AND a.month = i.month AND a.version = i.version
                    AND a.from_date = i.from_date), '') AS attested_by,
            (SELECT string_agg(a.note, '; ' ORDER BY a.attestation_no) FROM attestations a WHERE a.fund_id = i.fund_id
                AND a.month = i.month AND a.version = i.version AND a.from_date = i.from_date) AS note,
            EXISTS (SELECT FROM attestations a JOIN users u ON u.user_name = acting_user() AND u.person_id = a.person_id
                WHERE a.fund_id = i.fund_id AND a.month = i.month AND a.version = i.version AND a.from_date = i.from_date) AS by_me,
            EXISTS (SELECT FROM closed_periods c WHERE c.fund_id = i.fund_id AND c.month = i.month
                AND c.version > i.version) AS is_superseded
        FROM issued_statements i JOIN funds f USING (fund_id) WHERE f.code = @Fund
        ORDER BY i.month DESC, i.version DESC, i.from_date DESC
        """;

    public async Task<Result<IssuedStatements>> Handle(ListIssuedStatements request, CancellationToken cancellationToken)
    {
        if (!await AuditedFund.IsAsync(db, request.Fund, cancellationToken)) return new FundNotFound(request.Fund);
        return new IssuedStatements(await db.ListAsync<ListedStatement>(ListSql, request, cancellationToken));
    }
}
