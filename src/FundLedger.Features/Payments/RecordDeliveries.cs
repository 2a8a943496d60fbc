using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Payments;

/// <summary>
/// Takes in what was noted down while money was handed out, with or without a network. A note that arrives again gets its first answer;
/// the first note for a line counts, another one is a conflict that says by whom and when the first was made.
/// </summary>
/// <param name="Fund">A fund of the acting user.</param>
/// <param name="List">Code of the fund whose money it is.</param>
/// <param name="Device">32 hexadecimal digits that the phone made for this list.</param>
public sealed record RecordDeliveries(string Fund, Guid Key, string List, int Order, string Device, IReadOnlyList<DeliveryNote> Notes)
    : ICommand<DeliveriesRecorded>;

/// <summary>The answers, in the order of the notes.</summary>
public sealed record DeliveriesRecorded(IReadOnlyList<DeliveryAnswer> Answers);

public sealed record DeliveryAnswer
{
    public Guid Scan { get; init; }

    /// <summary>accepted, again or unknown.</summary>
    public string Result { get; init; } = "";

    public int? LineNo { get; init; }

    /// <summary>Of a conflict: who made the note that counts.</summary>
    public string? FirstBy { get; init; }

    public Instant? FirstAt { get; init; }
}

internal sealed class RecordDeliveriesHandler(Db db, HandoutReader handouts) : IRequestHandler<RecordDeliveries, Result<DeliveriesRecorded>>
{
    private const string LinesSql = "SELECT code, amount FROM handout_lines(@List, @Order)";

    private const string RecordSql = """
        SELECT scan, result, line_no, first_by, first_at
        FROM record_deliveries(@List, @Order, @Device, @Scans, @Codes, @Outcomes, @Paid, @Relations, @Collectors, @At)
        """;

    public async Task<Result<DeliveriesRecorded>> Handle(RecordDeliveries request, CancellationToken cancellationToken)
    {
        if (await handouts.FindAsync(request.List, request.Order, cancellationToken) is not { IsOpen: true })
        {
            return new HandoutNotFound(request.List, request.Order);
        }

        if (!DeliveryNote.IsDevice(request.Device)) return new DeviceUnknown();
        var lines = await db.ListAsync<CodeRow>(LinesSql, request, cancellationToken);
        var amounts = lines.ToDictionary(line => line.Code, line => line.Amount);
        var flaw = request.Notes.Select(note => note.RefusalFor(amounts.TryGetValue(note.Code, out var amount) ? amount : null))
            .FirstOrDefault(refusal => refusal is not null);
        if (flaw is not null) return flaw;
        return new DeliveriesRecorded(await db.ListAsync<DeliveryAnswer>(RecordSql, Arrays(request), cancellationToken));
    }

    private static object Arrays(RecordDeliveries request) => new
    {
        request.List, request.Order, request.Device,
        Scans = request.Notes.Select(note => note.Id).ToArray(), Codes = request.Notes.Select(note => note.Code).ToArray(),
        Outcomes = request.Notes.Select(note => note.Outcome).ToArray(), Paid = request.Notes.Select(note => note.Paid.Dong).ToArray(),
        Relations = request.Notes.Select(note => note.Relation).ToArray(),
        Collectors = request.Notes.Select(note => note.CollectorName).ToArray(),
        At = request.Notes.Select(note => note.At).ToArray(),
    };

    private sealed record CodeRow
    {
        public string Code { get; init; } = "";

        public Money Amount { get; init; }
    }
}
