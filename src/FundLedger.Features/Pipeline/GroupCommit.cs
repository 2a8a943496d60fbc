namespace FundLedger.Features.Pipeline;

/// <summary>
/// One lane per process: what arrives while a group is being committed waits, and leaves as the next group, in the order in which it came.
/// A lone request leaves at once. Where several came together, or others wait, those who are answered are given a moment to come again and
/// share the next commit: most of its cost is the same for one and for many.
/// </summary>
/// <param name="commitAsync">Commits a group and answers each of its items, in their order.</param>
internal sealed class GroupCommit<TItem, TAnswer>(
    Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> commitAsync, int mostPerGroup, TimeProvider time)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(1);

    private readonly Lock gate = new();
    private readonly Queue<Waiting> queue = new();
    private bool isRunning;
    private int expected;
    private TaskCompletionSource? gathered;

    /// <summary>
    /// Whoever gives up while waiting is left out. Once the group is under way it is committed all the same; nobody awaits its answer.
    /// </summary>
    public async Task<TAnswer> SendAsync(TItem item, CancellationToken token)
    {
        var waiting = new Waiting(item, token);
        lock (gate)
        {
            queue.Enqueue(waiting);
            if (queue.Count >= expected) gathered?.TrySetResult();
            if (!isRunning)
            {
                isRunning = true;
                // Not in the flow of the request that happens to come first: others ride with it.
                using (ExecutionContext.SuppressFlow()) _ = Task.Run(RunAsync, CancellationToken.None);
            }
        }

        return await waiting.Answer.Task.WaitAsync(token);
    }

    private async Task RunAsync()
    {
        while (NextGroup() is { Count: > 0 } group)
        {
            await AnswerAsync(group);
            await GatherAsync();
        }
    }

    // Until as many wait as did when the group was committed, or the moment is over.
    private async Task GatherAsync()
    {
        Task all;
        lock (gate)
        {
            if (expected == 1 || queue.Count >= expected) return;
            gathered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            all = gathered.Task;
        }

        using var over = new CancellationTokenSource();
        await Task.WhenAny(all, Task.Delay(Moment, time, over.Token));
        await over.CancelAsync();
        lock (gate) gathered = null;
    }

    private async Task AnswerAsync(List<Waiting> group)
    {
        try
        {
            var answers = await commitAsync([.. group.Select(waiting => waiting.Item)]);
            // Counted before they can come again, so that none is counted twice.
            lock (gate) expected = Math.Min(mostPerGroup, queue.Count + group.Count);
            for (var i = 0; i < group.Count; i++) group[i].Answer.TrySetResult(answers[i]);
        }
        catch (Exception failure)
        {
            lock (gate) expected = 1;
            group.ForEach(waiting => waiting.Answer.TrySetException(failure));
        }
    }

    private List<Waiting> NextGroup()
    {
        lock (gate)
        {
            var group = new List<Waiting>();
            while (group.Count < mostPerGroup && queue.TryDequeue(out var next))
            {
                if (!next.Token.IsCancellationRequested) group.Add(next);
            }

            isRunning = group.Count > 0;
            return group;
        }
    }

    private sealed record Waiting(TItem Item, CancellationToken Token)
    {
        // The answered go on elsewhere: the lane must not carry out their next steps.
        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
