using FundLedger.Features.Pipeline;
using NodaTime;
using Npgsql;

namespace FundLedger.UnitTests.Pipeline;

/// <summary>Who asks is known once, and nothing is asked of the database outside a request.</summary>
public sealed class ActorTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Somebody_signs_in_once_and_stays_who_it_is()
    {
        var actor = new Actor();
        Assert.Throws<InvalidOperationException>(() => actor.UserName);
        Assert.Throws<ArgumentException>(() => actor.SignIn(" "));
        Assert.Throws<InvalidOperationException>(() => actor.UserName);
        actor.SignIn("ketoan");
        actor.SignIn("ketoan");
        Assert.Throws<InvalidOperationException>(() => actor.SignIn("duyet"));
        Assert.Equal("ketoan", actor.UserName);
    }

    [Fact]
    public async Task Outside_a_request_nothing_is_asked_and_there_is_nothing_to_end()
    {
        await using var source = NpgsqlDataSource.Create("Host=/nowhere;Database=none");
        await using var db = new Db(source, new Actor(), new Noon());
        var asked = await Assert.ThrowsAsync<InvalidOperationException>(() => db.SingleAsync<int>("SELECT 1", null, Token));
        Assert.Equal("No request is running.", asked.Message);
        await db.DisposeAsync();
    }

    private sealed class Noon : IClock
    {
        public Instant GetCurrentInstant() => Instant.FromUtc(2021, 1, 4, 5, 0);
    }
}
