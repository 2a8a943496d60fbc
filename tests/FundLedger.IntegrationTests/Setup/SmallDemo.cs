using FundLedger.Features.Setup;
using FundLedger.Features.Vault;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Setup;

/// <summary>
/// The demo's year in the books of the tests, with three of its communes: those whose children are operated on, and the officer's own.
/// </summary>
public sealed class SmallDemo(LedgerCluster cluster) : IAsyncLifetime
{
    private static readonly LocalDate[] Registrations = [new(2021, 1, 6), new(2021, 1, 7), new(2021, 1, 14)];

    private readonly Heard heard = new();

    public Ledger Ledger { get; } = new(cluster);

    /// <summary>What it said while it registered.</summary>
    public IReadOnlyList<string> Told => heard.Lines;

    /// <summary>Codes of the children of the officer's commune that gifts are for, in the order of the register.</summary>
    public IReadOnlyList<string> Eligible { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        await Ledger.InitializeAsync();
        (string, string)[] roles = [("Q03413", "commune_officer"), ("Q03430", "commune_officer")];
        await AddUser.RunAsync(Ledger.Database.Owner, new NewUser("nhaplieu", "Tổ nhập liệu ban đầu", null, true, roles), Ledger.Token);
        await using var books = await OwnerSession.BeginAsync(Ledger.Database.Owner, Ledger.Token);
        await using var office = new DemoOffice(Ledger.Database.Application, VaultKey.In(Ledger.Folder));
        var register = new DemoRegister(office, heard);
        var steps = new DemoReceipts(office).Steps()
            .Concat(register.Steps().Where(step => Registrations.Contains(step.On))).Concat(register.Events())
            .Concat(new DemoYear(office, register, books).Steps()).OrderBy(step => step.On);
        foreach (var step in steps) await step.RunAsync(Ledger.Token);
        Eligible = [.. register.Eligible("Q03412")];
    }

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();

    private sealed class Heard : IProgress<string>
    {
        private readonly List<string> lines = [];

        public IReadOnlyList<string> Lines => lines;

        public void Report(string value) => lines.Add(value);
    }
}
