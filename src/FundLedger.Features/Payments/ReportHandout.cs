using FundLedger.Domain;
using FundLedger.Domain.Payments;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Payments;

/// <summary>A phone says that it holds a list, or how many notes it still has after a sync; the answer compares its clock.</summary>
/// <param name="Fund">A fund of the acting user.</param>
/// <param name="List">Code of the fund whose money it is.</param>
/// <param name="Device">32 hexadecimal digits that the phone made for this list.</param>
/// <param name="Step">opened or synced.</param>
/// <param name="Noted">Notes made on it so far.</param>
/// <param name="Waiting">Of these, how many the server has not answered.</param>
/// <param name="At">By the clock of the phone.</param>
public sealed record ReportHandout(
    string Fund, Guid Key, string List, int Order, string Device, string Step, int Noted, int Waiting, Instant At)
    : ICommand<HandoutReported>;

/// <param name="ServerAt">The clock that counts.</param>
/// <param name="MinutesOff">How far the clock of the phone is off, when it is more than five minutes.</param>
public sealed record HandoutReported(Instant ServerAt, int? MinutesOff);

public sealed record ReportUnusable() : Invalid("A report says opened or synced, and no more notes waiting than were made.");

/// <summary>A phone that holds a list, as it last said.</summary>
public sealed record HandoutDevice
{
    public string Device { get; init; } = "";

    /// <summary>A name short enough to be told over the telephone.</summary>
    public string ShortName => Device[..Math.Min(4, Device.Length)].ToUpperInvariant();

    public string HeldBy { get; init; } = "";

    public Instant OpenedAt { get; init; }

    public Instant ToldAt { get; init; }

    public Instant? SyncedAt { get; init; }

    public int Noted { get; init; }

    public int Waiting { get; init; }

    /// <summary>Nothing was heard of it for a day, and something is still to come.</summary>
    public bool IsLate { get; init; }

    /// <summary>How far its clock was off, when it was more than five minutes.</summary>
    public int? MinutesOff => DeviceClock.MinutesOff(DeviceAt, ToldAt);

    internal Instant DeviceAt { get; init; }
}

internal sealed class ReportHandoutHandler(Db db) : IRequestHandler<ReportHandout, Result<HandoutReported>>
{
    private const string MayReportSql = "SELECT EXISTS (SELECT FROM handout_amounts(@List, @Order))";

    private const string ReportSql = "SELECT report_handout(@List, @Order, @Device, @Step, @Noted, @Waiting, @At)";

    public async Task<Result<HandoutReported>> Handle(ReportHandout request, CancellationToken cancellationToken)
    {
        if (!await db.SingleAsync<bool>(MayReportSql, new { request.List, request.Order }, cancellationToken))
        {
            return new HandoutNotFound(request.List, request.Order);
        }

        if (!DeliveryNote.IsDevice(request.Device)) return new DeviceUnknown();
        if (request.Step is not ("opened" or "synced")) return new ReportUnusable();
        if (request.Waiting < 0 || request.Noted < request.Waiting) return new ReportUnusable();
        var server = await db.SingleAsync<Instant>(ReportSql, request, cancellationToken);
        return new HandoutReported(server, DeviceClock.MinutesOff(request.At, server));
    }
}
