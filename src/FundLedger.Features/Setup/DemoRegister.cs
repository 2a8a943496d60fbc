using System.Globalization;
using FundLedger.Features.Children;
using NodaTime;

namespace FundLedger.Features.Setup;

/// <summary>Puts the children on the lists of their communes, one commune a working day, and remembers their codes.</summary>
internal sealed class DemoRegister(DemoOffice office, IProgress<string>? progress)
{
    private readonly List<(DemoChild Child, string Code)> known = [];

    public IEnumerable<DemoStep> Steps()
    {
        var day = new LocalDate(2021, 1, 5);
        foreach (var commune in DemoChildren.All().GroupBy(child => child.Fund))
        {
            var today = day;
            yield return new DemoStep(today, token => RegisterAsync(commune.Key, [.. commune], today, token));
            day = day.DayOfWeek == IsoDayOfWeek.Friday ? day.PlusDays(3) : day.PlusDays(1);
        }
    }

    /// <summary>Codes of a commune's children of a group that gifts are for: not the near poor and those at risk alone.</summary>
    public IEnumerable<string> Eligible(string fund) =>
        from row in known
        where row.Child.Fund == fund && row.Child.Classes.Any(code => code is not ("near_poor" or "at_risk"))
        select row.Code;

    public string FirstOf(string group, string fund) =>
        known.First(row => row.Child.Fund == fund && row.Child.Classes.Contains(group)).Code;

    private async Task RegisterAsync(string fund, IReadOnlyList<DemoChild> children, LocalDate today, CancellationToken token)
    {
        office.Open(today);
        progress?.Report($"Registering the children of {fund}.");
        var officer = fund == DemoUsers.OfficersFund ? DemoUsers.Officer : DemoUsers.Registrar;
        var households = new Dictionary<int, string>();
        foreach (var child in children)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"child/{known.Count}");
            var household = households.GetValueOrDefault(child.Household);
            var done = await office.DoneAsync(
                officer, name,
                key => new RegisterChild(fund, key, child.FullName, child.BirthDate, child.Guardian, child.Relation, child.Classes)
                {
                    Household = household, ClassesSince = new LocalDate(2021, 1, 1),
                },
                token);
            households[child.Household] = done.Household;
            known.Add((child, done.Code));
        }
    }
}
