using System.Globalization;
using CsvHelper;

namespace FundLedger.Features.Setup;

/// <summary>Invented names, put together from syllables as each people of the district forms them. Nobody real is meant.</summary>
internal sealed class DemoNames(Random random)
{
    private readonly Dictionary<string, Row> peoples = Read();

    public string Surname(string people) => Pick(peoples[people].Surnames);

    public string FullName(string people, string surname, bool isGirl)
    {
        var row = peoples[people];
        return isGirl
            ? $"{surname} {Pick(row.FemaleMiddle)} {Pick(row.FemaleGiven)}"
            : $"{surname} {Pick(row.MaleMiddle)} {Pick(row.MaleGiven)}";
    }

#pragma warning disable CA5394 // Not a secret: the same names each time are what is wanted.
    private string Pick(string[] words) => words[random.Next(words.Length)];
#pragma warning restore CA5394

    private static Dictionary<string, Row> Read()
    {
        using var csv = new CsvReader(ReferenceFile.Open("demo-names.csv"), CultureInfo.InvariantCulture);
        var rows = new Dictionary<string, Row>();
        csv.Read();
        csv.ReadHeader();
        while (csv.Read())
        {
            rows.Add(csv.GetField("people")!, new Row(
                Words(csv, "surnames"), Words(csv, "male_middle"), Words(csv, "male_given"),
                Words(csv, "female_middle"), Words(csv, "female_given")));
        }

        return rows;
    }

    private static string[] Words(CsvReader csv, string column) => csv.GetField(column)!.Split('|');

    private sealed record Row(string[] Surnames, string[] MaleMiddle, string[] MaleGiven, string[] FemaleMiddle, string[] FemaleGiven);
}
