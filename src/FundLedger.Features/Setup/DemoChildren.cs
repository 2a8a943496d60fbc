using NodaTime;

namespace FundLedger.Features.Setup;

/// <param name="Household">Number of the household within the whole demo.</param>
internal sealed record DemoChild(
    string Fund, int Household, string FullName, LocalDate BirthDate, string Guardian, string Relation, IReadOnlyList<string> Classes);

/// <summary>The 240 children of the demo in 91 households of 13 communes: the same ones each time.</summary>
internal static class DemoChildren
{
    public const int Count = 240;

    private const int HouseholdsPerCommune = 7;
    private const int Seed = 2021;

    // Fund of the commune, and which peoples live there in the demo.
    private static readonly (string Fund, string[] Peoples)[] Communes =
    [
        ("Q03390", ["kinh", "thai"]), ("Q03413", ["mong", "kinh"]), ("Q03412", ["thai", "kinh", "mong"]), ("Q03405", ["mong", "dao"]),
        ("Q03406", ["dao"]), ("Q03400", ["mong", "dao"]), ("Q03421", ["lu"]), ("Q03430", ["mong"]), ("Q03427", ["lu", "thai"]),
        ("Q03424", ["thai", "mong"]), ("Q03394", ["dao", "thai"]), ("Q03415", ["mong"]), ("Q03418", ["thai", "mong"]),
    ];

    public static IReadOnlyList<string> Funds => [.. Communes.Select(commune => commune.Fund)];

    public static IReadOnlyList<DemoChild> All()
    {
        var random = new Random(Seed);
        var names = new DemoNames(random);
        return [.. Enumerable.Range(0, Communes.Length).SelectMany(commune => OfCommune(commune, names, random))];
    }

    private static IEnumerable<DemoChild> OfCommune(int commune, DemoNames names, Random random)
    {
        var children = (Count / Communes.Length) + (commune < Count % Communes.Length ? 1 : 0);
        for (var household = 0; household < HouseholdsPerCommune; household++)
        {
            var size = (children - household + HouseholdsPerCommune - 1) / HouseholdsPerCommune;
            foreach (var child in OfHousehold(commune, household, size, names, random))
            {
                yield return child;
            }
        }
    }

#pragma warning disable CA5394 // Not a secret: the same children each time are what is wanted.
    private static IEnumerable<DemoChild> OfHousehold(int commune, int household, int size, DemoNames names, Random random)
    {
        var (fund, peoples) = Communes[commune];
        var people = peoples[household % peoples.Length];
        var surname = names.Surname(people);
        var relation = Relation(commune, household, random);
        var guardian = names.FullName(people, relation == "mẹ" ? names.Surname(people) : surname, relation is "mẹ" or "bà nội");
        for (var child = 0; child < size; child++)
        {
            // The oldest is still under 16 at Tết 2022, for which gifts are asked in December 2021.
            var born = new LocalDate(2007 + (4 * child) + random.Next(5), 1 + random.Next(12), 1 + random.Next(28));
            var fullName = names.FullName(people, surname, isGirl: random.Next(2) == 0);
            yield return new DemoChild(
                fund, (commune * HouseholdsPerCommune) + household, fullName, born, guardian, relation, Classes(commune, household, child));
        }
    }

    private static string Relation(int commune, int household, Random random) =>
        IsOrphans(commune, household) ? "bà nội"
        : household == 6 ? "người chăm sóc"
        : random.Next(2) == 0 ? "mẹ" : "cha";
#pragma warning restore CA5394

    private static string[] Classes(int commune, int household, int child) =>
        (Standing(commune, household), Group(commune, household, child)) switch
        {
            (null, null) => ["at_risk"],
            (null, { } group) => [group],
            ({ } standing, null) => [standing],
            ({ } standing, { } group) => [group, standing],
        };

    // Four or five of the seven households are poor, one or two near poor, one neither.
    private static string? Standing(int commune, int household) => household switch
    {
        < 4 => "poor",
        4 => commune % 2 == 0 ? "near_poor" : "poor",
        5 => "near_poor",
        _ => null,
    };

    private static bool IsOrphans(int commune, int household) => household == 3 && commune % 3 == 0;

    private static string? Group(int commune, int household, int child) => (household, child, commune) switch
    {
        (3, _, _) when IsOrphans(commune, household) => "g01",
        (0, 0, _) when commune % 4 == 2 => "g08",
        (1, 0, _) when commune % 2 == 0 => "g04",
        (2, 0, _) when commune % 3 == 1 => "g13",
        (6, 0, _) when commune % 5 == 0 => "g02",
        (6, 0, _) when commune % 5 == 1 => "g03",
        (6, 0, _) when commune % 5 == 2 => "g14",
        (5, 1, 1) => "g05",
        (5, 1, 4) => "g09",
        (5, 1, 7) => "g11",
        (5, 1, 10) => "g06",
        (5, 1, 2) => "g10",
        (5, 1, 5) => "g07",
        (5, 1, 8) => "g12",
        _ => null,
    };
}
