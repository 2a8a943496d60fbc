using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>What there is of money, in pools and in boxes, on each day.</summary>
internal static class BalanceMutants
{
    private static readonly Killer TooMuch = Killer.Of<BalanceInvariantsTests>(nameof(BalanceInvariantsTests.It_is_refused_that));
    private static readonly Killer LastDong = Killer.Of<BalanceInvariantsTests>(nameof(BalanceInvariantsTests.The_last_dong_may_go));

    private static readonly Killer PoolDays =
        Killer.Of<DayInvariantsTests>(nameof(DayInvariantsTests.What_came_on_the_third_cannot_be_spent_on_the_first));

    private static readonly Killer CashDays =
        Killer.Of<DayInvariantsTests>(nameof(DayInvariantsTests.Cash_that_came_on_the_third_was_not_in_the_box_on_the_first));

    private static readonly Killer WholeMonths =
        Killer.Of<BalanceInvariantsTests>(nameof(BalanceInvariantsTests.A_turnover_that_is_not_of_a_whole_month_is_refused));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("pools may be overspent", NoConstraint("pool_never_overspent"), TooMuch),
        new("reserved money may be spent", Check("pool_never_overspent", "(liquid >= committed)", "(liquid >= 0)"), TooMuch),
        new("less than nothing may be reserved", Check("pool_never_overspent", "(committed >= 0)", "(committed >= '-1'::integer)"), TooMuch),
        new("the last đồng of a pool may not go", Check("pool_never_overspent", "(liquid >= committed)", "(liquid > committed)"), LastDong),
        new("the cash box may be below zero", NoConstraint("money_never_negative"), TooMuch),
        new("the cash box may be one đồng short", Check("money_never_negative", "(balance >= 0)", "(balance >= '-1'::integer)"), TooMuch),
        new("the last đồng of the cash box may not go", Check("money_never_negative", "(balance >= 0)", "(balance > 0)"), LastDong),
        new("goods may be below zero", NoConstraint("goods_never_negative"), TooMuch),
        new("postings are not counted", NoTrigger("postings.counted"), TooMuch),
        new("nothing looks at the days in between", NoTrigger("postings.days_not_negative"), PoolDays),
        new("a pool's days are looked at with one đồng to spare", Function("postings_leave_no_day_negative",
            "r.running < 0; IF v_day IS NULL", "r.running < -1; IF v_day IS NULL"), PoolDays),
        new("the days of cash are not looked at", Function("postings_leave_no_day_negative", "IF v_day IS NULL THEN", "IF false THEN"), CashDays),
        new("a turnover on any day", NoConstraint("turnover_month_starts_on_first"), WholeMonths),
        new("debit is credit", Function("posting_signed", "'debit'", "'credit'"), TooMuch),
    ];
}
