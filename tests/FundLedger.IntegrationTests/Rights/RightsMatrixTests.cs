using FundLedger.Domain;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Rights;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Rights;

/// <summary>
/// The matrix of duties, row by row: role, own fund or another commune's, state and hands, once through the application and once around it.
/// </summary>
public sealed class RightsMatrixTests(LedgerCluster cluster) : IAsyncLifetime
{
    private readonly Dictionary<string, Scene> scenes = [];
    private readonly List<string> mismatches = [];

    public async ValueTask InitializeAsync()
    {
        var scene = scenes[Scene.Main] = await Stage.MainAsync(cluster);
        foreach (var (name, next) in new (string, Func<Scene, Task>)[]
            { (Scene.Closing, Stage.ClosingAsync), (Scene.Closed, Stage.ClosedAsync), (Scene.Asked, Stage.AskedAsync) })
        {
            await scene.Ledger.RestAsync();
            scene = scenes[name] = await scene.CopyAsync();
            await next(scene);
        }

        await scene.Ledger.RestAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var scene in scenes.Values.Reverse()) await scene.DisposeAsync();
    }

    [Fact]
    public async Task Whoever_may_not_is_refused_by_the_application_and_changes_nothing()
    {
        foreach (var (name, original) in scenes)
        {
            await using var scene = await original.CopyAsync();
            foreach (var (deed, state) in RowsOf(name)) await PlayRefusedAsync(scene, deed, state);
            foreach (var (deed, hand) in HandsOf(name)) await PlayHandAsync(scene, deed, hand);
        }

        Assert.True(mismatches.Count == 0, string.Join('\n', mismatches));
    }

    [Fact]
    public async Task Whoever_may_does_it_through_the_application()
    {
        var rows =
            from scene in scenes
            from row in RowsOf(scene.Key)
            where row.State.Allows
            from role in row.Deed.RolesIn(row.State)
            select (Original: scene.Value, row.Deed, row.State, Role: role);
        foreach (var row in rows)
        {
            await using var scene = await row.Original.CopyAsync();
            var error = await SendAsync(scene, row.Deed, row.State, Scene.Only(row.Role));
            Note(row.Deed, row.State, row.Role, "allowed", error?.Code ?? "allowed");
        }

        Assert.True(mismatches.Count == 0, string.Join('\n', mismatches));
    }

    [Fact]
    public async Task Around_the_application_the_database_says_the_same()
    {
        foreach (var (name, original) in scenes)
        {
            await using var scene = await original.CopyAsync();
            foreach (var (deed, state) in RowsOf(name)) await PlayAroundAsync(scene, deed, state);
        }

        Assert.True(mismatches.Count == 0, string.Join('\n', mismatches));
    }

    [Fact]
    public void Every_command_has_its_row_and_every_row_its_command_and_its_play()
    {
        var commands = typeof(ICommand).Assembly.GetTypes()
            .Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(ICommand))).Select(type => type.Name);
        Assert.Equal(commands.Order(StringComparer.Ordinal), RightsTable.Deeds.Select(deed => deed.Command).Order(StringComparer.Ordinal));
        Assert.Equal(
            RightsTable.Deeds.Where(deed => deed.IsPlayed).Select(deed => deed.Command).Order(StringComparer.Ordinal),
            Plays.All.Keys.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<(Deed Deed, DeedState State)> RowsOf(string scene) =>
        from deed in RightsTable.Deeds.Where(deed => deed.IsPlayed)
        from state in deed.States
        where Scene.Of(deed.Paper, state.Name) == scene
        select (deed, state);

    private static IEnumerable<(Deed Deed, HandRefusal Hand)> HandsOf(string scene) =>
        from deed in RightsTable.Deeds
        from hand in deed.Hands
        where Scene.Of(deed.Paper, hand.State) == scene
        select (deed, hand);

    // A user with nothing, and one with the same role in another commune, find no such fund; here the state is told before the role.
    private async Task PlayRefusedAsync(Scene scene, Deed deed, DeedState state)
    {
        Note(deed, state, "nothing", "404", await StrangerAsync(scene, deed, state, Scene.Only("nothing")));
        foreach (var role in RightsTable.Roles)
        {
            Note(deed, state, $"{role} elsewhere", "404", await StrangerAsync(scene, deed, state, Scene.Elsewhere(role)));
            var may = deed.RolesIn(state).Contains(role);
            if (may && state.Allows) continue;
            var wrong = deed.WrongRole == "role-missing" ? "403" : deed.WrongRole;
            var expected = deed.IsOwn && !may ? wrong : state.Refusal ?? wrong;
            Note(deed, state, role, expected, await CodeAsync(scene, deed, state, Scene.Only(role)));
        }
    }

    private async Task PlayAroundAsync(Scene scene, Deed deed, DeedState state)
    {
        foreach (var role in RightsTable.Roles)
        {
            var expected = deed.RolesIn(state).Concat(deed.FunctionRoles).Contains(role) ? state.Promise ?? "allowed" : "actor_has_role";
            Note(deed, state, role, expected, await AroundAsync(scene, deed, state, Scene.Only(role)));
            Note(deed, state, $"{role} elsewhere", "actor_has_role", await AroundAsync(scene, deed, state, Scene.Elsewhere(role)));
        }

        Note(deed, state, "nothing", "actor_has_role", await AroundAsync(scene, deed, state, Scene.Only("nothing")));
    }

    private async Task PlayHandAsync(Scene scene, Deed deed, HandRefusal hand)
    {
        var state = new DeedState(hand.State);
        foreach (var user in UsersOf(deed, hand.Hand))
        {
            Note(deed, state, user, hand.Refusal, await CodeAsync(scene, deed, state, user));
            Note(deed, state, $"{user} around", hand.Promise, await AroundAsync(scene, deed, state, user));
        }
    }

    // By every account that would have the role.
    private static string[] UsersOf(Deed deed, string hand) => (hand, deed.Roles[0], deed.Paper) switch
    {
        ("requester", RightsTable.Cashier, _) => ["ketoan.chi"],
        ("receiver", _, _) => ["nguoinhan.chi"],
        ("merger", _, _) => ["canbo.duyet"],
        ("requester", _, "identity") => ["canbo.duyet"],
        ("requester", _, _) => [TamDuong.AccountantsOtherAccount],
        (_, RightsTable.Cashier, _) => ["hai.chi"],
        _ => [TamDuong.Approver, "hai.duyet"],
    };

    private static Task<Error?> SendAsync(Scene scene, Deed deed, DeedState state, string user) =>
        Plays.All[deed.Command].Send(scene, user, Given.Fund, scene.Paper(deed.Paper, state.Name));

    private static async Task<string> CodeAsync(Scene scene, Deed deed, DeedState state, string user) =>
        await SendAsync(scene, deed, state, user) switch
        {
            null => "allowed",
            FundNotFound => "404",
            RoleMissing => "403",
            var error => error.Code,
        };

    // Whatever it is that is not there.
    private static async Task<string> StrangerAsync(Scene scene, Deed deed, DeedState state, string user) =>
        await SendAsync(scene, deed, state, user) is { } error ? error is NotFound ? "404" : error.Code : "allowed";

    private static async Task<string> AroundAsync(Scene scene, Deed deed, DeedState state, string user) =>
        await Plays.All[deed.Command].Around(scene, user, scene.Paper(deed.Paper, state.Name)) ?? "allowed";

    private void Note(Deed deed, DeedState state, string who, string expected, string found)
    {
        if (expected != found) mismatches.Add($"{deed.Command}, {deed.Paper} {state.Name}, {who}: expected {expected}, found {found}");
    }
}
