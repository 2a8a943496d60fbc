using System.Globalization;
using FundLedger.Domain.Ledger;
using FundLedger.Features.Audit;
using FundLedger.Features.Ledger;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Histories;

/// <summary>
/// Random histories of a fund over a year's end, against <see cref="Model"/>: each step is answered as foretold, refusals by their code, and
/// after each the books agree with the paper. FUNDLEDGER_HISTORIES=n plays n of them, FUNDLEDGER_SEED=s one again. A seed that failed is
/// kept in seeds.txt and played again in every run.
/// </summary>
public sealed class HistoryTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const int Steps = 40;
    private const int Few = 8;

    // The months before need no closing then; the database keeps what the fund may be dated from here.
    private const string OpenedLateSql = "UPDATE funds SET opened_on = '2021-11-01' WHERE code = @Fund";

    private const string HeadSql = "SELECT log_no FROM fund_heads JOIN funds USING (fund_id) WHERE code = @Fund";

    private static readonly LocalDate FirstMonth = new(2021, 11, 1);
    private static readonly LocalDate FirstDay = new(2021, 12, 20);

    private readonly Ledger original = new(cluster);
    private string[] children = [];

    public async ValueTask InitializeAsync()
    {
        await original.InitializeAsync();
        original.Clock.Today = FirstDay;
        await OwnerSql.ExecuteAsync(original.Database.Owner, OpenedLateSql, new { Given.Fund }, Ledger.Token);
        await original.Given.Pool(Pools.General);
        await original.Given.Pool(Pools.Tet, ["holiday_gift"], ["tet"]);
        await original.Given.Pool(Pools.Surgery, ["surgery"]);
        foreach (var (pool, source) in new[] { (Pools.Interest, AdjustmentRules.Interest), (Pools.Budget, "provincial_budget") })
            await original.Done(TamDuong.Accountant, new OpenPool(Given.Fund, Guid.NewGuid(), pool, pool, pool, source));
        children = await original.Given.Children(7);
        await original.RestAsync();
    }

    public ValueTask DisposeAsync() => original.DisposeAsync();

    [Fact]
    public async Task The_books_do_what_the_paper_foretells()
    {
        foreach (var seed in Chosen())
        {
            var history = Step.History(seed, Steps);
            if (await FailureAsync(history) is null) continue;
            Seeds.Keep(seed);
            var story = await FailureAsync(await ShortestAsync(history));
            Assert.Fail(string.Create(CultureInfo.InvariantCulture,
                $"Again: FUNDLEDGER_SEED={seed} ./test integration --filter-class {typeof(HistoryTests).FullName}\n{story}"));
        }
    }

    /// <summary>A model that foretold nothing but refusals would be right and worthless.</summary>
    [Fact]
    public void Histories_reach_every_kind_of_step() => Assert.Equal(
        Enum.GetValues<StepKind>(), Enumerable.Range(1, Few).SelectMany(seed => Step.History(seed, Steps)).Select(step => step.Kind).Distinct().Order());

    private static IEnumerable<int> Chosen()
    {
        if (Number("FUNDLEDGER_SEED") is { } seed) return [seed];
        var count = Number("FUNDLEDGER_HISTORIES") ?? Few;
        return Seeds.Kept().Concat(Enumerable.Range(0, count).Select(_ => Random.Shared.Next()));
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>Leaves out what is not needed for the failure, one step after the other.</summary>
    private async Task<Step[]> ShortestAsync(Step[] history)
    {
        for (var i = history.Length - 1; i >= 0; i--)
        {
            Step[] shorter = [.. history[..i], .. history[(i + 1)..]];
            if (await FailureAsync(shorter) is not null) history = shorter;
        }

        return history;
    }

    /// <summary>The story up to the first step that goes otherwise than foretold, or null.</summary>
    private async Task<string?> FailureAsync(Step[] history)
    {
        var ledger = original.Copy();
        try
        {
            await ledger.InitializeAsync();
            return await PlayAsync(ledger, history);
        }
        finally
        {
            await ledger.DisposeAsync();
        }
    }

    private async Task<string?> PlayAsync(Ledger ledger, Step[] history)
    {
        var model = new Model(FirstMonth, FirstDay, await ledger.Ask<long>(HeadSql, new { Given.Fund }));
        var player = new Player(ledger, model, children);
        foreach (var step in history)
        {
            var (foretold, answered) = await player.TryAsync(step);
            if (foretold != answered) return Story(player, $"foretold {foretold}\nanswered {answered}");
            var wrong = await BooksCheck.WrongAsync(ledger);
            if (wrong.Count > 0) return Story(player, string.Join('\n', wrong));
            var (paper, books) = (BooksCheck.Figures(model), await BooksCheck.FiguresAsync(ledger));
            if (paper != books) return Story(player, $"paper {paper}\nbooks {books}");
        }

        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund));
        return verification.State == PassState.Ok ? null
            : Story(player, string.Join('\n', verification.Passes.Where(pass => pass.State != PassState.Ok)));
    }

    private static string Story(Player player, string end) => string.Join('\n', [.. player.Told, end]);
}
