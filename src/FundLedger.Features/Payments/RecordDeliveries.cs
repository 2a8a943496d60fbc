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

    /// <summary>
    /// accepted; again: another note for the share had arrived; late: it was settled before; unknown: no share has the code; took_part: who
    /// signed is called like somebody who asked, approved, pays or hands out, so the note does not count and the share is noted again;
    /// unusable: the note does not say what it must, and is not kept.
    /// </summary>
    public string Result { get; init; } = "";

    public int? LineNo { get; init; }

    /// <summary>Of a conflict: who made the note that counts.</summary>
    public string? FirstBy { get; init; }

    public Instant? FirstAt { get; init; }
}

internal sealed class RecordDeliveriesHandler(Db db) : IRequestHandler<RecordDeliveries, Result<DeliveriesRecorded>>
{
    private const string AmountsSql = "SELECT code, amount FROM handout_amounts(@List, @Order)";

    private const string RecordSql = """
        SELECT scan, result, line_no, first_by, first_at
        FROM record_deliveries(@List, @Order, @Device, @Scans, @Codes, @Outcomes, @Paid, @Relations, @Collectors, @At)
        """;

    public async Task<Result<DeliveriesRecorded>> Handle(RecordDeliveries request, CancellationToken cancellationToken)
    {
        var shares = await db.ListAsync<ShareRow>(AmountsSql, request, cancellationToken);
        if (shares.Count == 0) return new HandoutNotFound(request.List, request.Order);
        if (!DeliveryNote.IsDevice(request.Device)) return new DeviceUnknown();
        var amounts = shares.ToDictionary(share => share.Code, share => share.Amount);
        // One note that cannot be used does not hold up the others.
        var notes = request.Notes.ToLookup(note => note.RefusalFor(amounts.TryGetValue(note.Code, out var amount) ? amount : null) is null);
        var taken = await db.ListAsync<DeliveryAnswer>(RecordSql, Arrays(request, [.. notes[true]]), cancellationToken);
        var answers = taken.Concat(notes[false].Select(note => new DeliveryAnswer { Scan = note.Id, Result = "unusable" }))
            .ToLookup(answer => answer.Scan);
        return new DeliveriesRecorded([.. request.Notes.Select(note => answers[note.Id].First())]);
    }

    private static object Arrays(RecordDeliveries request, IReadOnlyList<DeliveryNote> notes) => new
    {
        request.List, request.Order, request.Device,
        Scans = notes.Select(note => note.Id).ToArray(), Codes = notes.Select(note => note.Code).ToArray(),
        Outcomes = notes.Select(note => note.Outcome).ToArray(), Paid = notes.Select(note => note.Part.Dong).ToArray(),
        Relations = notes.Select(note => note.Relation).ToArray(), Collectors = notes.Select(note => note.CollectorName).ToArray(),
        At = notes.Select(note => note.At).ToArray(),
    };

    private sealed record ShareRow
    {
        public string Code { get; init; } = "";

        public Money Amount { get; init; }
    }
}
