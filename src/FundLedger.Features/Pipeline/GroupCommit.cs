namespace FundLedger.Features.Pipeline;

/// <summary>
/// One lane per process: what arrives while a group is being committed waits, and leaves as the next group, in the order in which it came.
/// Nobody waits for company: a lone request leaves at once. How many share a commit follows from how long a commit takes.
/// </summary>
/// <param name="commitAsync">Commits a group and answers each of its items, in their order.</param>
internal sealed class GroupCommit<TItem, TAnswer>(
    Func<IReadOnlyList<TItem>, Task<IReadOnlyList<TAnswer>>> commitAsync, int mostPerGroup)
{
    private readonly Lock gate = new();
    private readonly Queue<Waiting> queue = new();
    private bool isRunning;

    /// <summary>
    /// Whoever gives up while waiting is left out. Once the group is under way it is committed all the same; nobody awaits its answer.
    /// </summary>
    public async Task<TAnswer> SendAsync(TItem item, CancellationToken token)
    {
        var waiting = new Waiting(item, token);
        lock (gate)
        {
            queue.Enqueue(waiting);
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
        }
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
