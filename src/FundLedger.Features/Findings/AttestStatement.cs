using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Findings;

/// <summary>An auditor confirms a statement of closed books that was issued at its closing, by its digest.</summary>
/// <param name="Statement">Name of the statement as it stands on the paper.</param>
/// <param name="Digest">As the auditor read or recomputed it; 64 hexadecimal digits.</param>
/// <param name="Note">What is to be said with it, at most 1,000 characters; null for nothing.</param>
public sealed record AttestStatement(string Fund, Guid Key, string Statement, string Digest, string? Note) : ICommand<StatementAttested>;

public sealed record StatementAttested(int Attestation, string Statement);

/// <summary>The digest that was given is not the one that was sealed: what the auditor has is another statement.</summary>
public sealed record DigestIsAnother(string Statement) : Refused($"The digest is not that of statement {Statement}.")
{
    public override string Field => "Digest";
}

public sealed record AttestedAlready(string Statement) : Refused($"This person has attested statement {Statement} before.");

public sealed record AttesterTookPart(string Statement)
    : Refused($"Statement {Statement} is attested by somebody who closed no month and wrote, asked for and approved nothing in it.");

public sealed record AttestationNoteTooLong() : Invalid("A note has at most 1,000 characters.")
{
    public override string Field => "Note";
}

internal sealed class AttestStatementHandler(Db db, FundLock fundLock) : IRequestHandler<AttestStatement, Result<StatementAttested>>
{
    private const int LongestNote = 1000;

    private const string FactsSql = """
        SELECT encode(i.digest, 'hex') AS digest, EXISTS (SELECT FROM attestations a WHERE a.fund_id = i.fund_id AND a.month = i.month
            AND a.version = i.version AND a.from_date = i.from_date AND a.person_id = @Person) AS is_attested
        FROM issued_statements i WHERE i.fund_id = @FundId AND i.month = @Month AND i.version = @Version AND i.from_date = @From
        """;

    private const string PartSql = """
        SELECT EXISTS (SELECT FROM closed_periods c JOIN users u ON u.user_name = c.closed_by
                WHERE c.fund_id = @FundId AND u.person_id = @Person AND c.month BETWEEN date_trunc('month', @From::date) AND @Month)
            OR EXISTS (SELECT FROM journal_entries e JOIN users u ON u.user_name = e.recorded_by WHERE e.fund_id = @FundId
                AND u.person_id = @Person AND e.entry_date BETWEEN @From AND @To)
            OR EXISTS (SELECT FROM journal_entries e JOIN disbursement_events d USING (fund_id, disbursement_id) WHERE e.fund_id = @FundId
                AND e.kind = 'disbursement' AND e.entry_date BETWEEN @From AND @To AND d.person_id = @Person)
        """;

    private const string AttestSql = "SELECT attest_statement(@FundId, @Month, @Version, @From, decode(@Digest, 'hex'), @Note)";

    public async Task<Result<StatementAttested>> Handle(AttestStatement request, CancellationToken cancellationToken)
    {
        var note = TypedText.Normalise(request.Note ?? "");
        if (note.Length > LongestNote) return new AttestationNoteTooLong();
        var fund = await fundLock.TakeAsync(request.Fund, cancellationToken);
        var id = StatementId.Read(request.Statement);
        if (id is not { Version: { } version } || id.Fund != request.Fund) return new StatementNotIssued(request.Statement);
        var asked = new
        {
            fund.FundId, fund.Person, id.From, id.To, Month = id.To.With(DateAdjusters.StartOfMonth), Version = version,
            Digest = request.Digest.Trim().ToLowerInvariant(), Note = note.Length == 0 ? null : note,
        };
        var issued = await db.FindAsync<Issued>(FactsSql, asked, cancellationToken);
        if (issued is null || id.To != id.To.With(DateAdjusters.EndOfMonth)) return new StatementNotIssued(request.Statement);
        if (issued.Digest != asked.Digest) return new DigestIsAnother(id.ToString());
        if (issued.IsAttested) return new AttestedAlready(id.ToString());
        if (await db.SingleAsync<bool>(PartSql, asked, cancellationToken)) return new AttesterTookPart(id.ToString());
        return new StatementAttested(await db.SingleAsync<int>(AttestSql, asked, cancellationToken), id.ToString());
    }

    private sealed record Issued
    {
        public string Digest { get; init; } = "";

        public bool IsAttested { get; init; }
    }
}
