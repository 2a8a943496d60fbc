namespace FundLedger.IntegrationTests.Rights;

/// <summary>The scenes by name, made once for all tests of the class and at rest: whoever plays copies them.</summary>
public sealed class Scenes(LedgerCluster cluster) : IAsyncLifetime
{
    internal Dictionary<string, Scene> All { get; } = [];

    public async ValueTask InitializeAsync()
    {
        var scene = All[Scene.Main] = await Stage.MainAsync(cluster);
        foreach (var (name, next) in new (string, Func<Scene, Task>)[]
            { (Scene.Closing, Stage.ClosingAsync), (Scene.Closed, Stage.ClosedAsync), (Scene.Asked, Stage.AskedAsync) })
        {
            await scene.Ledger.RestAsync();
            scene = All[name] = await scene.CopyAsync();
            await next(scene);
        }

        await scene.Ledger.RestAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var scene in All.Values.Reverse()) await scene.DisposeAsync();
    }
}
