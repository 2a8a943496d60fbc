using FundLedger.Domain.Text;
using FundLedger.Features.Statements;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>The papers of a closing keep the names of then, whatever is renamed later.</summary>
public sealed class ClosingNamesTests
{
    private const string Kept = """
        {
          "unit": "Huyện cũ", "fund": ["Quỹ cũ", "Old fund"], "pools": { "CHUNG": ["Chung cũ", "Old general"] },
          "sources": { "donation": ["Tài trợ cũ", "Old donations"] }, "supports": { "holiday_gift": ["Quà cũ", "Old gift"] },
          "classes": [["g04", "Nhóm 4", "Group 4"], ["poor", "Nghèo cũ", "Old poor"]]
        }
        """;

    [Fact]
    public void Everything_is_called_as_it_was_and_what_had_no_name_then_as_it_is_now()
    {
        var now = SampleStatements.Closed.Figures;
        var then = ClosingNames.Read(Kept)!.On(now);
        Assert.Equal(("Huyện cũ", new Wording("Quỹ cũ", "Old fund")), (then.Unit, then.FundName));
        Assert.Equal([new("Tài trợ cũ", "Old donations"), now.Receipts[1].Name], then.Receipts.Select(line => line.Name));
        var support = Assert.Single(then.Disbursements);
        Assert.Equal(new Wording("Quà cũ", "Old gift"), support.Name);
        // A class of no list comes first.
        Assert.Equal([new("Chung", "All"), new("Nghèo cũ", "Old poor")], support.Classes.Select(line => line.Name));
        Assert.Equal([new("Chung cũ", "Old general"), now.Pools[1].Name, now.Pools[2].Name], then.Pools.Select(pool => pool.Name));
        Assert.Equal(
            ["Tài trợ cũ", "Tài trợ cũ", "Ngân sách", "Quà cũ", "Quà cũ"], then.Vouchers.Select(voucher => voucher.KindName.Vi));
        Assert.Equal(now with
        {
            Unit = then.Unit, FundName = then.FundName, Receipts = then.Receipts, Disbursements = then.Disbursements, Pools = then.Pools,
            Vouchers = then.Vouchers,
        }, then);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void What_the_database_cannot_have_kept_is_no_list_of_names(string kept) => Assert.Null(ClosingNames.Read(kept));
}
