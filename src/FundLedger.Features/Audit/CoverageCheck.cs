using System.Collections.Frozen;
using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Audit;

/// <summary>A table that no pass knows must not hide behind a clean verification.</summary>
internal sealed class CoverageCheck : IVerifier
{
    private const string TablesSql = """
        SELECT c.relname::text FROM pg_class c
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT EXISTS (
            SELECT FROM pg_depend d WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e')
        ORDER BY 1
        """;

    private static readonly FrozenSet<string> Verified = FrozenSet.Create(
        "fund_heads", "number_series", "pool_balances", "money_balances", "pool_days", "money_days", "vouchers", "voucher_details",
        "journal_entries", "postings", "closed_periods", "disbursements", "disbursement_lines", "disbursement_events", "refusals",
        "exception_papers", "request_papers", "request_terms", "request_cofunders", "request_replacements",
        "request_doubts", "later_papers",
        "norm_usages", "norm_usage_totals", "donors", "user_roles", "users", "role_events", "reference_events",
        "funds", "pools", "institutions", "norm_decisions", "norm_lines", "norm_line_classes", "norm_variants", "norm_parts",
        "norm_scans", "period_states", "period_events", "statement_seals", "monthly_turnovers", "pool_transfers", "pool_transfer_events",
        "year_end_decisions", "year_openings", "checkpoints", "adjustments", "adjustment_events", "identity_accesses",
        "identity_access_events", "child_events", "child_event_seals",
        "import_ends", "approval_ladders", "approval_steps", "approval_step_holders", "approval_delegations", "disbursement_steps",
        "payment_orders", "payment_order_lines", "payment_order_steps", "payment_payees",
        "handouts", "handout_codes", "deliveries", "delivery_conflicts", "delivery_collectors",
        "goods_items", "goods_papers", "goods_lots", "goods_valuations", "goods_moves", "goods_balances", "goods_losses",
        "request_goods", "goods_issues",
        "receipt_likenesses", "list_exports", "year_plans", "year_plan_decisions", "report_freezes", "closing_papers", "issued_statements",
        "attestations", "findings", "finding_steps", "samples", "sample_lines", "sample_results",
        "print_runs", "voucher_prints",
        "handout_prints", "signed_lists",
        "payment_prints");

    private static readonly FrozenSet<string> Outside =
        Exemptions.All.Where(exemption => exemption.Columns is null).Select(exemption => exemption.Table).ToFrozenSet();

    /// <summary>The tables that the passes compare, but for the columns among <see cref="Exemptions"/>.</summary>
    internal static IReadOnlyCollection<string> Compared => Verified;

    private readonly PassTally tally = new("coverage", tables => Outsiders(string.Join(", ", tables.Keys)));

    public IReadOnlyList<PassTally> Tallies => [tally];

    public async Task RunAsync(Db db, IReadOnlyList<VerifiedFund> funds, CancellationToken token)
    {
        var tables = await db.ListAsync<string>(TablesSql, null, token);
        foreach (var table in tables)
        {
            tally.Count();
            if (!Verified.Contains(table) && !Outside.Contains(table)) tally.CouldNotFinish(Unknown(table));
        }

        foreach (var table in tables.Where(Outside.Contains)) tally.Note(table);
        foreach (var lost in Verified.Except(tables)) tally.CouldNotFinish(Lost(lost));
    }

    private static Wording Outsiders(string tables) => new("không kiểm tra: " + tables, "not verified: " + tables);

    private static Wording Unknown(string table) => new($"Không phép kiểm tra nào biết bảng {table}.", $"No pass knows the table {table}.");

    private static Wording Lost(string table) => new($"Thiếu bảng {table}.", $"The table {table} is missing.");
}
