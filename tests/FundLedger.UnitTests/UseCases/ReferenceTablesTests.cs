using FundLedger.Features.Setup;

namespace FundLedger.UnitTests.UseCases;

/// <summary>The tables that the program carries in itself, as the loading SQL reads them.</summary>
public sealed class ReferenceTablesTests
{
    [Fact]
    public void A_table_becomes_objects_of_text_with_nothing_for_an_empty_cell()
    {
        using var table = new StringReader("code,name,valid_to\n106,\"Huyện Tam Đường, Lai Châu\",\n03412,Xã Bình Lư,2025-06-30\n");
        using var read = System.Text.Json.JsonDocument.Parse(ReferenceFile.CsvAsJson(table));
        Assert.Equal(
            ["106|Huyện Tam Đường, Lai Châu|-", "03412|Xã Bình Lư|2025-06-30"],
            read.RootElement.EnumerateArray().Select(row => string.Join('|', row.EnumerateObject().Select(cell => cell.Value.GetString() ?? "-"))));
        Assert.Equal(["code", "name", "valid_to"], read.RootElement[0].EnumerateObject().Select(cell => cell.Name));
    }

    [Fact]
    public void A_table_without_rows_is_empty()
    {
        using var table = new StringReader("code,name\n");
        Assert.Equal("[]", ReferenceFile.CsvAsJson(table));
    }

    [Fact]
    public void A_file_that_the_program_does_not_carry_is_named()
    {
        using var carried = ReferenceFile.Open("child-classes.csv");
        Assert.Equal("code,group_no,letter,name_vi,name_en,privacy_tier,sort_order", carried.ReadLine());
        Assert.Equal("khong-co.csv", Assert.Throws<FileNotFoundException>(() => ReferenceFile.Open("khong-co.csv")).FileName);
    }
}
