using Xunit;

namespace FundLedger.UnitTests.Reference;

public sealed class ReferenceDataTests
{
    private static readonly string[] Books = ["financial", "commitment", "appropriation"];

    public static TheoryData<string> Files => [.. ReferenceFile.Names];

    public static TheoryData<string> Tables => [.. ReferenceFile.Names.Where(name => name.EndsWith(".csv", StringComparison.Ordinal))];

    [Theory]
    [MemberData(nameof(Files))]
    public void A_file_is_plain_UTF8_with_newlines_only(string name)
    {
        var text = ReferenceFile.Text(name);
        Assert.DoesNotContain('\r', text);
        Assert.DoesNotContain('\uFEFF', text);
        Assert.EndsWith("\n", text, StringComparison.Ordinal);
        Assert.True(text.IsNormalized(), $"{name} holds letters typed in parts");
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_row_of_a_table_has_all_its_columns(string name)
    {
        var lines = ReferenceFile.Lines(name);
        Assert.All(lines, fields => Assert.Equal(lines[0].Length, fields.Length));
        Assert.All(lines.SelectMany(fields => fields), field => Assert.Equal(field.Trim(), field));
    }

    [Theory]
    [InlineData("accounts.csv")]
    [InlineData("child-classes.csv")]
    [InlineData("source-kinds.csv")]
    [InlineData("support-kinds.csv")]
    public void A_code_names_one_thing_in_both_languages(string name)
    {
        var rows = ReferenceFile.Rows(name);
        Assert.Equal(rows.Count, rows.Select(row => row["code"]).Distinct().Count());
        Assert.All(rows, row => Assert.True(row["name_vi"].Length > 0 && row["name_en"].Length > 0, row["code"]));
    }

    [Fact]
    public void The_classes_hold_the_14_groups_of_the_law_word_for_word()
    {
        var groups = ReferenceFile.Rows("child-groups.csv").Select(row => Wording(row, "no"));
        var classes = ReferenceFile.Rows("child-classes.csv").Where(row => row["group_no"].Length > 0)
            .Select(row => Wording(row, "group_no"));
        Assert.Equal(groups, classes);
    }

    [Fact]
    public void Money_that_can_be_touched_is_liquid_and_goods_are_not_money()
    {
        var accounts = ReferenceFile.Rows("accounts.csv");
        Assert.Equal("cash bank", Marked(accounts, "is_physical"));
        // What must go back to the budget lies in the bank still, and can no longer be spent.
        Assert.Equal("cash bank in_transit advances budget_returns", Marked(accounts, "is_liquid"));
        Assert.Equal("goods", Marked(accounts, "is_goods"));
        Assert.All(accounts, row => Assert.Contains(row["book"], Books));
    }

    [Fact]
    public void No_map_to_a_regime_claims_to_be_confirmed()
    {
        var accounts = ReferenceFile.Rows("accounts.csv").Select(row => row["code"]).ToHashSet();
        Assert.All(ReferenceFile.Rows("regime-map.csv"), row =>
        {
            Assert.Equal("draft", row["status"]);
            Assert.Contains(row["account"], accounts);
        });
    }

    private static (string, string, string, string, string) Wording(IReadOnlyDictionary<string, string> row, string number) =>
        (row[number], row["letter"], row["name_vi"], row["name_en"], row["privacy_tier"]);

    private static string Marked(IEnumerable<IReadOnlyDictionary<string, string>> rows, string mark) =>
        string.Join(' ', rows.Where(row => row[mark] == "true").Select(row => row["code"]));
}
