using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>What the books know of one child: by code, never by name.</summary>
public sealed record GetChild(string Fund, string Code) : IQuery<ChildSheet>;

/// <param name="Support">Oldest first, from every fund; reversals as negative amounts.</param>
/// <param name="Norms">The lines in force for the fund that cover the child, with what is left of them.</param>
/// <param name="Looks">How often its identity was opened; null for who is no auditor of the child's unit.</param>
public sealed record ChildSheet(
    ChildHead Head,
    IReadOnlyList<ChildClass> Classes,
    IReadOnlyList<string> Household,
    IReadOnlyList<SupportReceived> Support,
    IReadOnlyList<NormLeft> Norms,
    long? Looks)
{
    /// <summary>What happened to the child, by its day; corrected events too.</summary>
    public IReadOnlyList<ChildEvent> Events { get; init; } = [];
}

public sealed record ChildHead
{
    public string Code { get; init; } = "";

    public string Unit { get; init; } = "";

    public string Household { get; init; } = "";

    public Instant RegisteredAt { get; init; }

    /// <summary>The reader's duty for this very child's unit, not for the chosen fund.</summary>
    public bool MayOpenIdentity { get; init; }

    /// <summary>Of a sealed group, now or once: its name is opened by two persons.</summary>
    public bool IsSealedCase { get; init; }

    /// <summary>Granted to the reader within the last half hour.</summary>
    public bool CaseIsOpen { get; init; }

    /// <summary>The keys of its identity were destroyed.</summary>
    public bool IsErased { get; init; }

    /// <summary>active, suspended, left, aged_out or died.</summary>
    public string State { get; init; } = "";

    /// <summary>Whether the reader may write down events of this child.</summary>
    public bool MayRecord { get; init; }

    /// <summary>The code that this child goes on under; null while it is its own.</summary>
    public string? MergedInto { get; init; }

    /// <summary>Codes that were merged into this one.</summary>
    public string[] OtherCodes { get; init; } = [];

    /// <summary>Whether the reader may say that the merged child is another one after all.</summary>
    public bool MaySplit { get; init; }

    internal bool MayCountLooks { get; init; }
}

public sealed record ChildClass
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public LocalDate ValidFrom { get; init; }

    /// <summary>Last day; null for still.</summary>
    public LocalDate? ValidTo { get; init; }

    public string? SubgroupVi { get; init; }

    public string? SubgroupEn { get; init; }

    public string? EvidenceKind { get; init; }

    public string? EvidenceNumber { get; init; }

    public LocalDate? EvidenceDate { get; init; }
}

public sealed record ChildEvent
{
    public long No { get; init; }

    /// <summary>
    /// registered, moved, died, left, aged_out, group_added, group_ended, suspended, resumed, carer_changed, corrected, merged or
    /// told_apart.
    /// </summary>
    public string Event { get; init; } = "";

    public LocalDate On { get; init; }

    /// <summary>Where the child lived then.</summary>
    public string? FromUnit { get; init; }

    public string? ToUnit { get; init; }

    public string? ClassVi { get; init; }

    public string? ClassEn { get; init; }

    public string Reason { get; init; } = "";

    public string? EvidenceKind { get; init; }

    public string? EvidenceNumber { get; init; }

    public LocalDate? EvidenceDate { get; init; }

    public Instant RecordedAt { get; init; }

    public string RecordedBy { get; init; } = "";

    /// <summary>Number of the event that this one corrects, or null.</summary>
    public long? Cancels { get; init; }

    /// <summary>Number of the event that corrects this one; null while it counts.</summary>
    public long? CancelledBy { get; init; }

    public bool MayCorrect { get; init; }

    /// <summary>Of a merge, or of children told apart: the other code.</summary>
    public string? Other { get; init; }

    /// <summary>The event is the other child's, and names this one.</summary>
    public bool IsOfOther { get; init; }
}

internal sealed class GetChildHandler(Db db) : IRequestHandler<GetChild, Result<ChildSheet>>
{
    private const string HouseholdSql = """
        SELECT beneficiary_code FROM beneficiaries
        WHERE household_code = @Household AND beneficiary_code <> @Code AND merged_into(beneficiary_code) IS NULL ORDER BY 1
        """;

    private const string LooksSql = "SELECT count(*) FROM identity_accesses WHERE beneficiary_code = @Code";

    public async Task<Result<ChildSheet>> Handle(GetChild request, CancellationToken cancellationToken)
    {
        var found = await db.FindAsync<ChildHead>(ChildSql.Head, request, cancellationToken);
        if (found is not { } head) return new ChildNotFound(request.Code);
        return new ChildSheet(
            head,
            await db.ListAsync<ChildClass>(ChildSql.Classes, request, cancellationToken),
            await db.ListAsync<string>(HouseholdSql, new { head.Household, head.Code }, cancellationToken),
            await db.ListAsync<SupportReceived>(ChildSql.Support, request, cancellationToken),
            await db.ListAsync<NormLeft>(ChildSql.Norms, request, cancellationToken),
            head.MayCountLooks ? await db.SingleAsync<long>(LooksSql, request, cancellationToken) : null)
        {
            Events = await db.ListAsync<ChildEvent>(ChildSql.Events, request, cancellationToken),
        };
    }
}
