using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Payments;

/// <summary>The signed lists and slips of an order, for who handed it out and for those of its fund.</summary>
/// <param name="List">Code of the fund whose money it is.</param>
public sealed record GetSignedLists(string List, int Order) : IQuery<SignedListSheet>;

/// <param name="ToKeep">What the acting user may keep a scan of; none for who only reads.</param>
public sealed record SignedListSheet(IReadOnlyList<SignedList> Lists, IReadOnlyList<SignedPaper> ToKeep);

public sealed record SignedList
{
    /// <summary>From 1, as they came.</summary>
    public int ScanNo { get; init; }

    /// <summary>The slip of this line; null for the list.</summary>
    public int? LineNo { get; init; }

    /// <summary>Code of whom a slip is for.</summary>
    public string Holder { get; init; } = "";

    /// <summary>A slip of a child of a sealed group whose case is not open to the reader.</summary>
    public bool IsShut { get; init; }

    public int Size { get; init; }

    public string AttachedBy { get; init; } = "";

    public Instant AttachedAt { get; init; }
}

/// <param name="LineNo">Null for the list of many.</param>
/// <param name="Holder">Code of whom a slip is for.</param>
public sealed record SignedPaper(int? LineNo, string Holder);

internal sealed class GetSignedListsHandler(SignedLists lists) : IRequestHandler<GetSignedLists, Result<SignedListSheet>>
{
    public async Task<Result<SignedListSheet>> Handle(GetSignedLists request, CancellationToken cancellationToken) =>
        await lists.MayReadAsync(request.List, request.Order, cancellationToken)
            ? new SignedListSheet(
                await lists.ReadAsync(request.List, request.Order, cancellationToken),
                await lists.PapersAsync(request.List, request.Order, cancellationToken))
            : new HandoutNotFound(request.List, request.Order);
}

/// <summary>Reads what was signed through the database's own doors: who hands out need not see the fund otherwise.</summary>
internal sealed class SignedLists(Db db)
{
    private const string ReadSql = """
        SELECT scan_no, line_no, holder, is_shut, size, attached_by, attached_at FROM signed_lists_of(@List, @Order)
        """;

    private const string PapersSql = "SELECT line_no, holder FROM signed_papers(@List, @Order)";

    private const string MayReadSql = "SELECT may_read_signed(@List, @Order)";

    public Task<bool> MayReadAsync(string list, int order, CancellationToken token) =>
        db.SingleAsync<bool>(MayReadSql, new { List = list, Order = order }, token);

    public Task<IReadOnlyList<SignedList>> ReadAsync(string list, int order, CancellationToken token) =>
        db.ListAsync<SignedList>(ReadSql, new { List = list, Order = order }, token);

    /// <summary>What the acting user may keep a scan of.</summary>
    public Task<IReadOnlyList<SignedPaper>> PapersAsync(string list, int order, CancellationToken token) =>
        db.ListAsync<SignedPaper>(PapersSql, new { List = list, Order = order }, token);
}
