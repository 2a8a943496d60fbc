using FundLedger.Testing;
using static FundLedger.IntegrationTests.Books;

namespace FundLedger.IntegrationTests.Payments;

/// <summary>Prints of the papers of orders written around the application.</summary>
public sealed class PaymentPrintInvariantsTests(Books books) : IClassFixture<Books>
{
    private const string OrderSql = """
        SELECT prepare_payment_order(@Fund, gen_random_uuid(), @Approved, @Way, @Account, @Today, '{1}', NULL, NULL, NULL, NULL, NULL, NULL, NULL);
        SELECT set_config('app.actor', @Printer, true);
        INSERT INTO payment_prints SELECT @Fund, 1, 1, 'list', NULL, 2, now(), 'thuquy', person_id FROM users WHERE user_name = 'thuquy' AND @ByHand;
        SELECT print_payment(@Fund, 1, @Paper, NULL)
        """;

    [Theory]
    [InlineData("cash", "treasury", TamDuong.Cashier, "payment_paper_of_order")]
    [InlineData("treasury", "treasury", TamDuong.Cashier, "payment_paper_of_order")]
    [InlineData("treasury", "list", TamDuong.Cashier, "payment_paper_of_order")]
    [InlineData("cash", "slip", TamDuong.Cashier, "slip_is_of_a_line")]
    [InlineData("cash", "list", TamDuong.Approver, "actor_has_role")]
    [InlineData("cash", "list", TamDuong.Cashier, "payment_print_counts_on", true)]
    public async Task Prints_are_counted_of_papers_that_the_order_has(string way, string paper, string printer, string promise, bool byHand = false)
    {
        var print = new { Way = way, Account = way == "cash" ? "cash" : "bank", Paper = paper, Printer = printer, ByHand = byHand };
        Refused(await books.AsOwner(OrderSql, print, TamDuong.Cashier), BrokenCheck, promise);
    }
}
