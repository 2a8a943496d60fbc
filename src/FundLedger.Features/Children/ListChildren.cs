using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>The children of a fund's units, by code; no names.</summary>
/// <param name="Unit">Unit code to show only its children, or null.</param>
/// <param name="Class">Class code to show only its children, or null.</param>
public sealed record ListChildren(string Fund, string? Unit = null, string? Class = null) : IQuery<ChildList>
{
    /// <summary>active, suspended, left, aged_out, died or merged; null for all, a child of several codes once.</summary>
    public string? State { get; init; }

    /// <summary>
    /// Only children of these ages, found by machine in the vault; a bare age would tell a birthday by and by. Null for all.
    /// </summary>
    public AgeBand? Ages { get; init; }

    /// <summary>The day for groups, states and ages; null for today. Who was registered later is left out.</summary>
    public LocalDate? AsOf { get; init; }
}

/// <summary>Full years: 0 to 5, 6 to 10, 11 to 15, 16 and more.</summary>
public enum AgeBand
{
    UpTo5,
    From6To10,
    From11To15,
    From16,
}

/// <param name="AsOf">The day of groups, states and ages.</param>
public sealed record ChildList(
    LocalDate AsOf, IReadOnlyList<ListedChild> Children, IReadOnlyList<UnitCount> Units, IReadOnlyList<ClassCount> Classes);

public sealed record ListedChild
{
    public string Code { get; init; } = "";

    public string Household { get; init; } = "";

    public string Unit { get; init; } = "";

    public string[] ClassesVi { get; init; } = [];

    public string[] ClassesEn { get; init; } = [];

    /// <summary>active, suspended, left, aged_out, died or merged.</summary>
    public string State { get; init; } = "";

    public LocalDate RegisteredOn { get; init; }

    /// <summary>Of a sealed group, now or once.</summary>
    public bool IsProtected { get; init; }

    /// <summary>Support received so far from every fund, reversals taken off.</summary>
    public Money Received { get; init; }
}

public sealed record UnitCount
{
    public string Code { get; init; } = "";

    public string Name { get; init; } = "";

    public int Children { get; init; }
}

public sealed record ClassCount
{
    public string Code { get; init; } = "";

    public string NameVi { get; init; } = "";

    public string NameEn { get; init; } = "";

    public int Children { get; init; }
}

internal sealed class ListChildrenHandler(ChildListReader reader) : IRequestHandler<ListChildren, Result<ChildList>>
{
    public async Task<Result<ChildList>> Handle(ListChildren request, CancellationToken cancellationToken) =>
        await reader.ReadAsync(request, cancellationToken);
}
