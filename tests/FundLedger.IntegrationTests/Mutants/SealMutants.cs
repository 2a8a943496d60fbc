using FundLedger.IntegrationTests.Audit;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Records that are sealed otherwise than the verifier, written a second time, says they must be.</summary>
internal static class SealMutants
{
    private static readonly Killer Fresh = Killer.Of<FreshRecordsTests>(nameof(FreshRecordsTests.Records_of_every_kind_are_found_right));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("links do not hold the one before", Function("seal", "sha256(h.log_hash || p_content)", "sha256(p_content)"), Fresh),
        new("fields run into each other", Function("canonical", "int4send(octet_length(convert_to(v_field, 'UTF8'))) ||", ""), Fresh),
        new("lengths are counted in letters", Function("canonical", "int4send(octet_length(convert_to(v_field, 'UTF8')))", "int4send(length(v_field))"), Fresh),
        new("nothing is sealed as an empty word", Function("canonical", "'\\xffffffff'::bytea", "'\\x00000000'::bytea"), Fresh),
        new("instants are sealed in milliseconds", Function("canonical_instant", "* 1000000)::bigint", "* 1000)::bigint"), Fresh),
        new("postings are sealed without their amount", Function("posting_content", "p.amount::text,", ""), Fresh),
        new("postings are sealed without their pool", Function("posting_content", "p.pool_id::text,", ""), Fresh),
        new("postings are sealed without their child", Function("posting_content", "p.beneficiary_code,", "NULL,"), Fresh),
        new("entries are sealed without their author", Function("entry_content", "e.recorded_by,", "NULL,"), Fresh),
        new("entries are sealed without what they reverse", Function("entry_content", "e.reverses_entry_no::text,", "NULL,"), Fresh),
        new("entries are sealed without their voucher", Function("entry_of", "e.source_hash := v.content_hash;", ""), Fresh),
        new("vouchers are sealed without the bank's reference", Function("voucher_content_hash", "v.bank_reference,", "NULL,"), Fresh),
        new("vouchers are sealed without their words", Function("voucher_content_hash", "encode(v.details_commitment, 'hex'),", ""), Fresh),
        new("requests are sealed without their amounts", Function("disbursement_content_hash", "l.amount::text,", "NULL,"), Fresh),
        new("requests are sealed without their children", Function("disbursement_content_hash", "l.beneficiary_code,", "NULL,"), Fresh),
        new("decisions are sealed without their reason", Function("add_disbursement_event", "encode(e.reason_commitment, 'hex')", "NULL"), Fresh),
        new("decisions are sealed without the request", Function("add_disbursement_event", "encode(e.content_hash, 'hex')", "NULL"), Fresh),
        new("words are committed without salt", Function("commitment_of", "sha256(p_salt || canonical(VARIADIC p_words))",
            "sha256(canonical(VARIADIC p_words))"), Fresh),
        new("receipts are posted on the wrong side", Function("record_receipt",
            "posting_line(1, 1, p_money_account, p_pool, 'debit', p_amount), posting_line(1, 2, 'fund_balance', p_pool, 'credit', p_amount)",
            "posting_line(1, 1, 'fund_balance', p_pool, 'credit', p_amount), posting_line(1, 2, p_money_account, p_pool, 'debit', p_amount)"), Fresh),
        new("payments are posted under no norm", Function("pay_disbursement", "l.decision_id, l.line_code,", "NULL, NULL,"), Fresh),
    ];
}
