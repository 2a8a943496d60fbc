using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Statements;

/// <summary>
/// What anybody may know of a statement of closed books by the name on its paper, whoever asks: no figure, no name of a person.
/// </summary>
public sealed record GetIssuedStatement(StatementId Id) : IQuery<IssuedStatement>;

public sealed record StatementNotIssued(string Id) : NotFound($"No closed books have a statement {Id}.");

public sealed record IssuedStatement
{
    /// <summary>The name under which whoever has not signed in asks; no user can have it, and it has no rights.</summary>
    public const string Anybody = "(public)";

    public string Fund { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public string Unit { get; init; } = "";

    public int Version { get; init; }

    public Instant ClosedAt { get; init; }

    public long LogNo { get; init; }

    /// <summary>64 hexadecimal digits, as all hashes here.</summary>
    public string LogHash { get; init; } = "";

    /// <summary>Null for days of which no statement was issued when the month was closed: it is checked by its proof only.</summary>
    public string? Digest { get; init; }

    public long? SignedNo { get; init; }

    public string? SignedHash { get; init; }

    public Instant? SignedAt { get; init; }

    public byte[]? PublicKey { get; init; }

    /// <summary>The latest closing of the last month.</summary>
    public int Latest { get; init; }

    /// <summary>The last month was opened again and is not closed yet.</summary>
    public bool IsOpen { get; init; }

    /// <summary>How many auditors have attested it.</summary>
    public int Attested { get; init; }

    public string? KeyFingerprint => PublicKey is null ? null : Checkpoint.FingerprintOf(PublicKey);

    public bool IsSuperseded => Version < Latest;
}

internal sealed class GetIssuedStatementHandler(Db db) : IRequestHandler<GetIssuedStatement, Result<IssuedStatement>>
{
    private const string FindSql = """
        SELECT fund, name_vi, name_en, unit, version, closed_at, log_no, encode(log_hash, 'hex') AS log_hash,
            encode(digest, 'hex') AS digest, signed_no, encode(signed_hash, 'hex') AS signed_hash, signed_at, public_key, latest, is_open,
            issued_statement_attested(@Fund, @From, @To, @Version) AS attested
        FROM issued_statement(@Fund, @From, @To, @Version)
        """;

    public async Task<Result<IssuedStatement>> Handle(GetIssuedStatement request, CancellationToken cancellationToken)
    {
        var id = request.Id;
        var asked = new { id.Fund, id.From, id.To, Version = id.Version ?? 0 };
        var found = await db.FindAsync<IssuedStatement>(FindSql, asked, cancellationToken);
        return found is null ? new StatementNotIssued(id.ToString()) : found;
    }
}
