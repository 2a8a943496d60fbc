using FundLedger.Domain;
using FundLedger.Features;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;

namespace FundLedger.IntegrationTests.Pipeline;

public sealed class RoundTripTests(Ledger ledger) : IClassFixture<Ledger>
{
    [Fact]
    public async Task A_receipt_waits_for_the_server_once()
    {
        var pool = await ledger.Given.Pool();
        await using var counter = new RoundTripCounter(ledger.Database.Application);
        await using var application = new ServiceCollection()
            .AddFundLedger().AddSingleton<IClock>(ledger.Clock)
            .AddSingleton(_ => FeaturesSetup.OpenDataSource(counter.Connection)).BuildServiceProvider();
        await ReceiveAsync(application, pool, "TRIP-1");

        // All is asked, judged, recorded, answered and committed in one call.
        Assert.Equal(1, await counter.CountAsync(() => ReceiveAsync(application, pool, "TRIP-2")));
    }

    private async Task ReceiveAsync(ServiceProvider application, string pool, string reference)
    {
        await using var scope = application.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn(TamDuong.Accountant);
        var receipt = new RecordReceipt(Given.Fund, Guid.NewGuid(), pool, new Money(1_000), ledger.Clock.Today, "bank", "Người ủng hộ")
        {
            BankReference = reference,
        };
        Assert.True((await scope.ServiceProvider.GetRequiredService<IMediator>().Send(receipt, Ledger.Token)).IsOk);
    }
}
