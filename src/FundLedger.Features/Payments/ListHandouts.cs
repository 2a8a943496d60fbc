using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using MediatR;
using NodaTime;

namespace FundLedger.Features.Payments;

/// <summary>
/// What the acting user has to hand out: advances taken from whatever fund, and lists that are paid from the cash box of one's own fund.
/// </summary>
public sealed record ListHandouts : IQuery<IReadOnlyList<ListedHandout>>;

public sealed record ListedHandout
{
    /// <summary>Code of the fund whose money it is.</summary>
    public string List { get; init; } = "";

    public string FundVi { get; init; } = "";

    public string FundEn { get; init; } = "";

    public int OrderNo { get; init; }

    public string TitleVi { get; init; } = "";

    public string TitleEn { get; init; } = "";

    public LocalDate? SettleBy { get; init; }

    /// <summary>Its codes are drawn.</summary>
    public bool IsOpen { get; init; }

    public int Lines { get; init; }

    public int Delivered { get; init; }

    public int Conflicts { get; init; }

    public Money Total { get; init; }
}

internal sealed class ListHandoutsHandler(HandoutReader handouts)
    : IRequestHandler<ListHandouts, Result<IReadOnlyList<ListedHandout>>>
{
    public async Task<Result<IReadOnlyList<ListedHandout>>> Handle(ListHandouts request, CancellationToken cancellationToken) =>
        (await handouts.ListAsync(cancellationToken)).ToList();
}

/// <summary>Reads hand-outs through the database's own doors: who hands out need not see the fund otherwise.</summary>
internal sealed class HandoutReader(Db db)
{
    private const string ListSql = """
        SELECT list, fund_vi, fund_en, order_no, title_vi, title_en, settle_by, is_open, lines, delivered, conflicts, total
        FROM my_handouts()
        """;

    private const string LinesSql = """
        SELECT line_no, code, child, place, amount, is_sealed, outcome, paid, relation, collector, recorded_by, received_at
        FROM handout_lines(@List, @Order)
        """;

    private const string DevicesSql = """
        SELECT device, held_by, opened_at, told_at, synced_at, noted, waiting, device_at, is_late FROM handout_devices(@List, @Order)
        """;

    private const string CollectorsSql = "SELECT name, children FROM often_collectors(@List, @Order)";

    public Task<IReadOnlyList<OftenCollector>> OftenCollectorsAsync(string list, int order, CancellationToken token) =>
        db.ListAsync<OftenCollector>(CollectorsSql, new { List = list, Order = order }, token);

    /// <summary>No line when the order is not the acting user's to hand out, or has no codes yet.</summary>
    public Task<IReadOnlyList<HandoutLine>> LinesAsync(string list, int order, CancellationToken token) =>
        db.ListAsync<HandoutLine>(LinesSql, new { List = list, Order = order }, token);

    /// <summary>For who hands the money out, and for those of its fund.</summary>
    public Task<IReadOnlyList<HandoutDevice>> DevicesAsync(string list, int order, CancellationToken token) =>
        db.ListAsync<HandoutDevice>(DevicesSql, new { List = list, Order = order }, token);

    public Task<IReadOnlyList<ListedHandout>> ListAsync(CancellationToken token) => db.ListAsync<ListedHandout>(ListSql, null, token);

    /// <summary>Null when the order is not the acting user's to hand out.</summary>
    public async Task<ListedHandout?> FindAsync(string list, int order, CancellationToken token) =>
        (await ListAsync(token)).FirstOrDefault(one => one.List == list && one.OrderNo == order);
}
