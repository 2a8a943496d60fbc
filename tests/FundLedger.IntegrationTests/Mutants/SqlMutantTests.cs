using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using FundLedger.Testing;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>
/// Tests of the tests: each mutant is a database in which one guard is missing or wrong, and one of the tests that it names must fail
/// there. docs/mutation.md tells more.
/// </summary>
public sealed class SqlMutantTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const int AtOnce = 2;

    private static readonly IReadOnlyList<SqlMutant> All =
    [
        .. JournalMutants.All, .. BalanceMutants.All, .. RequestMutants.All, .. LadderMutants.All, .. PaymentMutants.All, .. GoodsMutants.All,
        .. GivenGoodsMutants.All,
        .. PrintMutants.All, .. ReportMutants.All, .. PlanMutants.All, .. AuditMutants.All,
        .. NormMutants.All, .. SealMutants.All, .. AccessMutants.All,
        .. PeriodMutants.All, .. DecisionMutants.All, .. NormPublicationMutants.All, .. RegisterMutants.All, .. NoticeMutants.All,
    ];

    private readonly Books original = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await original.InitializeAsync();
        await original.Ledger.RestAsync();
    }

    public ValueTask DisposeAsync() => original.DisposeAsync();

    [Fact]
    public void There_are_many_and_each_has_its_name_and_a_killer()
    {
        Assert.InRange(All.Count, 60, int.MaxValue);
        Assert.Equal(All.Count, All.Select(mutant => mutant.Promise).Distinct().Count());
        Assert.All(All, mutant => Assert.NotEmpty(mutant.Killers));
    }

    [Fact]
    public async Task Every_mutant_is_killed_by_a_test_that_passes_on_the_schema_as_it_is()
    {
        var chosen = Environment.GetEnvironmentVariable("FUNDLEDGER_MUTANT") is { Length: > 0 } words
            ? All.Where(mutant => mutant.Promise.Contains(words, StringComparison.OrdinalIgnoreCase)).ToList()
            : All;
        var (killed, flaws) = (new ConcurrentBag<SqlMutant>(), new ConcurrentBag<string>());
        var few = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Ledger.Token };
        var classes = chosen.SelectMany(mutant => mutant.Killers).Distinct().GroupBy(killer => killer.Class);
        await Parallel.ForEachAsync(classes, few, async (killers, _) =>
        {
            var mutants = chosen.Where(mutant => mutant.Killers[0].Class == killers.Key && mutant.Killers[0].LeavesNothing);
            await TryOnOneCopyAsync([.. killers], [.. mutants], killed, flaws);
        });
        await Parallel.ForEachAsync(chosen.Except(killed), few, async (mutant, _) => Note(flaws, mutant.Promise, await FlawOfAsync(mutant)));
        Assert.True(flaws.IsEmpty, string.Join('\n', flaws.Order(StringComparer.Ordinal)));
    }

    private static void Note(ConcurrentBag<string> flaws, string what, string? flaw)
    {
        if (flaw is not null) flaws.Add($"{what}: {flaw}");
    }

    /// <summary>
    /// The tests of a class share their books, as they always do. A test that rolls back and passes twice meets its mutants there, one after
    /// the other, each taken back; where it does not pass once more, or does not mind, the mutants are tried each on a copy of its own.
    /// </summary>
    private async Task TryOnOneCopyAsync(
        IReadOnlyList<Killer> killers, IReadOnlyList<SqlMutant> mutants, ConcurrentBag<SqlMutant> killed, ConcurrentBag<string> flaws)
    {
        await using var copy = new Copy(original);
        await copy.Books.InitializeAsync();
        var fixture = await killers[0].FixtureAsync(copy.Books);
        foreach (var killer in killers) Note(flaws, $"{killer} fails on the schema as it is", await FailureAsync(() => killer.RunAsync(fixture)));
        foreach (var mutant in await KilledTogetherAsync(mutants, copy.Books.Ledger.Database, fixture)) killed.Add(mutant);
    }

    private static async Task<IReadOnlyList<SqlMutant>> KilledTogetherAsync(
        IReadOnlyList<SqlMutant> mutants, TestDatabase database, object fixture)
    {
        var all = new List<SqlMutant>();
        foreach (var ofKiller in mutants.GroupBy(mutant => mutant.Killers[0]))
        {
            if (await FailureAsync(() => ofKiller.Key.RunAsync(fixture)) is not null) continue;
            var dead = await ofKiller.ToAsyncEnumerable().Where((mutant, _) => IsKilledAsync(mutant, database, fixture)).ToListAsync(Ledger.Token);
            if (await FailureAsync(() => ofKiller.Key.RunAsync(fixture)) is null) all.AddRange(dead);
        }

        return all;
    }

    private static async ValueTask<bool> IsKilledAsync(SqlMutant mutant, TestDatabase database, object fixture)
    {
        var (make, back) = ("", (string?)null);
        if (await FailureAsync(async () => (make, back) = await mutant.Mutation.StatementsAsync(database)) is not null || back is null) return false;
        if (await FailureAsync(() => ExecuteAsync(database, make)) is not null) return false;
        var failure = await FailureAsync(() => mutant.Killers[0].RunAsync(fixture));
        await ExecuteAsync(database, back);
        return failure is not null && !IsBroken(failure);
    }

    /// <summary>Why the mutant does not count as killed, or null.</summary>
    private async Task<string?> FlawOfAsync(SqlMutant mutant)
    {
        foreach (var killer in mutant.Killers)
        {
            await using var copy = new Copy(original);
            await copy.Books.InitializeAsync();
            if (await FailureAsync(() => MakeAsync(mutant, copy.Books.Ledger.Database)) is { } lost) return lost;
            var failure = await FailureAsync(async () => await killer.RunAsync(await killer.FixtureAsync(copy.Books)));
            if (failure is not null) return IsBroken(failure) ? failure : null;
        }

        return "survived " + string.Join(", ", mutant.Killers.AsEnumerable());
    }

    private static async Task MakeAsync(SqlMutant mutant, TestDatabase database) =>
        await ExecuteAsync(database, (await mutant.Mutation.StatementsAsync(database)).Make);

    private static Task<int> ExecuteAsync(TestDatabase database, string sql) => OwnerSql.ExecuteAsync(database.Owner, sql, null, Ledger.Token);

    private sealed class Copy(Books original) : IAsyncDisposable
    {
        public Books Books { get; } = original.Copy();

        public ValueTask DisposeAsync() => Books.DisposeAsync();
    }

#pragma warning disable CA1031 // Whatever it throws is the failure.
    private static async Task<string?> FailureAsync(Func<Task> attempt)
    {
        try
        {
            await attempt();
            return null;
        }
        catch (Exception failure)
        {
            return failure.Message;
        }
    }
#pragma warning restore CA1031

    // A mutant that is no SQL at all would be killed by anything: errors of syntax and of unknown names do not count.
    private static bool IsBroken(string failure) => Regex.IsMatch(failure, @"\b42(601|703|P01|883|P02|804)\b");
}
