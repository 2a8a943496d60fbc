using FundLedger.Features;
using FundLedger.Features.Pipeline;
using FundLedger.Testing;
using NodaTime;
using Npgsql;

namespace FundLedger.IntegrationTests.Pipeline;

/// <summary>The transaction of one request: who asks in it, what it sees, how it ends, and what follows its end.</summary>
public sealed class DbTests(Ledger ledger) : IClassFixture<Ledger>, IAsyncLifetime
{
    private const string ScratchSql = "CREATE TABLE IF NOT EXISTS scratch (no int); DELETE FROM scratch; GRANT ALL ON scratch TO fundledger_app";
    private const string AddSql = "INSERT INTO scratch VALUES (@No)";
    private const string CountSql = "SELECT count(*) FROM scratch";
    private const string EndSql = "SELECT pg_terminate_backend(@Pid, 5000)";
    private const string PidSql = "SELECT pg_backend_pid()";

    private NpgsqlDataSource source = null!;

    public async ValueTask InitializeAsync()
    {
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, ScratchSql, null, Ledger.Token);
        source = FeaturesSetup.OpenDataSource(ledger.Database.Application + ";Maximum Pool Size=5");
    }

    public ValueTask DisposeAsync() => source.DisposeAsync();

    [Fact]
    public async Task A_command_knows_who_asks_and_keeps_what_it_wrote_when_it_commits()
    {
        await using var db = Open();
        Assert.Equal(TamDuong.Accountant, await db.BeginCommandAsync<string>("SELECT acting_user()", new { }, Ledger.Token));
        Assert.Equal(ledger.Clock.Today, await db.SingleAsync<LocalDate>("SELECT business_today()", null, Ledger.Token));
        var followed = 0;
        db.WhenCommitted(() => followed++);
        await db.ExecuteAsync(AddSql, new { No = 1 }, Ledger.Token);
        Assert.Equal(0, followed);
        await db.CommitAsync(AddSql, new { No = 2 }, Ledger.Token);
        Assert.Equal((1, 2), (followed, await CountAsync()));
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SingleAsync<long>(CountSql, null, Ledger.Token));
    }

    [Fact]
    public async Task What_is_not_committed_is_rolled_back_and_nothing_follows()
    {
        await using var db = Open();
        var followed = 0;
        Assert.Null(await db.BeginCommandAsync<string?>("SELECT 'x' WHERE @No = 1", new { No = 2 }, Ledger.Token));
        db.WhenCommitted(() => followed++);
        await db.ExecuteAsync(AddSql, new { No = 1 }, Ledger.Token);
        await db.DisposeAsync();
        Assert.Equal((0, 0), (followed, await CountAsync()));
        await db.BeginCommandAsync<int>("SELECT 1", new { }, Ledger.Token);
        await db.CommitAsync(AddSql, new { No = 2 }, Ledger.Token);
        Assert.Equal((0, 1), (followed, await CountAsync()));
    }

    [Fact]
    public async Task One_request_runs_at_a_time()
    {
        await using var db = Open();
        await db.BeginQueryAsync(Ledger.Token);
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.BeginQueryAsync(Ledger.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.BeginCommandAsync<int>("SELECT 1", new { }, Ledger.Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.BeginRoundAsync(Ledger.Token));
        Assert.Equal(TamDuong.Accountant, await db.SingleAsync<string>("SELECT acting_user()", null, Ledger.Token));
    }

    [Fact]
    public async Task A_query_writes_nothing_and_sees_the_books_of_one_moment_and_so_do_its_twins()
    {
        await using var db = Open();
        await db.BeginQueryAsync(Ledger.Token);
        Assert.Equal(0, await db.SingleAsync<long>(CountSql, null, Ledger.Token));
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, AddSql, new { No = 1 }, Ledger.Token);
        var twins = await db.TwinsAsync(2, Ledger.Token);
        Assert.Equal(2, twins.Count);
        foreach (var twin in twins.Prepend(db))
        {
            Assert.Equal(0, await twin.SingleAsync<long>(CountSql, null, Ledger.Token));
            Assert.Equal(TamDuong.Accountant, await twin.SingleAsync<string>("SELECT acting_user()", null, Ledger.Token));
            var refused = await Assert.ThrowsAsync<PostgresException>(() => twin.ExecuteAsync(AddSql, new { No = 2 }, Ledger.Token));
            Assert.Equal(PostgresErrorCodes.ReadOnlySqlTransaction, refused.SqlState);
            await twin.DisposeAsync();
        }

        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_round_sees_one_moment_and_writes_down_what_it_found()
    {
        await using var db = Open();
        await db.BeginRoundAsync(Ledger.Token);
        Assert.Equal(0, await db.SingleAsync<long>(CountSql, null, Ledger.Token));
        await OwnerSql.ExecuteAsync(ledger.Database.Owner, AddSql, new { No = 1 }, Ledger.Token);
        Assert.Equal(0, await db.SingleAsync<long>(CountSql, null, Ledger.Token));
        await db.CommitAsync(AddSql, new { No = 2 }, Ledger.Token);
        Assert.Equal(2, await CountAsync());
    }

    [Fact]
    public async Task Questions_are_answered_one_by_one_together_and_as_they_arrive()
    {
        await using var db = Open();
        await db.BeginCommandAsync<int>("SELECT 1", new { }, Ledger.Token);
        Assert.Equal(8, await db.SingleAfterAsync<int>("SELECT 'ketoan'", "SELECT @No + 1", new { No = 7 }, Ledger.Token));
        Assert.Equal((8, "chín"), await db.PairAfterAsync<int, string>("SELECT 1", "SELECT 8", "SELECT 'chín'", null, Ledger.Token));
        Assert.Equal((8, null), await db.PairAfterAsync<int, string>("SELECT 1", "SELECT 8", "SELECT 'x' WHERE false", null, Ledger.Token));
        Assert.Null(await db.FindAsync<string>("SELECT 'x' WHERE false", null, Ledger.Token));
        Assert.Equal([1, 2, 3], await db.ListAsync<int>("SELECT generate_series(1, @No)", new { No = 3 }, Ledger.Token));
        var streamed = new List<int>();
        await foreach (var no in db.StreamAsync<int>("SELECT generate_series(1, @No)", new { No = 3 })) streamed.Add(no);
        Assert.Equal([1, 2, 3], streamed);
        var read = await db.ReadAsync("SELECT generate_series($1, 3), $2::text", rows => (rows.Int(), rows.Text()), Ledger.Token, 2, "Tết");
        Assert.Equal([(2, "Tết"), (3, "Tết")], read);
    }

    [Fact]
    public async Task A_session_that_broke_while_it_waited_is_replaced()
    {
        await using var db = Open();
        var pid = await db.BeginCommandAsync<int>(PidSql, new { }, Ledger.Token);
        await db.CommitAsync("SELECT", null, Ledger.Token);
        await EndAsync(pid);
        Assert.Equal(1, await db.BeginCommandAsync<int>("SELECT 1", new { }, Ledger.Token));
        await db.CommitAsync(AddSql, new { No = 1 }, Ledger.Token);
        Assert.Equal(1, await CountAsync());
    }

    [Fact]
    public async Task A_session_that_breaks_under_way_is_left_and_the_next_request_has_another()
    {
        await using var db = Open();
        await EndAsync(await db.BeginCommandAsync<int>(PidSql, new { }, Ledger.Token));
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => db.ExecuteAsync(AddSql, new { No = 1 }, Ledger.Token));
        await db.DisposeAsync();
        Assert.Equal(2, await db.BeginCommandAsync<int>("SELECT 2", new { }, Ledger.Token));
        Assert.Equal(0, await db.SingleAsync<long>(CountSql, null, Ledger.Token));
    }

    [Fact]
    public async Task A_first_question_that_is_refused_leaves_no_request_running()
    {
        await using (var db = Open())
        {
            var refused = await Assert.ThrowsAsync<PostgresException>(() => db.BeginCommandAsync<int>("SELECT 1 / 0", new { }, Ledger.Token));
            Assert.Equal(PostgresErrorCodes.DivisionByZero, refused.SqlState);
        }

        await using var next = Open();
        Assert.Equal(3, await next.BeginCommandAsync<int>("SELECT 3", new { }, Ledger.Token));
    }

    [Fact]
    public async Task Days_and_moments_come_as_the_database_has_them_and_those_beyond_the_calendar_as_its_ends()
    {
        const string DaysSql = """
            SELECT d::date FROM unnest(ARRAY['2021-02-03', '1999-12-31', '9999-12-31', '10000-01-01', 'infinity', '-infinity']) d
            """;
        const string MomentsSql = """
            SELECT m::timestamptz FROM unnest(ARRAY['2021-02-03 04:05:06.5Z', '1969-12-31 23:59:59Z', '9999-12-31 23:59:59.999999Z',
                '10000-01-01 00:00:00Z', 'infinity', '-infinity']) m
            """;
        await using var db = Open();
        await db.BeginQueryAsync(Ledger.Token);
        Assert.Equal(
        [
            new(2021, 2, 3), new(1999, 12, 31), LocalDate.MaxIsoValue, LocalDate.MaxIsoValue, LocalDate.MaxIsoValue, LocalDate.MinIsoValue,
        ], await db.ReadAsync(DaysSql, rows => rows.Date(), Ledger.Token));
        Assert.Equal(
        [
            Instant.FromUtc(2021, 2, 3, 4, 5, 6) + Duration.FromMilliseconds(500), Instant.FromUnixTimeSeconds(-1),
            Instant.FromUtc(9999, 12, 31, 23, 59, 59) + Duration.FromTicks(9_999_990), Instant.MaxValue, Instant.MaxValue, Instant.MinValue,
        ], await db.ReadAsync(MomentsSql, rows => rows.Moment(), Ledger.Token));
        Assert.Equal(new LocalDate(2021, 2, 3), await db.SingleAsync<LocalDate>("SELECT @Day", new { Day = new LocalDate(2021, 2, 3) }, Ledger.Token));
        var given = new { At = Instant.FromUtc(2021, 2, 3, 4, 5, 6), Amount = new Domain.Money(1_500_000) };
        Assert.Equal(given.At, await db.SingleAsync<Instant>("SELECT @At", given, Ledger.Token));
        Assert.Equal(given.Amount, await db.SingleAsync<Domain.Money>("SELECT @Amount + 0", given, Ledger.Token));
    }

    private Task<long> CountAsync() => ledger.Ask<long>(CountSql);

    private Task<bool> EndAsync(int pid) =>
        OwnerSql.SingleAsync<bool>(ledger.Database.Administrator, EndSql, new { Pid = pid }, Ledger.Token);

    private Db Open()
    {
        var actor = new Actor();
        actor.SignIn(TamDuong.Accountant);
        return new Db(source, actor, ledger.Clock);
    }
}
