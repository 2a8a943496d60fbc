using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Vouchers;

/// <summary>Prints written around the application.</summary>
public sealed class VoucherPrintInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string PrintSeveral = "SELECT print_vouchers(@Fund, 'vi', 'PT', 2021, @Nos)";

    private const string Print = "SELECT print_vouchers(@Fund, 'vi', 'PT', 2021, '{1}');";

    private const string Again = "INSERT INTO voucher_prints VALUES (@Fund, 'PT', 2021, 1, 2, 1)";

    private const string Other = "INSERT INTO voucher_prints VALUES (@Fund, 'PT', 2021, 2, @Copy, 1)";

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Prints_are_numbered_one_after_the_other(int copy) => Refused(
        await books.AsOwner(Print + Other, new { Copy = copy }), BrokenCheck, "voucher_print_counts_on");

    [Fact]
    public async Task A_voucher_stands_once_in_a_run_and_is_there()
    {
        Assert.Equal(Unique, (await books.AsOwner(Print + Again))?.SqlState);
        Assert.Equal("23503", (await books.AsOwner(PrintSeveral, new { Nos = (int[])[99] }))?.SqlState);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(241)]
    public async Task Between_one_and_240_are_printed_together(int count) => Refused(
        await books.AsApplication(TamDuong.Cashier, PrintSeveral, new { Nos = Enumerable.Range(1, count).ToArray() }), BrokenCheck,
        "print_run_size");

    [Fact]
    public async Task Who_has_no_part_in_the_books_prints_nothing() => Refused(
        await books.AsApplication(TamDuong.Officer, Print), BrokenCheck, "actor_has_role");
}
