namespace FundLedger.Features.Pipeline;

/// <summary>
/// One lane per process: what arrives while a group is being committed waits, and leaves as the next group, in the order in which it came.
/// A lone request leaves at once. Where others wait, those who were just answered are given a moment to come again and share the next
/// commit: most of its cost is the same for one and for many.
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
            await GatherAsync(group.Count);
        }
    }

    // Until as many wait as were there, or the moment is over.
    private async Task GatherAsync(int answered)
    {
        Task all;
        lock (gate)
        {
            expected = Math.Min(mostPerGroup, queue.Count + answered);
            if (expected == 1 || queue.Count >= expected) return;
            gathered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            all = gathered.Task;
        }

        await Task.WhenAny(all, Task.Delay(Moment, time));
        lock (gate) gathered = null;
    }

    private async Task AnswerAsync(List<Waiting> group)
    {
        try
        {
            var answers = await commitAsync([.. group.Select(waiting => waiting.Item)]);
            for (var i = 0; i < group.Count; i++) group[i].Answer.TrySetResult(answers[i]);
        }
        catch (Exception failure)
        {
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
