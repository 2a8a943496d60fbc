using FundLedger.Features;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Checks;
using FundLedger.Features.Findings;
using FundLedger.Features.Imports;
using FundLedger.Features.Notices;
using FundLedger.Features.Papers;
using FundLedger.Features.Payments;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Features.Statements;
using FundLedger.Features.Vault;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace FundLedger.UnitTests.Pipeline;

/// <summary>The use cases as a host gets them, and its way to the database.</summary>
public sealed class FeaturesSetupTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-setup-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task Every_request_has_its_one_handler_and_every_handler_all_that_it_needs()
    {
        var services = Services();
        await using var provider = Built(services);
        var requests = typeof(FeaturesSetup).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsClass: true })
            .SelectMany(type => type.GetInterfaces())
            .Where(kind => kind.IsGenericType && kind.GetGenericTypeDefinition() == typeof(IRequestHandler<,>)).ToList();
        Assert.InRange(requests.Count, 150, int.MaxValue);
        Assert.All(requests, handler => Assert.Single(services, service => service.ServiceType == handler));
        await using var scope = provider.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn("(checkpoints)");
        Assert.All(requests, handler => Assert.NotNull(scope.ServiceProvider.GetRequiredService(handler)));
    }

    [Fact]
    public async Task What_works_by_itself_is_there_too()
    {
        await using var provider = Built(Services());
        foreach (var worker in (Type[])[typeof(CheckRound), typeof(CheckRunner), typeof(IMediator), typeof(AuditLooks), typeof(PaperPrinter)])
        {
            await using var scope = provider.CreateAsyncScope();
            Assert.IsAssignableFrom(worker, scope.ServiceProvider.GetRequiredService(worker));
        }

        await using var mails = provider.CreateAsyncScope();
        Assert.IsType<MailRound>(mails.ServiceProvider.GetRequiredService<MailRound>());
        Assert.Equal("(mails)", mails.ServiceProvider.GetRequiredService<Actor>().UserName);
        await using var checkpoints = provider.CreateAsyncScope();
        Assert.IsType<CheckpointRound>(checkpoints.ServiceProvider.GetRequiredService<CheckpointRound>());
        Assert.Equal("children", Assert.Single(mails.ServiceProvider.GetServices<IImportedList>()).Description.Code);
    }

    [Fact]
    public async Task A_scope_has_one_actor_and_one_way_to_the_database_and_the_lane_of_receipts_is_shared()
    {
        await using var provider = Built(Services());
        await using var one = provider.CreateAsyncScope();
        await using var other = provider.CreateAsyncScope();
        Assert.Same(one.ServiceProvider.GetRequiredService<Db>(), one.ServiceProvider.GetRequiredService<Db>());
        Assert.NotSame(one.ServiceProvider.GetRequiredService<Db>(), other.ServiceProvider.GetRequiredService<Db>());
        Assert.NotSame(one.ServiceProvider.GetRequiredService<Actor>(), other.ServiceProvider.GetRequiredService<Actor>());
        Assert.Same(provider.GetRequiredService<ReceiptLane>(), one.ServiceProvider.GetRequiredService<ReceiptLane>());
    }

    [Fact]
    public async Task What_the_host_sets_is_left_as_it_is_and_the_rest_is_as_usual()
    {
        await using var usual = Built(Services());
        Assert.Equal(new CheckLimits(24), usual.GetRequiredService<CheckLimits>());
        Assert.Same(PublicAddress.None, usual.GetRequiredService<PublicAddress>());
        Assert.Same(usual.GetRequiredService<BankProfiles>(), usual.GetRequiredService<BankProfiles>());
        var set = new ServiceCollection().AddSingleton(new CheckLimits(3)).AddSingleton(PublicAddress.OfDemo());
        await using var own = set.AddFundLedger().BuildServiceProvider();
        Assert.Equal(new CheckLimits(3), own.GetRequiredService<CheckLimits>());
        Assert.NotSame(PublicAddress.None, own.GetRequiredService<PublicAddress>());
    }

    [Theory]
    [InlineData("Host=/run/so;Database=fundledger", 60, "-c jit=off")]
    [InlineData("Host=/run/so;Database=fundledger;Maximum Pool Size=20;Options=-c role=fundledger_owner", 20, "-c role=fundledger_owner -c jit=off")]
    [InlineData("Host=/run/so;Database=fundledger;Maximum Pool Size=61", 60, "-c jit=off")]
    public async Task Sessions_keep_their_plans_and_are_never_so_many_that_nobody_else_gets_in(string given, int most, string options)
    {
        await using var source = FeaturesSetup.OpenDataSource(given);
        var used = new NpgsqlConnectionStringBuilder(source.ConnectionString);
        Assert.Equal((most, options, true), (used.MaxPoolSize, used.Options, used.NoResetOnClose));
        Assert.Equal((100, 2, 65_536), (used.MaxAutoPrepare, used.AutoPrepareMinUsages, used.ReadBufferSize));
        Assert.Equal(("/run/so", "fundledger"), (used.Host, used.Database));
    }

    private IServiceCollection Services() => new ServiceCollection()
        .AddFundLedger()
        .AddSingleton<IClock>(new Noon())
        .AddSingleton(VaultKey.In(folder))
        .AddSingleton(CheckpointKey.In(folder))
        .AddSingleton(_ => FeaturesSetup.OpenDataSource("Host=/run/so;Database=fundledger"));

    private static ServiceProvider Built(IServiceCollection services) =>
        services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });

    private sealed class Noon : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2021, 1, 4, 5, 0);
    }
}
