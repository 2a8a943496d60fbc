using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Payments;

public sealed record HandoutNotFound(string List, int Order) : NotFound($"Order {Order} of fund {List} is not this user's to hand out.");

/// <summary>One hand-out for who does it: its lines with their codes, what became of them, and what arrived twice or is unknown.</summary>
public sealed record GetHandout(string List, int Order) : IQuery<HandoutSheet>;

public sealed record HandoutSheet(ListedHandout Head, IReadOnlyList<HandoutLine> Lines, IReadOnlyList<HandoutConflict> Conflicts)
{
    /// <summary>Phones that hold the list.</summary>
    public IReadOnlyList<HandoutDevice> Devices { get; init; } = [];

    public IReadOnlyList<OftenCollector> OftenCollectors { get; init; } = [];
}

/// <summary>Somebody who signed for more than five children of the fund, being neither parent nor guardian.</summary>
public sealed record OftenCollector(string Name, int Children);

public sealed record HandoutLine
{
    public int LineNo { get; init; }

    /// <summary>Eight digits.</summary>
    public string Code { get; init; } = "";

    /// <summary>Code of the child or other recipient; no name.</summary>
    public string Child { get; init; } = "";

    public string? Place { get; init; }

    public Money Amount { get; init; }

    /// <summary>Of a child of a sealed group: on a slip of its own.</summary>
    public bool IsSealed { get; init; }

    public string? Outcome { get; init; }

    public Money? Paid { get; init; }

    /// <summary>parent, guardian, relative or other; null when nothing was handed over.</summary>
    public string? Relation { get; init; }

    public string? Collector { get; init; }

    public string? RecordedBy { get; init; }

    public Instant? ReceivedAt { get; init; }
}

/// <summary>A note that did not count.</summary>
public sealed record HandoutConflict
{
    /// <summary>
    /// unknown: no line has that code. again: another note for the line had arrived. late: it was settled before. took_part: who signed
    /// took part in the request.
    /// </summary>
    public string Reason { get; init; } = "";

    public string Code { get; init; } = "";

    public int? LineNo { get; init; }

    public string Outcome { get; init; } = "";

    public string RecordedBy { get; init; } = "";

    public Instant ReceivedAt { get; init; }

    public string? FirstBy { get; init; }

    public Instant? FirstAt { get; init; }
}

internal sealed class GetHandoutHandler(Db db, HandoutReader handouts) : IRequestHandler<GetHandout, Result<HandoutSheet>>
{
    private const string ConflictsSql = """
        SELECT reason, code, line_no, outcome, recorded_by, received_at, first_by, first_at FROM handout_conflicts(@List, @Order)
        """;

    public async Task<Result<HandoutSheet>> Handle(GetHandout request, CancellationToken cancellationToken) =>
        await handouts.FindAsync(request.List, request.Order, cancellationToken) is { } head
            ? new HandoutSheet(
                head, await handouts.LinesAsync(request.List, request.Order, cancellationToken),
                await db.ListAsync<HandoutConflict>(ConflictsSql, request, cancellationToken))
            {
                Devices = await handouts.DevicesAsync(request.List, request.Order, cancellationToken),
                OftenCollectors = await handouts.OftenCollectorsAsync(request.List, request.Order, cancellationToken),
            }
            : new HandoutNotFound(request.List, request.Order);
}
