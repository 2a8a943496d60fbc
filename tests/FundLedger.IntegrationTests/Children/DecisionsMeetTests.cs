using Dapper;
using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Features;
using FundLedger.Features.Children;
using FundLedger.Testing;
using MediatR;
using NodaTime.Text;
using Npgsql;

namespace FundLedger.IntegrationTests.Children;

/// <summary>Two who decide on one child at once: the second waits its turn, and judges by what the first has done.</summary>
public sealed class DecisionsMeetTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string SignInSql = "SELECT set_config('app.actor', @Actor, true), set_config('app.now', @Now, true)";

    private const string WaitingSql = """
        SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
        """;

    private const string AgedOutSql = """
        SELECT record_child_event(@Code, 'aged_out', business_today(), 'Đủ 16 tuổi', NULL, NULL, NULL, NULL, NULL, NULL)
        """;

    [Fact]
    public async Task Who_was_merged_meanwhile_is_merged_with_nobody_else()
    {
        var children = await ledger.Given.Children(3);
        var first = new RawStep(
            TamDuong.Officer, "SELECT merge_children(@Code, @Kept, 'Cùng một giấy khai sinh')", new { Code = children[0], Kept = children[1] });
        var second = new MergeChildren(TamDuong.BinhLu, Guid.NewGuid(), children[0], children[2], "Cùng một giấy khai sinh");
        Assert.Equal(new MergeImpossible(children[0]), (await SecondAsync(first, TamDuong.Officer, second)).Error);
    }

    [Fact]
    public async Task Who_was_split_meanwhile_is_not_merged()
    {
        var children = await ledger.Given.Children(2);
        await ledger.Done(
            TamDuong.Officer, new MergeChildren(TamDuong.BinhLu, Guid.NewGuid(), children[0], children[1], "Cùng một giấy khai sinh"));
        var first = new RawStep(
            TamDuong.Approver, "SELECT split_children(@Code, 'Hai giấy khai sinh khác nhau')", new { Code = children[0] });
        var second = new SplitChildren(TamDuong.BinhLu, Guid.NewGuid(), children[0], "Hai giấy khai sinh khác nhau");
        Assert.Equal(new NotMerged(children[0]), (await SecondAsync(first, TamDuong.SecondApprover, second)).Error);
    }

    [Fact]
    public async Task Who_was_said_to_be_of_age_meanwhile_is_not_said_to_be_again()
    {
        var (today, grown) = (ledger.Clock.Today, await GrownAsync());
        ledger.Clock.Today = today.PlusDays(1);
        var first = new RawStep(TamDuong.Officer, AgedOutSql, new { Code = grown });
        var written = await SecondAsync(first, TamDuong.Officer, new AgeOutChildren(TamDuong.BinhLu, Guid.NewGuid()));
        Assert.True(written.IsOk, $"{written.Error}");
        Assert.Empty(written.Value.Children);
        ledger.Clock.Today = today;
    }

    [Fact]
    public async Task Who_left_meanwhile_does_not_leave_again()
    {
        var child = (await ledger.Given.Children(1))[0];
        var first = new RawStep(
            TamDuong.Officer, AgedOutSql.Replace("aged_out", "left", StringComparison.Ordinal), new { Code = child });
        var second = new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), child, ChildEventKind.Left, ledger.Clock.Today, "Theo báo cáo của thôn");
        Assert.Equal(
            new ChildEventImpossible(child, ChildState.Left, ChildEventKind.Left), (await SecondAsync(first, TamDuong.Officer, second)).Error);
    }

    [Fact]
    public async Task A_pair_is_looked_for_when_its_turn_has_come()
    {
        var first = new RawStep(
            TamDuong.Officer, "SELECT lock_fund(fund_id) FROM funds WHERE code = @BinhLu", new { TamDuong.BinhLu });
        var second = new TellApart(TamDuong.BinhLu, Guid.NewGuid(), "TE-999998", "TE-999999", "Thôn xác nhận là hai trẻ");
        Assert.Equal(new PairNotFound("TE-999998", "TE-999999"), (await SecondAsync(first, TamDuong.Officer, second)).Error);
    }

    private async Task<string> GrownAsync() => (await ledger.Done(TamDuong.Officer, new RegisterChild(
        TamDuong.BinhLu, Guid.NewGuid(), "Em Sắp Lớn", ledger.Clock.Today.PlusDays(1).PlusYears(-16), "Mẹ Của Em", "mẹ", ["poor"]))).Code;

    // The first is carried out and not committed yet when the second begins.
    private async Task<Result<T>> SecondAsync<T>(RawStep first, string user, IRequest<Result<T>> second)
    {
        await using var source = FeaturesSetup.OpenDataSource(ledger.Database.Application);
        await using var connection = await source.OpenConnectionAsync(Ledger.Token);
        await using var transaction = await connection.BeginTransactionAsync(Ledger.Token);
        await RunAsync(connection, transaction, first);
        var pending = ledger.Send(user, second);
        while (!pending.IsCompleted && await WaitingAsync() == 0) await Task.Yield();
        Assert.False(pending.IsCompleted, "The second did not wait.");
        await transaction.CommitAsync(Ledger.Token);
        return await pending;
    }

    private async Task RunAsync(NpgsqlConnection connection, NpgsqlTransaction transaction, RawStep step)
    {
        var now = InstantPattern.ExtendedIso.Format(ledger.Clock.GetCurrentInstant());
        await connection.ExecuteAsync(SignInSql, new { step.Actor, Now = now }, transaction);
        await connection.ExecuteAsync(step.Sql, step.Parameters, transaction);
    }

    // Only an administrator is shown what others wait for.
    private Task<long> WaitingAsync() => OwnerSql.SingleAsync<long>(ledger.Database.Administrator, WaitingSql, null, Ledger.Token);
}
