using System.Security.Cryptography;
using System.Text;
using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.Features.Vault;
using MediatR;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;

namespace FundLedger.Features.Setup;

/// <summary>The application itself, worked in by the people of the demo on the days of 2021.</summary>
internal sealed class DemoOffice(string applicationConnection, VaultKey key) : IAsyncDisposable
{
    private readonly DemoClock clock = new();
    private readonly NpgsqlDataSource source = FeaturesSetup.OpenDataSource(NotWaitingForTheDisk(applicationConnection));
    private ServiceProvider? services;

    /// <summary>Goes to the morning of a day; never back.</summary>
    public void Open(LocalDate day) => clock.Now = Instant.Max(clock.Now, day.At(new LocalTime(7, 30)).InZoneStrictly(Zone).ToInstant());

    /// <summary>
    /// Sends a request. Its key comes from its name, so that a load that was interrupted goes on: what was done is answered again, not
    /// done again. Raises <see cref="InvalidOperationException"/> when it is refused.
    /// </summary>
    public async Task<T> DoneAsync<T>(string user, string name, Func<Guid, IRequest<Result<T>>> request, CancellationToken token)
    {
        var result = await SendAsync(user, name, request, token);
        return result.Error is { } error
            ? throw new InvalidOperationException($"The demo's step {name} failed: {error.Message}")
            : result.Value;
    }

    /// <summary>Sends a request that may be refused.</summary>
    public async Task<Result<T>> SendAsync<T>(string user, string name, Func<Guid, IRequest<Result<T>>> request, CancellationToken token)
    {
        clock.Now += Duration.FromMinutes(1);
        services ??= Build();
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Actor>().SignIn(user);
        return await scope.ServiceProvider.GetRequiredService<IMediator>().Send(request(KeyOf(name)), token);
    }

    public async ValueTask DisposeAsync()
    {
        if (services is not null) await services.DisposeAsync();
        await source.DisposeAsync();
    }

    private static DateTimeZone Zone => DateTimeZoneProviders.Tzdb["Asia/Ho_Chi_Minh"];

    private static Guid KeyOf(string name) =>
        new(SHA256.HashData(Encoding.UTF8.GetBytes("fund-ledger-demo/" + name)).AsSpan(0, 16), bigEndian: true);

    // The mark that the demo is complete is written by another session, which waits for everything before it.
    private static string NotWaitingForTheDisk(string connection)
    {
        var builder = new NpgsqlConnectionStringBuilder(connection);
        builder.Options = (builder.Options + " -c synchronous_commit=off").Trim();
        return builder.ConnectionString;
    }

    private ServiceProvider Build() => new ServiceCollection()
        .AddFundLedger().AddSingleton<IClock>(clock).AddSingleton(key).AddSingleton(source).AddSingleton(PublicAddress.OfDemo())
        .BuildServiceProvider();

    private sealed class DemoClock : IClock
    {
        public Instant Now { get; set; } = Instant.FromUtc(2021, 1, 1, 0, 0);

        public Instant GetCurrentInstant() => Now;
    }
}
