using FundLedger.Domain;
using FundLedger.Domain.Disbursements;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Disbursements;
using FundLedger.Features.Ledger;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Receipts;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Pipeline;

/// <summary>A key has one answer, and a refusal is one.</summary>
public sealed class OncePerKeyTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string RefusalsSql = """
        SELECT r.code FROM request_keys k JOIN refusals r USING (fund_id, refusal_no) WHERE k.request_key = @Key
        """;

    private const string VersionsSql = """
        SELECT r.rule_version FROM request_keys k JOIN refusals r USING (fund_id, refusal_no) WHERE k.request_key = @Key
        """;

    private const string MisusesSql = "SELECT count(*) FROM refusals WHERE code = 'key-used-for-other' AND message LIKE '%' || @Key || '%'";
    private const string ShortSql = "SELECT count(*) FROM refusals WHERE code = 'pool-short' AND message LIKE '%' || @Pool || '%'";
    private const string RequestsSql = """
        SELECT count(*) FROM disbursements d JOIN pools p USING (fund_id, pool_id) WHERE p.code = @Pool
        """;

    [Fact]
    public async Task A_refusal_is_told_again_with_its_figures_although_the_money_came_since()
    {
        var request = await TooMuchAsync();
        var first = await ledger.Send(TamDuong.Accountant, request);
        await ledger.Given.Receipt(request.Pool, 5_000_000);
        var second = await ledger.Send(TamDuong.Accountant, request);
        Assert.Equal(new PoolShort(request.Pool, new Money(600_000), new Money(500_000)), first.Error);
        Assert.Equal(first.Error, second.Error);
        Assert.Equal(["pool-short"], await ledger.List<string>(RefusalsSql, new { request.Key }));
        Assert.Equal(1, await ledger.Ask<long>(ShortSql, new { request.Pool }));
        Assert.True((await ledger.Send(TamDuong.Accountant, request with { Key = Guid.NewGuid() })).IsOk);
    }

    [Fact]
    public async Task A_refused_key_does_nothing_else_and_the_try_is_recorded()
    {
        var request = await TooMuchAsync();
        var first = await ledger.Send(TamDuong.Accountant, request);
        var smaller = request with { Lines = [request.Lines[0]] };
        Assert.Equal(new KeyUsedForOther(request.Key), (await ledger.Send(TamDuong.Accountant, smaller)).Error);
        Assert.Equal(new KeyUsedForOther(request.Key), (await ledger.Send(TamDuong.SecondAccountant, request)).Error);
        Assert.Equal(2, await ledger.Ask<long>(MisusesSql, new { Key = request.Key.ToString() }));
        Assert.Equal(first.Error, (await ledger.Send(TamDuong.Accountant, request)).Error);
        Assert.Equal(0, await ledger.Ask<long>(RequestsSql, new { request.Pool }));
    }

    [Fact]
    public async Task What_is_malformed_or_names_nothing_leaves_the_key_free()
    {
        var pool = await PoolAsync();
        var receipt = new RecordReceipt(Given.Fund, Guid.NewGuid(), pool, Money.Zero, ledger.Clock.Today, "cash", "Nhà hảo tâm");
        Assert.IsType<ReceiptNotPositive>((await ledger.Send(TamDuong.Accountant, receipt)).Error);
        var right = receipt with { Amount = new Money(1_000) };
        Assert.IsType<PoolNotFound>((await ledger.Send(TamDuong.Accountant, right with { Pool = "KHONG-CO" })).Error);
        Assert.True((await ledger.Send(TamDuong.Accountant, right)).IsOk);
    }

    [Fact]
    public async Task A_role_that_is_missing_is_an_answer_too()
    {
        var receipt = new RecordReceipt(
            Given.Fund, Guid.NewGuid(), await PoolAsync(), new Money(1_000), ledger.Clock.Today, "cash", "Nhà hảo tâm");
        var first = await ledger.Send(TamDuong.Cashier, receipt);
        Assert.IsType<RoleMissing>(first.Error);
        Assert.Equal(first.Error, (await ledger.Send(TamDuong.Cashier, receipt)).Error);
        Assert.Equal(["role-missing"], await ledger.List<string>(RefusalsSql, new { receipt.Key }));
    }

    [Fact]
    public async Task A_refusal_is_kept_with_the_line_of_the_norm_that_judged_or_else_with_the_rules_of_the_program()
    {
        var (pool, child) = (await PoolAsync(), await ledger.Given.Children(1));
        await ledger.Given.Receipt(pool, 900_000);
        await ledger.Given.TetGifts(pool, child);
        var again = Given.TetRequest(pool, child);
        var refused = Assert.IsType<LineRefused>((await ledger.Send(TamDuong.Accountant, again)).Error);
        Assert.Equal([refused.RuleVersion!], await ledger.List<string>(VersionsSql, new { again.Key }));
        Assert.Contains(", ", refused.RuleVersion, StringComparison.Ordinal);
        Assert.NotEqual(RuleSet.Version, refused.RuleVersion);
        var tooMuch = await TooMuchAsync();
        Assert.IsType<PoolShort>((await ledger.Send(TamDuong.Accountant, tooMuch)).Error);
        Assert.Equal([RuleSet.Version], await ledger.List<string>(VersionsSql, new { tooMuch.Key }));
    }

    [Fact]
    public async Task Twelve_at_once_with_one_refused_key_are_told_the_same_and_one_refusal_is_recorded()
    {
        for (var round = 0; round < 5; round++)
        {
            var request = await TooMuchAsync();
            var answers = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ =>
                Task.Run(() => ledger.Send(TamDuong.Accountant, request))));
            Assert.Equal(new PoolShort(request.Pool, new Money(600_000), new Money(500_000)),
                Assert.Single(answers.Select(answer => answer.Error).Distinct()));
            Assert.Equal(1, await ledger.Ask<long>(ShortSql, new { request.Pool }));
        }
    }

    [Fact]
    public async Task Who_comes_between_the_refused_work_and_its_record_answers_for_both()
    {
        var request = await TooMuchAsync();
        Result<DisbursementRequested>? between = null;
        var first = await RefusedWithInterludeAsync(request, async () =>
        {
            await ledger.Given.Receipt(request.Pool, 5_000_000);
            between = await ledger.Send(TamDuong.Accountant, request);
        });
        Assert.True(between!.IsOk);
        Assert.Equal(between.Value, first.Value);
        Assert.Empty(await ledger.List<string>(RefusalsSql, new { request.Key }));
        Assert.Equal(1, await ledger.Ask<long>(RequestsSql, new { request.Pool }));
    }

    [Fact]
    public async Task Who_comes_between_with_other_content_has_the_key_and_the_first_is_told_so()
    {
        var request = await TooMuchAsync();
        var first = await RefusedWithInterludeAsync(
            request, () => ledger.Done(TamDuong.Accountant, request with { Lines = [request.Lines[0]] }));
        Assert.Equal(new KeyUsedForOther(request.Key), first.Error);
        Assert.Equal(1, await ledger.Ask<long>(MisusesSql, new { Key = request.Key.ToString() }));
        Assert.Equal(1, await ledger.Ask<long>(RequestsSql, new { request.Pool }));
    }

    [Fact]
    public async Task Between_the_refused_work_and_its_record_a_failure_leaves_the_key_free()
    {
        var request = await TooMuchAsync();
        await Assert.ThrowsAsync<TimeoutException>(() =>
            RefusedWithInterludeAsync(request, () => throw new TimeoutException("The server is gone.")));
        Assert.Equal(0, await ledger.Ask<long>(ShortSql, new { request.Pool }));
        await ledger.Given.Receipt(request.Pool, 5_000_000);
        Assert.True((await ledger.Send(TamDuong.Accountant, request)).IsOk);
    }

    /// <summary>
    /// The pipeline reads the clock when it opens a transaction; the last reading of a refused command is that of the record of the
    /// refusal. How many there are is counted on a twin of the command.
    /// </summary>
    private async Task<Result<DisbursementRequested>> RefusedWithInterludeAsync(RequestHolidayGifts request, Func<Task> interlude)
    {
        var clock = new InterruptedClock(ledger.Clock);
        await using var application = ledger.Application(ledger.Database.Application, clock);
        Assert.IsType<PoolShort>((await Ledger.Send(application, TamDuong.Accountant, await TooMuchAsync())).Error);
        clock.BeforeReading(clock.Readings, interlude);
        return await Ledger.Send(application, TamDuong.Accountant, request);
    }

    /// <summary>Gifts of 600.000 to two children from a pool of 500.000.</summary>
    private async Task<RequestHolidayGifts> TooMuchAsync()
    {
        var pool = await PoolAsync();
        await ledger.Given.Receipt(pool, 500_000);
        return Given.TetRequest(pool, await ledger.Given.Children(2));
    }

    private Task<string> PoolAsync() => ledger.Given.Pool(Guid.NewGuid().ToString("N")[..12].ToUpperInvariant());

    private sealed class InterruptedClock(IClock clock) : IClock
    {
        private int interruptedAt;
        private Func<Task>? interruption;

        public int Readings { get; private set; }

        public void BeforeReading(int number, Func<Task> deed) => (Readings, interruptedAt, interruption) = (0, number, deed);

        public Instant GetCurrentInstant()
        {
            if (++Readings == interruptedAt && interruption is not null) Task.Run(interruption).GetAwaiter().GetResult();
            return clock.GetCurrentInstant();
        }
    }
}
