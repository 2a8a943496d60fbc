using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using FundLedger.Features.Setup;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.UnitTests.UseCases;

/// <summary>The invented children and papers of the demo, which are the same each time.</summary>
public sealed class DemoPeopleTests
{
    private readonly IReadOnlyList<DemoChild> all = DemoChildren.All();

    [Fact]
    public void The_communes_have_eighteen_or_nineteen_children_in_seven_households()
    {
        Assert.Equal(
            "Q03390 19 7, Q03413 19 7, Q03412 19 7, Q03405 19 7, Q03406 19 7, Q03400 19 7, Q03421 18 7, Q03430 18 7, Q03427 18 7, Q03424 18 7, "
            + "Q03394 18 7, Q03415 18 7, Q03418 18 7",
            string.Join(", ", all.GroupBy(child => child.Fund).Select(of =>
                $"{of.Key} {of.Count()} {of.Select(child => child.Household).Distinct().Count()}")));
        Assert.Equal(Enumerable.Range(0, 91), all.Select(child => child.Household).Distinct());
        Assert.Equal(all.Select(child => child.Fund).Distinct(), DemoChildren.Funds);
    }

    [Fact]
    public void Every_group_is_there_and_each_sealed_one_once()
    {
        var counts = all.SelectMany(child => child.Classes).GroupBy(code => code).OrderBy(of => of.Key, StringComparer.Ordinal);
        Assert.Equal(
            "at_risk g01 g02 g03 g04 g05 g06 g07 g08 g09 g10 g11 g12 g13 g14 near_poor poor",
            string.Join(' ', counts.Select(of => of.Key)));
        Assert.All(["g05", "g06", "g07", "g09", "g10", "g11", "g12"], code => Assert.Single(all, child => child.Classes.Contains(code)));
        Assert.Equal("g10", all.Single(child => child.Classes.Contains("g10")).Classes[0]);
    }

    [Fact]
    public void Nobody_is_sixteen_at_the_next_Tet_and_the_children_of_a_household_have_one_guardian()
    {
        Assert.All(all, child => Assert.InRange(child.BirthDate, new LocalDate(2007, 1, 1), new LocalDate(2020, 12, 28)));
        Assert.All(all.GroupBy(child => child.Household), of => Assert.Single(of.Select(child => (child.Guardian, child.Relation)).Distinct()));
        Assert.Equal(["bà nội", "cha", "mẹ", "người chăm sóc"], all.Select(child => child.Relation).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void They_are_the_same_children_each_time()
    {
        var lines = all.Select(child => string.Join(
            '|', child.Fund, child.Household.ToString(CultureInfo.InvariantCulture), child.FullName,
            LocalDatePattern.Iso.Format(child.BirthDate), child.Guardian, child.Relation, string.Join(' ', child.Classes)));
        var digest = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
        Assert.Equal("65a131f0bb72d8b2647c350923ea9a78dc2b52ba8b362699c08beb4cb5bf467a", digest);
        Assert.Equal(all.Select(child => child.FullName), DemoChildren.All().Select(child => child.FullName));
    }

    [Fact]
    public void A_paper_of_the_demo_is_a_sound_file_that_says_what_it_is()
    {
        Assert.Equal(["Danh sách của xã đã xác minh"], DemoPapers.OfGifts.Select(paper => paper.Paper));
        Assert.Equal(6, DemoPapers.OfOperation.Count);
        var bytes = DemoPapers.OfGifts[0].Content;
        using var pdf = UglyToad.PdfPig.PdfDocument.Open(bytes);
        Assert.Equal("Giay to mau - Sample paper of the demo", Assert.Single(pdf.GetPages()).Text);
        var text = Encoding.ASCII.GetString(bytes);
        var table = int.Parse(text[text.LastIndexOf("startxref\n", StringComparison.Ordinal)..].Split('\n')[1], CultureInfo.InvariantCulture);
        var lines = text[table..].Split('\n');
        Assert.Equal(("xref", "0 6", "0000000000 65535 f "), (lines[0], lines[1], lines[2]));
        Assert.Equal(
            Enumerable.Range(1, 5).Select(no => $"{no} 0 obj"),
            lines[3..8].Select(line => text[int.Parse(line[..10], CultureInfo.InvariantCulture)..].Split('\n')[0]));
        Assert.EndsWith("%%EOF\n", text, StringComparison.Ordinal);
    }
}
