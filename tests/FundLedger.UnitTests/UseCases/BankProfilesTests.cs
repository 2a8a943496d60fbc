using FundLedger.Domain.Payments;
using FundLedger.Features.Payments;

namespace FundLedger.UnitTests.UseCases;

/// <summary>Layouts of transfer lists: which a fund's own file may hold.</summary>
public sealed class BankProfilesTests : IDisposable
{
    private const string Needed = """
        {"header": "TK", "field": "account"}, {"header": "ST", "field": "amount"}, {"header": "ND", "field": "mark"}
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-banks-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("ab", true)]
    [InlineData("a_1", true)]
    [InlineData("1_", true)]
    [InlineData("a", false)]
    [InlineData("aB", false)]
    [InlineData("a-b", false)]
    [InlineData("a234567890123456789012345678901234567890", true)]
    [InlineData("a2345678901234567890123456789012345678901", false)]
    public void A_layout_has_a_short_code(string code, bool isUsable) => Assert.Equal(isUsable, IsUsable(Profile(code, "csv", Needed)));

    [Theory]
    [InlineData("csv", true)]
    [InlineData("xlsx", true)]
    [InlineData("pdf", false)]
    public void It_is_of_a_format_that_is_written(string format, bool isUsable) => Assert.Equal(isUsable, IsUsable(Profile("ours", format, Needed)));

    [Theory]
    [InlineData("account")]
    [InlineData("amount")]
    [InlineData("mark")]
    public void Without_account_amount_or_mark_it_is_of_no_use(string field) =>
        Assert.False(IsUsable(Profile("ours", "csv", Needed.Replace($"\"{field}\"", "\"note\"", StringComparison.Ordinal))));

    [Theory]
    [InlineData("""{"header": "STT", "field": "no"}, {"header": "Tên", "field": "name"}, {"header": "NH", "field": "bank"}""", true)]
    [InlineData("""{"header": "Loại", "field": "kind"}""", false)]
    [InlineData("""{"field": "note"}""", false)]
    [InlineData("null", false)]
    public void Its_columns_have_a_header_and_a_known_field(string more, bool isUsable) =>
        Assert.Equal(isUsable, IsUsable(Profile("ours", "csv", $"{Needed}, {more}")));

    [Fact]
    public void A_file_adds_its_layouts_to_the_general_ones_and_an_unknown_one_is_refused_by_name()
    {
        var general = new BankProfiles();
        Assert.NotEmpty(general.All);
        var own = new BankProfiles(Write(Profile("ours", "csv", Needed)));
        Assert.Equal(general.All.Count + 1, own.All.Count);
        Assert.Equal((null, new BankProfileUnknown("ours")), (own.RefusalOf("ours"), general.RefusalOf("ours")));
        Assert.Equal(new BankProfileUnknown(""), own.RefusalOf(null));
    }

    [Theory]
    [InlineData("[")]
    [InlineData("""[{"code": "ours"}]""")]
    public void A_file_that_is_none_is_named(string text)
    {
        var file = Write(text);
        Assert.Contains(file, Assert.Throws<BankProfilesException>(() => new BankProfiles(file)).Message, StringComparison.Ordinal);
        var missing = Path.Combine(folder, "none.json");
        Assert.Contains(missing, Assert.Throws<BankProfilesException>(() => new BankProfiles(missing)).Message, StringComparison.Ordinal);
    }

    private bool IsUsable(string text)
    {
        try
        {
            return new BankProfiles(Write(text)).All.Count > 0;
        }
        catch (BankProfilesException)
        {
            return false;
        }
    }

    private static string Profile(string code, string format, string columns) =>
        $$"""[{"code": "{{code}}", "nameVi": "Của Quỹ", "nameEn": "Ours", "format": "{{format}}", "columns": [{{columns}}]}]""";

    private string Write(string text)
    {
        var file = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllText(file, text);
        return file;
    }
}
