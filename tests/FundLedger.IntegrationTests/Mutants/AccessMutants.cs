using FundLedger.IntegrationTests.Database;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Who acts, who sees and who may write.</summary>
internal static class AccessMutants
{
    private static readonly Killer Tables =
        Killer.Of<AccessTests>(nameof(AccessTests.The_application_writes_its_key_ring_and_sign_ins_and_no_other_table));

    private static readonly Killer Functions =
        Killer.Of<AccessTests>(nameof(AccessTests.The_application_runs_the_use_cases_and_no_other_function));

    private static readonly Killer Loose =
        Killer.Of<AccessTests>(nameof(AccessTests.What_runs_with_the_owners_rights_looks_for_names_in_one_place));

    private static readonly Killer Powers =
        Killer.Of<AccessTests>(nameof(AccessTests.Application_and_auditor_own_nothing_and_have_no_powers));

    private static readonly Killer Books =
        Killer.Of<ScopeTests>(nameof(ScopeTests.The_districts_books_are_invisible_to_a_communes_officer_and_to_nobody_at_all));

    private static readonly Killer Children =
        Killer.Of<ScopeTests>(nameof(ScopeTests.The_children_of_one_commune_are_invisible_to_the_officer_of_another));

    private static readonly Killer Disabled =
        Killer.Of<ScopeTests>(nameof(ScopeTests.A_user_who_was_disabled_sees_nothing_and_does_nothing));

    private static readonly Killer Terms =
        Killer.Of<RoleInvariantsTests>(nameof(RoleInvariantsTests.A_change_of_hands_or_terms_is_one_link_and_no_change_is_none));

    private static readonly Killer Nobody =
        Killer.Of<ActorTests>(nameof(ActorTests.Neither_nobody_nor_a_stranger_records_a_receipt));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("the application writes postings", Statement("GRANT INSERT ON postings TO fundledger_app"), Tables),
        new("the application changes balances", Statement("GRANT UPDATE (liquid) ON pool_balances TO fundledger_app"), Tables),
        new("the application changes names of users", Statement("GRANT UPDATE (display_name) ON users TO fundledger_app"),
            Killer.Of<AccessTests>(nameof(AccessTests.Of_a_user_the_application_changes_the_sign_in_only))),
        new("the application posts by itself", Statement("GRANT EXECUTE ON FUNCTION post_entries TO fundledger_app"), Functions),
        new("everyone seals", Statement("GRANT EXECUTE ON FUNCTION seal TO PUBLIC"), Functions),
        new("the auditor records receipts", Statement("GRANT EXECUTE ON FUNCTION record_receipt TO fundledger_auditor"),
            Killer.Of<AccessTests>(nameof(AccessTests.The_auditor_runs_functions_that_only_read))),
        new("names are looked for where the caller says", Statement("ALTER FUNCTION record_receipt RESET search_path"), Loose),
        new("names are looked for among temporary tables first", Statement("ALTER FUNCTION pay_disbursement SET search_path = pg_temp, public"), Loose),
        new("the application may read the vault", Statement("GRANT SELECT ON identity_vault TO fundledger_app"),
            Killer.Of<AccessTests>(nameof(AccessTests.The_inner_doors_are_shut_to_the_application))),
        new("the application draws numbers of children", Statement("GRANT USAGE ON SEQUENCE beneficiary_numbers TO fundledger_app"), Powers),
        new("entries of every fund are seen", OpenPolicy("journal_entries.of_my_funds"), Books),
        new("balances of every fund are seen", Statement("ALTER TABLE pool_balances DISABLE ROW LEVEL SECURITY"), Books,
            Killer.Of<ScopeTests>(nameof(ScopeTests.Every_table_of_funds_or_children_that_the_application_reads_has_row_level_security))),
        new("children of every commune are seen", OpenPolicy("beneficiaries.of_my_units"), Children),
        new("whoever has a role sees all funds", Function("readable_funds", "r.user_name = current_setting('app.actor', true) AND", ""), Books),
        new("views ask with the rights of their owner", Statement("ALTER VIEW fund_movements SET (security_invoker = false)"),
            Killer.Of<ScopeTests>(nameof(ScopeTests.Every_view_asks_with_the_rights_of_its_reader))),
        new("disabled users see", Function("readable_funds", "AND u.disabled_at IS NULL", ""), Disabled),
        new("disabled users act", Function("actor_has_role", "AND u.disabled_at IS NULL", ""), Disabled),
        new("a role counts in every fund", Function("actor_has_role", "AND r.fund_id = p_fund", ""),
            Killer.Of<NormInvariantsTests>(nameof(NormInvariantsTests.A_role_elsewhere_asks_nothing_here))),
        new("any role will do", Function("actor_has_role", "AND r.role = ANY (p_roles)", ""),
            Killer.Of<DisbursementInvariantsTests>(nameof(DisbursementInvariantsTests.The_application_is_refused_too))),
        new("nobody acts", Function("acting_user", "IF v_actor IS NULL THEN", "IF false THEN"), Nobody),
        new("strangers record receipts", Function("record_receipt", "PERFORM require_role(p_fund, 'fund_accountant');", ""), Nobody),
        new("roles change beside the log", NoTrigger("user_roles.change_is_sealed"),
            Killer.Of<RoleInvariantsTests>(nameof(RoleInvariantsTests.A_role_does_not_change_beside_the_log))),
        new("a change of hands is not sealed", NoTrigger("users.sealed"), Terms),
        new("the terms of a pool change unsealed", NoTrigger("pools.sealed"), Terms),
        new("the terms of a fund change unsealed", NoTrigger("funds.sealed"), Terms),
        new("anyone reverses", Function("reverse_entry", "PERFORM require_role(p_fund, 'fund_accountant');", ""),
            Killer.Of<CorrectionInvariantsTests>(nameof(CorrectionInvariantsTests.It_is_refused_that))),
        new("a month is closed and its statement not sealed", NoTrigger("closed_periods.has_statement"),
            Killer.Of<PeriodInvariantsTests>(nameof(PeriodInvariantsTests.A_closing_without_its_statement_is_not_kept))),
    ];
}
