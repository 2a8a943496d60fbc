using FundLedger.IntegrationTests.Payments;
using FundLedger.IntegrationTests.Vouchers;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>What goes out on paper is counted.</summary>
internal static class PrintMutants
{
    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("prints without a number of their own", NoTrigger("voucher_prints.counts_on"),
            Of(nameof(VoucherPrintInvariantsTests.Prints_are_numbered_one_after_the_other))),
        new("a voucher twice in a run", NoConstraint("printed_once_in_a_run"),
            Of(nameof(VoucherPrintInvariantsTests.A_voucher_stands_once_in_a_run_and_is_there))),
        new("runs of any size", Function("print_vouchers", "NOT coalesce(cardinality(p_nos) BETWEEN 1 AND 240, false)", "false"),
            Of(nameof(VoucherPrintInvariantsTests.Between_one_and_240_are_printed_together))),
        new("anybody prints", Function("print_vouchers",
            "PERFORM require_role(p_fund, 'fund_accountant', 'approver', 'cashier', 'auditor');", ""),
            Of(nameof(VoucherPrintInvariantsTests.Who_has_no_part_in_the_books_prints_nothing))),
        new("papers of payments without a number of their own", NoTrigger("payment_prints.counts_on"), Papers),
        new("prints of payments are not sealed", NoTrigger("payment_prints.sealed"),
            Killer.Of<PaymentPrintTests>(nameof(PaymentPrintTests.What_is_printed_again_says_so_and_a_look_is_no_print))),
        new("anybody prints papers of payments", Function("print_payment", "PERFORM require_role(p_fund, 'fund_accountant', 'cashier');", ""), Papers),
    ];

    private static Killer Papers =>
        Killer.Of<PaymentPrintInvariantsTests>(nameof(PaymentPrintInvariantsTests.Prints_are_counted_of_papers_that_the_order_has));

    private static Killer Of(string test) => Killer.Of<VoucherPrintInvariantsTests>(test);
}
