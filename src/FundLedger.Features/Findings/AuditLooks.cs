using FundLedger.Domain;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Findings;

/// <summary>
/// Writes down which paper of a fund an auditor opens, before it is shown. For a scope of its own; the actor is the auditor.
/// </summary>
public sealed class AuditLooks
{
    /// <summary>So much of an address is kept.</summary>
    public const int LongestReference = 200;

    private const string FundSql = "SELECT fund_id FROM funds WHERE code = @Fund AND actor_has_role(fund_id, 'auditor')";

    private const string NoteSql = "SELECT note_look(@FundId, @Subject, @Reference)";

    private readonly Db db;

    internal AuditLooks(Db db) => this.db = db;

    /// <summary>Does nothing in a fund that the actor does not audit.</summary>
    /// <param name="subject">What kind of paper, in small letters.</param>
    /// <param name="reference">Which one.</param>
    public async Task NoteAsync(string fund, string subject, string reference, CancellationToken token)
    {
        await using (db)
        {
            var fundId = await db.BeginCommandAsync<int?>(FundSql, new { Fund = fund }, token);
            if (fundId is null) return;
            await db.ExecuteAsync(NoteSql, new { FundId = fundId, Subject = subject, Reference = reference }, token);
            await db.CommitAsync("SELECT", null, token);
        }
    }
}

/// <summary>What auditors opened of a fund's papers, the latest first, at most <see cref="Most"/>. The fund's auditors ask.</summary>
public sealed record ListAuditLooks(string Fund, string? By) : IQuery<AuditLookList>
{
    public const int Most = 500;
}

public sealed record AuditLookList(IReadOnlyList<AuditLook> Looks);

public sealed record AuditLook
{
    public long No { get; init; }

    public Instant At { get; init; }

    public string By { get; init; } = "";

    public string Subject { get; init; } = "";

    public string Reference { get; init; } = "";
}

internal sealed class ListAuditLooksHandler(Db db) : IRequestHandler<ListAuditLooks, Result<AuditLookList>>
{
    private const string ListSql = """
        SELECT l.look_no AS no, l.looked_at AS at, coalesce(u.display_name, l.looked_by) AS "by", l.subject, l.reference
        FROM audit_looks l JOIN funds f USING (fund_id) LEFT JOIN users u ON u.user_name = l.looked_by
        WHERE f.code = @Fund AND (@By::text IS NULL OR l.looked_by = @By) ORDER BY l.look_no DESC LIMIT @Most
        """;

    public async Task<Result<AuditLookList>> Handle(ListAuditLooks request, CancellationToken cancellationToken)
    {
        if (!await AuditedFund.IsAsync(db, request.Fund, cancellationToken)) return new FundNotFound(request.Fund);
        var asked = new { request.Fund, request.By, ListAuditLooks.Most };
        return new AuditLookList(await db.ListAsync<AuditLook>(ListSql, asked, cancellationToken));
    }
}
