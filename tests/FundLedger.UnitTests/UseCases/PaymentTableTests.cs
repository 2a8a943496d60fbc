using System.Text;
using FundLedger.Features.Payments;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A table of the bank or of payees is found by its header, wherever that stands among the first rows.</summary>
public sealed class PaymentTableTests
{
    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["mark"] = ["ma dong", "noi dung"],
        ["amount"] = ["so tien"],
        ["note"] = ["ghi chu"],
    };

    [Fact]
    public void The_rows_below_the_header_are_read_by_the_columns_that_it_has()
    {
        var rows = Rows("Sao kê,,\nSố tiền,Khác,Nội dung CT\n100,x, A\u00A01 \n200,y,\n");
        Assert.Equal([3, 4], rows!.Select(row => row.Number));
        Assert.Equal(["100|A 1|", "200||"], rows!.Select(row => $"{row.Text("amount")}|{row.Text("mark")}|{row.Text("note")}"));
    }

    [Fact]
    public void The_better_word_for_a_column_counts_before_its_place() => Assert.Equal(
        "Q106LC1D1", Assert.Single(Rows("Nội dung,Mã dòng,Số tiền\nCT,Q106LC1D1,100\n")!).Text("mark"));

    [Fact]
    public void The_first_column_of_a_table_is_one_too() => Assert.Equal(
        "7", Assert.Single(Rows("Mã dòng,Số tiền,Ghi chú\n1,7,x\n")!).Text("amount"));

    [Theory]
    [InlineData(29, true)]
    [InlineData(30, false)]
    public void A_header_stands_in_the_first_thirty_rows(int before, bool isFound)
    {
        var text = string.Concat(Enumerable.Repeat("a,b\n", before)) + "Mã dòng,Số tiền\n1,7\n";
        Assert.Equal(isFound, Rows(text) is [_]);
    }

    [Fact]
    public void Without_a_header_that_has_all_that_is_needed_the_columns_are_named()
    {
        var refused = PaymentTable.Read(Encoding.UTF8.GetBytes("Mã dòng,Ghi chú\n1,x\n"), Columns, "mark", "amount");
        Assert.Equal(new PaymentColumnsMissing("ma dong, so tien"), refused.Error);
        Assert.Empty(Rows("Mã dòng,Số tiền\n")!);
    }

    private static List<PaymentTableRow>? Rows(string text)
    {
        var read = PaymentTable.Read(Encoding.UTF8.GetBytes(text), Columns, "mark", "amount");
        return read.IsOk ? read.Value : null;
    }
}
