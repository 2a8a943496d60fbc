using Xunit;

namespace FundLedger.UnitTests.Architecture;

public sealed class TidyTests
{
    private static readonly string[] Folders = ["src", "migrations", "tests"];

    /// <summary>The ratchet: (file, rule) pairs that may stand for now, each with its reason. It only ever gets shorter.</summary>
    private static readonly Dictionary<(string File, string Rule), string> Exceptions = [];

    /// <summary>A sample breach of each rule: a rule that misses its sample guards nothing.</summary>
    private static readonly Dictionary<string, string> Samples = new()
    {
        [TextRules.FileTooLong] = string.Concat(Enumerable.Repeat("//\n", 201)),
        [TextRules.LineTooLong] = $"// {new string('x', 140)}",
        [TextRules.Region] = "    #region Private",
        [TextRules.Postponed] = "// " + "TO" + "DO: later",
        [TextRules.ForeignPath] = "var path = \"/wo" + "rk/main\";",
        [TextRules.WritesJournal] = "const string Sql = \"INSERT INTO journal_entries (id) VALUES (1)\";",
        [SyntaxRules.MethodTooLong] = $"class C {{ void M() {{ {new string('\n', 40)} }} }}",
        [SyntaxRules.NestedTooDeep] = "class C { void M() { if (a) foreach (var b in c) while (d) { } } }",
        [SyntaxRules.SplicedSql] = "var sql = $\"SELECT id FROM funds WHERE code = '{code}'\";",
    };

    public static TheoryData<string> Rules => [.. Samples.Keys];

    [Fact]
    public void The_code_keeps_the_limits_of_the_house()
    {
        var breaches = Everything.Value.Where(breach => !Exceptions.ContainsKey((breach.File, breach.Rule))).ToList();
        Assert.True(breaches.Count == 0, string.Join('\n', breaches));
    }

    [Fact]
    public void No_exception_outlives_its_need()
    {
        var needed = Everything.Value.Select(breach => (breach.File, breach.Rule)).ToHashSet();
        Assert.DoesNotContain(Exceptions.Keys, exception => !needed.Contains(exception));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_breach_of_each_rule_is_found(string rule) =>
        Assert.Contains(Code("src/Sample.cs", Samples[rule]), breach => breach.Rule == rule);

    [Theory]
    [InlineData("var sql = \"SELECT id FROM funds WHERE code = '\" + code + \"'\";")]
    [InlineData("sql += \"select id from funds\";")]
    [InlineData("var sql = $\"\"\"\n    WITH f AS (SELECT 1)\n    SELECT {columns} FROM f\n    \"\"\";")]
    [InlineData("var sql = string.Format(\"DELETE FROM {0}\", table);")]
    [InlineData("sql.Append(\"UPDATE funds SET code = \").Append(code);")]
    public void SQL_is_found_however_it_is_spliced(string code) =>
        Assert.Contains(SyntaxRules.Code("src/Sample.cs", code), breach => breach.Rule == SyntaxRules.SplicedSql);

    [Theory]
    [InlineData("const string Sql = \"\"\"\n    SELECT id FROM funds WHERE code = @Code\n    \"\"\";")]
    [InlineData("var text = $\"Update the fund {code}\";")]
    [InlineData("class C { void M() { if (a) { } else if (b) { } else if (c) { } else if (d) { } } }")]
    [InlineData("const string Sql = \"SELECT amount FROM postings FOR UPDATE\";")]
    [InlineData("const string Sql = \"UPDATE disbursements SET voucher_id = 1\";")]
    public void What_is_allowed_is_left_in_peace(string code) => Assert.Empty(Code("src/Sample.cs", code));

    [Theory]
    [InlineData("update Journal_Entries SET kind = 1")]
    [InlineData("DELETE FROM ledger.postings")]
    [InlineData("TRUNCATE TABLE vouchers")]
    [InlineData("INSERT INTO\n        \"pool_balances\" (liquid)")]
    public void A_write_of_a_journal_table_is_found_however_it_is_written(string sql) =>
        Assert.Contains(TextRules.Code("src/Sample.cs", sql), breach => breach.Rule == TextRules.WritesJournal);

    [Fact]
    public void Pages_styles_and_scripts_have_their_own_line_length()
    {
        Assert.Empty(TextRules.Markup("src/Page.cshtml", new string('x', 200)));
        Assert.Single(TextRules.Markup("src/Page.cshtml", new string('x', 201)));
    }

    private static IEnumerable<Breach> Code(string file, string text) => TextRules.Code(file, text).Concat(SyntaxRules.Code(file, text));

    private static readonly Lazy<IReadOnlyList<Breach>> Everything = new(() =>
    [
        .. Repository.Files(Folders, ".cs").SelectMany(file => Code(file, Repository.Read(file))),
        // What npm restores stands in wwwroot/lib as others wrote it.
        .. Repository.Files(["src"], ".cshtml", ".css", ".js").Where(file => !file.Contains("/wwwroot/lib/", StringComparison.Ordinal))
            .SelectMany(file => TextRules.Markup(file, Repository.Read(file))),
        .. Repository.Files([.. Folders, "docs"], ".sql", ".md", ".json", ".csproj")
            .SelectMany(file => TextRules.Prose(file, Repository.Read(file))),
    ]);
}
