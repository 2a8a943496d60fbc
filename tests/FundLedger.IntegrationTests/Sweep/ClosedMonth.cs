using FundLedger.Domain;
using FundLedger.Features;
using FundLedger.Features.Payments;
using FundLedger.Features.Periods;
using FundLedger.IntegrationTests.Api;
using FundLedger.IntegrationTests.Pages;
using FundLedger.IntegrationTests.Periods;
using FundLedger.Testing;
using MediatR;
using NodaTime;

namespace FundLedger.IntegrationTests.Sweep;

/// <summary>
/// January 2021 is closed, with an approved request that somebody accepted as open; today is 3 February. Everything that can be dated is
/// tried with the last day of January.
/// </summary>
public sealed class ClosedMonth(LedgerCluster cluster) : IAsyncLifetime
{
    public static readonly LocalDate Inside = new(2021, 1, 31);

    public WebLedger Web { get; } = new(cluster);

    public Ledger Ledger => Web.Ledger;

    /// <summary>The request that may be paid.</summary>
    public long Approved { get; private set; }

    /// <summary>A payment order of January whose cash is still being handed out, for the line of another request.</summary>
    public int Order { get; private set; }

    public int FundId { get; private set; }

    public async ValueTask InitializeAsync()
    {
        await Web.InitializeAsync();
        FundId = await Ledger.Ask<int>("SELECT fund_id FROM funds WHERE code = @Fund", new { Given.Fund });
        await Ledger.Given.Pool();
        await Ledger.Given.Pool("TET", ["holiday_gift"], ["tet"]);
        await Ledger.Given.Receipt("CHUNG", 5_000_000);
        Approved = await Ledger.Given.Approved("CHUNG", await Ledger.Given.Children(1));
        var ordered = await Ledger.Given.Approved("CHUNG", await Ledger.Given.Children(1));
        Order = (await Ledger.Done(TamDuong.Cashier, new OrderPayment(
            Given.Fund, Guid.NewGuid(), ordered, "cash", "cash", Ledger.Clock.Today, null))).Order;
        Ledger.Clock.Today = new LocalDate(2021, 2, 3);
        var months = new Months(Ledger);
        await months.Started(1);
        await Ledger.Done(TamDuong.Approver, await months.Acceptance(1));
        await months.Closed(1);
    }

    public ValueTask DisposeAsync() => Web.DisposeAsync();

    /// <summary>The code of the refusal of a command; null when it was carried out.</summary>
    public async Task<string?> Command<T>(string user, IRequest<Result<T>> command) => (await Ledger.Send(user, command)).Error?.Code;

    /// <summary>The reason in the answer of the API.</summary>
    public async Task<string?> Call(string user, string path, object body) =>
        (await Web.Post(user, $"/api/v1/funds/{Given.Fund}{path}", body, Guid.NewGuid())).Reason;

    /// <summary>What the page says after a form was sent: its sentence for a closed month, or whatever else it shows.</summary>
    public async Task<string?> Form(string user, string page, string action, params (string Name, string Value)[] fields)
    {
        var sent = await (await PageForm.Open(Web, user, page)).Send(action, fields);
        return sent.Text.Contains("Sổ đã khóa đến hết ngày 31/01/2021", StringComparison.Ordinal) ? "period-closed" : $"{sent.Status}";
    }

    /// <summary>The promise of the database that refuses raw SQL of the owner; null when it passed, and is rolled back.</summary>
    public async Task<string?> Sql(string connection, string user, string sql)
    {
        await using var source = FeaturesSetup.OpenDataSource(connection);
        var refusal = await new RawSql(source, user, Ledger.Clock).RefusalAsync(
            sql, new { Fund = FundId, Inside, Approved, Key = Guid.NewGuid() });
        return refusal is null ? null : refusal.ConstraintName ?? refusal.MessageText;
    }
}
