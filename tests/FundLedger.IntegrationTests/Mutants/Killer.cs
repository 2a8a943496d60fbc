using System.Reflection;
using FundLedger.IntegrationTests.Approvals;
using Xunit.Sdk;
using Xunit.v3;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>An ordinary test, with all its rows, run on books that somebody has tampered with.</summary>
internal sealed record Killer(Type Class, string Test)
{
    public static Killer Of<T>(string test) => new(typeof(T), test);

    /// <summary>Whether the test leaves the books as they were, even where the database lets everything pass: it rolls back.</summary>
    public bool LeavesNothing => Class.Name.EndsWith("InvariantsTests", StringComparison.Ordinal);

    /// <summary>What the tests of the class are given.</summary>
    public async Task<object> FixtureAsync(Books books)
    {
        var wanted = Class.GetConstructors().Single().GetParameters().Single().ParameterType;
        return wanted == typeof(Ledger) ? books.Ledger : wanted == typeof(LadderBooks) ? await LadderBooks.OnAsync(books) : books;
    }

    /// <summary>Throws when the test fails with what <see cref="FixtureAsync"/> gave.</summary>
    public async Task RunAsync(object fixture)
    {
        var method = Class.GetMethod(Test) ?? throw new InvalidOperationException($"There is no test {this}.");
        foreach (var row in await RowsAsync(method))
        {
            await RunAsync(method, fixture, row);
        }
    }

    public override string ToString() => $"{Class.Name}.{Test}";

    private async Task RunAsync(MethodInfo method, object fixture, object?[] row)
    {
        var defaults = method.GetParameters().Skip(row.Length).Select(parameter => parameter.DefaultValue);
        try
        {
            await (Task)method.Invoke(Class.GetConstructors().Single().Invoke([fixture]), [.. row, .. defaults])!;
        }
        catch (TargetInvocationException failed) when (failed.InnerException is not null)
        {
            throw failed.InnerException;
        }
    }

    private async Task<IReadOnlyList<object?[]>> RowsAsync(MethodInfo method)
    {
        var rows = new List<object?[]>();
        await using var tracker = new DisposalTracker();
        foreach (var inline in method.GetCustomAttributes<InlineDataAttribute>())
        {
            rows.AddRange((await inline.GetData(method, tracker)).Select(row => row.GetData()));
        }

        foreach (var member in method.GetCustomAttributes<MemberDataAttribute>())
        {
            var table = (IEnumerable<ITheoryDataRow>)Class.GetProperty(member.MemberName)!.GetValue(null)!;
            rows.AddRange(table.Select(row => row.GetData()));
        }

        return method.GetParameters().Length == 0 ? [[]]
            : rows.Count > 0 ? rows : throw new InvalidOperationException($"{this} has no rows.");
    }
}
