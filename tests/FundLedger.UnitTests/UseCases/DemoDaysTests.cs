using FundLedger.Features.Setup;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>On which day of 2021 the demo means to do what; nothing is done here.</summary>
public sealed class DemoDaysTests : IAsyncDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-demo-").FullName;
    private readonly DemoOffice office;

    // Nobody listens there, and nobody is called.
    public DemoDaysTests() => office = new DemoOffice("Host=/no/such/folder;Database=so", VaultKey.In(folder));

    public async ValueTask DisposeAsync()
    {
        await office.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void Each_working_day_from_the_fifth_of_January_on_a_commune_registers() => Assert.Equal(
        "05.01 06.01 07.01 08.01 11.01 12.01 13.01 14.01 15.01 18.01 19.01 20.01 21.01", Days(new DemoRegister(office, null).Steps()));

    [Fact]
    public void The_events_of_children_come_in_the_order_of_their_days() => Assert.Equal(
        "29.01 08.03 19.04 14.06 05.07 16.08 23.08 20.09 16.12", Days(new DemoRegister(office, null).Events()));

    [Fact]
    public void Months_are_closed_on_the_fifth_or_the_Monday_after_it() => Assert.Equal(
        "25.01 15.03 21.05 06.09 10.09 11.10 15.11 13.12 17.12 "
        + "05.02 05.03 05.04 05.05 07.06 05.07 05.08 06.09 05.10 05.11 06.12",
        Days(new DemoYear(office, new DemoRegister(office, null), null!).Steps()));

    [Fact]
    public void The_pools_are_opened_before_anything_is_received()
    {
        var steps = new DemoReceipts(office).Steps().ToList();
        Assert.Equal(new LocalDate(2021, 1, 4), steps[0].On);
        Assert.All(steps, step => Assert.InRange(step.On, steps[0].On, new LocalDate(2021, 12, 20)));
    }

    [Fact]
    public void Nobody_is_registered_before_the_first_step() => Assert.Empty(new DemoRegister(office, null).Eligible("Q03412"));

    private static string Days(IEnumerable<DemoStep> steps) =>
        string.Join(' ', steps.Select(step => FormattableString.Invariant($"{step.On.Day:00}.{step.On.Month:00}")));
}
