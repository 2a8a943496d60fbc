using FundLedger.Features.Children;
using FundLedger.Features.Imports;
using FundLedger.Features.Papers;
using FundLedger.Testing;
using static FundLedger.IntegrationTests.Imports.SampleChildren;

namespace FundLedger.IntegrationTests.Children;

/// <summary>A file of children beside the register: what is shown of who is alike, and which household a row joins.</summary>
public sealed class ChildrenImportTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const int FullName = 1;
    private const int BirthDate = 2;
    private const int Household = 5;
    private const int Guardian = 6;

    private const string LooksSql = "SELECT count(*) FROM identity_accesses WHERE reason = 'Đối chiếu trùng khi nhập danh sách'";

    private const string HouseholdSql = "SELECT household_code FROM beneficiaries ORDER BY beneficiary_code DESC LIMIT 1";

    private const string CarerSql = "SELECT count(*) FROM carers WHERE beneficiary_code = (SELECT max(beneficiary_code) FROM beneficiaries)";

    [Fact]
    public async Task Of_a_child_that_is_alike_name_birth_and_guardian_are_shown_and_the_look_is_written_down()
    {
        await ImportedAsync(Row(600, (FullName, "Lò Thị Pâng"), (BirthDate, "05/06/2014"), (Guardian, "Lò Văn Sơn")));
        await ImportedAsync(Row(601, (FullName, "Sùng A Chinh"), (BirthDate, "2013"), (Guardian, "Sùng A Tủa")));
        var before = await ledger.Ask<long>(LooksSql);
        var (import, check) = await CheckedAsync(
            Row(602, (FullName, "Lò Thị Pâng"), (BirthDate, "05/06/2014"), (Guardian, "Vàng Thị Khác")),
            Row(603, (FullName, "Sung A Chinh"), (BirthDate, "2013"), (Guardian, "Sùng A Tủa")));
        Assert.Equal((2, 2), (check.Counts.Duplicate, await ledger.Ask<long>(LooksSql) - before));
        var rows = (await ledger.Done(TamDuong.Officer, new GetImport(TamDuong.BinhLu, import))).Rows;
        Assert.Equal(["Lò Thị Pâng", "05/06/2014", "Lò Văn Sơn", "mẹ"], Shown(rows[0]));
        Assert.Equal(["Sùng A Chinh", "2013", "Sùng A Tủa", "mẹ"], Shown(rows[1]));
    }

    [Fact]
    public async Task At_most_fifty_children_are_looked_at_for_one_file()
    {
        await ImportedAsync([.. Enumerable.Range(610, 51).Select(no => Row(no))]);
        var before = await ledger.Ask<long>(LooksSql);
        var (_, check) = await CheckedAsync([.. Enumerable.Range(610, 51).Select(no => Row(no, (Guardian, "Người Khác Hẳn")))]);
        Assert.Equal((51, 50), (check.Counts.Duplicate, await ledger.Ask<long>(LooksSql) - before));
    }

    [Fact]
    public async Task A_row_joins_the_household_of_its_code_or_of_the_child_of_its_label_that_is_there()
    {
        await ImportedAsync(Row(680, (Household, "A")));
        var first = await ledger.Ask<string>(HouseholdSql);
        await ImportedAsync(Row(680, (Household, "A")), Row(681, (Household, "A")));
        Assert.Equal(first, await ledger.Ask<string>(HouseholdSql));
        await ImportedAsync(Row(682, (Household, first)));
        Assert.Equal(first, await ledger.Ask<string>(HouseholdSql));
        await ImportedAsync(Row(683, (Household, "A")));
        Assert.NotEqual(first, await ledger.Ask<string>(HouseholdSql));
        Assert.Equal(1, await ledger.Ask<long>(CarerSql));
    }

    [Fact]
    public async Task The_template_lists_the_codes_of_groups_sub_groups_communes_and_sexes()
    {
        var codes = await TemplateAsync(PaperLanguage.Vietnamese);
        Assert.Contains("4 · Trẻ em khuyết tật", codes);
        Assert.Contains("5 · Trẻ em nhiễm HIV/AIDS (bảo mật)", codes);
        Assert.Contains("poor · Trẻ em nghèo", codes);
        Assert.Contains("g04.2 · Khuyết tật nặng", codes);
        Assert.Contains("03412 · Xã Bình Lư", codes);
        Assert.Contains("nữ · nữ", codes);
        Assert.DoesNotContain(codes, line => line.StartsWith("protected", StringComparison.Ordinal) || line.StartsWith("03430", StringComparison.Ordinal));
        var english = await TemplateAsync(PaperLanguage.English);
        Assert.Contains("5 · Children living with HIV/AIDS (sealed)", english);
        Assert.Contains("nam · male", english);
    }

    private async Task<List<string>> TemplateAsync(PaperLanguage language)
    {
        await using var template = await ledger.Done(TamDuong.Officer, new GetImportTemplate(TamDuong.BinhLu, "children", language));
        using var memory = new MemoryStream();
        await template.Content.CopyToAsync(memory, Ledger.Token);
        using var table = OpenTable.Of(memory.ToArray()).Value;
        return [.. table.Rows(2).Select(row => string.Join(" · ", row.Cells.Select(cell => cell.Text)))];
    }

    private static IEnumerable<string> Shown(PreviewRow row) =>
        ((string[])["fullName", "birthDate", "guardianName", "guardianRelation"]).Select(field => row.Match!.Fields[field]);

    private async Task ImportedAsync(params object?[][] rows)
    {
        var (import, check) = await CheckedAsync(rows);
        await ledger.Done(TamDuong.Officer, new CommitImport(TamDuong.BinhLu, Guid.NewGuid(), import, ImportedRows.All, check.Seen));
    }

    private async Task<(Guid Import, ImportChecked Check)> CheckedAsync(params object?[][] rows)
    {
        var upload = new UploadImport(TamDuong.BinhLu, Guid.NewGuid(), "children", "Danh sách thử", File(rows));
        var sent = await ledger.Done(TamDuong.Officer, upload);
        return (sent.Import, await ledger.Done(TamDuong.Officer, new CheckImport(TamDuong.BinhLu, Guid.NewGuid(), sent.Import, null)));
    }
}
