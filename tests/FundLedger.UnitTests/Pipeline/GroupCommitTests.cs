using FundLedger.Features.Pipeline;

namespace FundLedger.UnitTests.Pipeline;

public sealed class GroupCommitTests : IDisposable
{
    private readonly List<int[]> groups = [];
    private readonly SemaphoreSlim open = new(0);
    private readonly GroupCommit<int, int> lane;

    public GroupCommitTests() => lane = new GroupCommit<int, int>(CommitAsync, mostPerGroup: 3, TimeProvider.System);

    public void Dispose() => open.Dispose();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_lone_request_waits_for_nobody()
    {
        open.Release();
        Assert.Equal(10, await lane.SendAsync(1, Token));
        Assert.Equal([[1]], groups);
    }

    [Fact]
    public async Task What_comes_during_a_commit_leaves_in_the_next_ones_in_its_order()
    {
        var first = lane.SendAsync(1, Token);
        await UnderWayAsync(1);
        var others = Enumerable.Range(2, 4).Select(i => lane.SendAsync(i, Token)).ToArray();
        open.Release(3);
        int[] answers = [await first, .. await Task.WhenAll(others)];
        Assert.Equal([10, 20, 30, 40, 50], answers);
        Assert.Equal([[1], [2, 3, 4], [5]], groups);
    }

    [Fact]
    public async Task Who_was_answered_while_another_waits_comes_again_in_the_same_group()
    {
        var patient = new GroupCommit<int, int>(CommitAsync, mostPerGroup: 3, new StandingClock());
        var first = patient.SendAsync(1, Token);
        await UnderWayAsync(1);
        var second = patient.SendAsync(2, Token);
        open.Release(2);
        await first;
        int[] answers = [await patient.SendAsync(3, Token), await second];
        Assert.Equal([30, 20], answers);
        Assert.Equal([[1], [2, 3]], groups);
    }

    [Fact]
    public async Task Who_gives_up_while_waiting_is_left_out()
    {
        var first = lane.SendAsync(1, Token);
        await UnderWayAsync(1);
        using var patience = new CancellationTokenSource();
        var second = lane.SendAsync(2, patience.Token);
        var third = lane.SendAsync(3, Token);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        open.Release(2);
        int[] answers = [await first, await third];
        Assert.Equal([10, 30], answers);
        Assert.Equal([[1], [3]], groups);
    }

    [Fact]
    public async Task Who_gives_up_too_late_leaves_no_mark_on_the_others()
    {
        using var patience = new CancellationTokenSource();
        var first = lane.SendAsync(1, patience.Token);
        await UnderWayAsync(1);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        open.Release(2);
        Assert.Equal(20, await lane.SendAsync(2, Token));
    }

    [Fact]
    public async Task A_failure_is_that_of_its_group_and_the_lane_goes_on()
    {
        open.Release(2);
        await Assert.ThrowsAsync<InvalidOperationException>(() => lane.SendAsync(-1, Token));
        Assert.Equal(20, await lane.SendAsync(2, Token));
    }

    [Fact]
    public async Task Where_enough_wait_already_nobody_is_waited_for()
    {
        var patient = new GroupCommit<int, int>(CommitAsync, mostPerGroup: 3, new StandingClock());
        var first = patient.SendAsync(1, Token);
        await UnderWayAsync(1);
        var others = Enumerable.Range(2, 3).Select(i => patient.SendAsync(i, Token)).ToArray();
        open.Release(2);
        int[] answers = [await first, .. await Task.WhenAll(others)];
        Assert.Equal([10, 20, 30, 40], answers);
        Assert.Equal([[1], [2, 3, 4]], groups);
    }

    [Fact]
    public async Task One_group_is_under_way_at_a_time()
    {
        var first = lane.SendAsync(1, Token);
        await UnderWayAsync(1);
        var second = lane.SendAsync(2, Token);
        // Whatever was begun beside it has had its turn by then.
        for (var turn = 0; turn < 100; turn++) await Task.Run(() => { }, Token);
        lock (groups) Assert.Equal([[1]], groups);
        open.Release(2);
        int[] answers = [await first, await second];
        Assert.Equal([10, 20], answers);
    }

    [Fact]
    public async Task After_a_failure_nobody_is_waited_for()
    {
        var patient = new GroupCommit<int, int>(CommitAsync, mostPerGroup: 3, new StandingClock());
        var first = patient.SendAsync(1, Token);
        await UnderWayAsync(1);
        var second = patient.SendAsync(2, Token);
        open.Release(3);
        await first;
        await Assert.ThrowsAsync<InvalidOperationException>(() => patient.SendAsync(-1, Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => second);
        Assert.Equal(40, await patient.SendAsync(4, Token));
        Assert.Equal([[1], [2, -1], [4]], groups);
    }

    [Fact]
    public async Task The_lane_carries_nothing_of_the_request_that_came_first()
    {
        var asker = new AsyncLocal<string?> { Value = "ketoan" };
        string? seen = "";
        var own = new GroupCommit<int, int>(
            items =>
            {
                seen = asker.Value;
                return Task.FromResult<IReadOnlyList<int>>([.. items]);
            },
            mostPerGroup: 3, TimeProvider.System);
        Assert.Equal(7, await own.SendAsync(7, Token));
        Assert.Null(seen);
    }

    /// <summary>No moment ever ends by it.</summary>
    private sealed class StandingClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private async Task<IReadOnlyList<int>> CommitAsync(IReadOnlyList<int> items)
    {
        lock (groups) groups.Add([.. items]);
        await open.WaitAsync(Token);
        return items.Contains(-1) ? throw new InvalidOperationException("A broken group.") : [.. items.Select(item => item * 10)];
    }

    private async Task UnderWayAsync(int count)
    {
        while (true)
        {
            lock (groups)
            {
                if (groups.Count == count) return;
            }

            await Task.Yield();
        }
    }
}
