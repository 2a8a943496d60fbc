using System.Text;
using FundLedger.Features.Children;
using FundLedger.Features.Imports;
using NodaTime;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Rows of a list of children, and what a fund has to choose from.</summary>
internal static class ChildRows
{
    private static readonly string[] Columns =
    [
        "fullName", "birthDate", "sex", "groups", "subgroup", "groupsSince", "household", "guardianName", "guardianRelation", "personalId",
        "personalIdOf", "evidence", "evidenceNumber", "evidenceDate", "commune",
    ];

    public static ChildChoices District { get; } = new(
        new FundFacts { FundId = 1, UnitId = 10, Today = new LocalDate(2021, 6, 1) },
        [
            Class("g04", 4, "Trẻ em khuyết tật", "Children with disabilities"), Class("g09", 9, "Trẻ em bị xâm hại tình dục", "Abused", "sealed"),
            Class("g10", 10, "Trẻ em bị mua bán", "Trafficked", "sealed"),
            Class("g13", 13, "Trẻ em mắc bệnh hiểm nghèo, phải điều trị dài ngày", "Children ill, for long"),
            Class("poor", null, "Trẻ em nghèo", "Poor children"), Class("near_poor", null, "Trẻ em cận nghèo", "Near-poor children"),
        ],
        [new Commune { UnitId = 11, Code = "03412", Name = "Xã Bình Lư" }, new Commune { UnitId = 12, Code = "03430", Name = "Thị trấn Tam Đường" }],
        new HashSet<(string, int)> { ("g04", 1), ("g04", 2), ("g09", 3), ("poor", 2) },
        new Dictionary<string, int> { ["HO-0007"] = 11, ["HO-0008"] = 12 });

    public static ChildChoices OneCommune { get; } = District with { Fund = District.Fund with { UnitId = 11 } };

    public static ReadChild? Read(ChildChoices choices, string[] cells) => new ChildRowReader(choices).Read(Unread(cells)[0]);

    /// <summary>The row after it was read: it is a child unless it has a flaw.</summary>
    public static ListRow Row(ChildChoices choices, string[] cells)
    {
        var row = Unread(cells)[0];
        var read = new ChildRowReader(choices).Read(row);
        Assert.Equal(row.Flaws.Count > 0, read is null);
        return row;
    }

    /// <summary>The rows of one file, the first of them in line 2; what a row does not say is said of Lò Thị Lan.</summary>
    public static IReadOnlyList<ListRow> Unread(params string[][] rows)
    {
        string[] lines = [string.Join('\t', Columns), .. rows.Select(Line)];
        using var file = OpenTable.Of(Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n")).Value;
        var mapping = new ImportMapping(0, 1, [.. Columns.Select((name, i) => new ColumnChoice(name, i))]);
        return [.. new ImportPass(file, ChildrenColumns.Description, mapping).Rows()];
    }

    private static string Line(string[] cells)
    {
        Dictionary<string, string> values = new()
        {
            ["fullName"] = "Lò Thị Lan", ["birthDate"] = "05/06/2016", ["groups"] = "poor", ["guardianName"] = "Lò Văn Páo", ["guardianRelation"] = "bố",
        };
        foreach (var cell in cells.Select(cell => cell.Split('=', 2))) values[cell[0]] = cell[1];
        return string.Join('\t', Columns.Select(column => values.GetValueOrDefault(column, "")));
    }

    private static ChoosableClass Class(string code, int? group, string vi, string en, string tier = "open") =>
        new() { ClassCode = code, GroupNo = group, NameVi = vi, NameEn = en, PrivacyTier = tier };
}
