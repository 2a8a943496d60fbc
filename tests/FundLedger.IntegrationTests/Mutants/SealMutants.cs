using FundLedger.IntegrationTests.Audit;
using FundLedger.IntegrationTests.Database;
using FundLedger.IntegrationTests.Vault;
using static FundLedger.IntegrationTests.Mutants.Mutation;

namespace FundLedger.IntegrationTests.Mutants;

/// <summary>Records that are sealed otherwise than the verifier, written a second time, says they must be.</summary>
internal static class SealMutants
{
    private static readonly Killer Fresh = Killer.Of<FreshRecordsTests>(nameof(FreshRecordsTests.Records_of_every_kind_are_found_right));

    private static readonly Killer Encoding = Killer.Of<EncodingTests>(nameof(EncodingTests.It_is_the_written_definition_byte_for_byte));

    private static readonly Killer Refusals = Killer.Of<RefusalVersionTests>(
        nameof(RefusalVersionTests.A_recorded_refusal_verifies));

    public static IReadOnlyList<SqlMutant> All { get; } =
    [
        new("links do not hold the one before", Function("seal", "sha256(h.log_hash || p_content)", "sha256(p_content)"), Fresh),
        new("fields run into each other", Function("canonical", "substr(array_send(p_fields), 21)",
            "convert_to(array_to_string(p_fields, ''), 'UTF8')"), Fresh, Encoding),
        new("nothing is sealed as an empty word", Function("canonical", "array_send(p_fields)", "array_send(array_replace(p_fields, NULL, ''))"),
            Fresh, Encoding),
        new("the first length loses a byte", Function("canonical", ", 21)", ", 22)"), Fresh, Encoding),
        new("sealed in whatever encoding the session has", Function("require_utf8", "<> 'UTF8'", "= 'UTF9'"),
            Killer.Of<EncodingTests>(nameof(EncodingTests.Nothing_is_sealed_from_a_session_of_another_encoding))),
        new("entries are linked to the head only, not to each other", Function("post_journal",
            "coalesce(v_starts[i], v_hash)", "coalesce(v_starts[i], v_starts[1])"), Fresh),
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
        new("requests are sealed without their papers", Function("disbursement_content_hash", "encode(sha256(p.content), 'hex')", "NULL"), Fresh),
        new("requests are sealed without their children", Function("disbursement_content_hash", "l.beneficiary_code,", "NULL,"), Fresh),
        new("decisions are sealed without their reason", Function("add_disbursement_event", "encode(e.reason_commitment, 'hex')", "NULL"), Fresh),
        new("decisions are sealed without the request", Function("add_disbursement_event", "encode(e.content_hash, 'hex')", "NULL"), Fresh),
        new("refusals are sealed without the version of their rule", Function("record_refusal", "r.message, r.rule_version,", "r.message,"), Refusals),
        new("refusals are recorded without the version of their rule", NoConstraint("refusal_rule_version"),
            Killer.Of<RefusalVersionTests>(nameof(RefusalVersionTests.No_refusal_is_recorded_without_its_version))),
        new("looks at identities are not sealed", Statement("DROP TRIGGER sealed ON identity_accesses"),
            Killer.Of<IdentityLookTests>(nameof(IdentityLookTests.Each_look_is_a_link_of_the_log_and_is_verified))),
        new("sealed cases are opened by one", Function("open_identity",
            "IF is_sealed_case(p_code) AND NOT case_is_open(p_code) THEN", "IF false THEN"),
            Killer.Of<SealedCaseTests>(
                nameof(SealedCaseTests.A_sealed_case_is_opened_for_the_asker_when_another_person_grants_it_and_for_half_an_hour))),
        new("one grants what one asked for", NoConstraint("case_opened_by_two"),
            Killer.Of<SealedCaseTests>(nameof(SealedCaseTests.Nobody_answers_what_he_asked_for))),
        new("steps of a sealed case are sealed as looks", Function("seal_identity_access", "a.reason, a.step)", "a.reason)"),
            Killer.Of<SealedCaseTests>(
                nameof(SealedCaseTests.A_sealed_case_is_opened_for_the_asker_when_another_person_grants_it_and_for_half_an_hour))),
        new("words are committed without salt", Function("commitment_of", "sha256(p_salt || canonical(VARIADIC p_words))",
            "sha256(canonical(VARIADIC p_words))"), Fresh),
        new("receipts are posted on the wrong side", Function("write_receipts", "p_account[i], p_pool[i], 'debit',",
            "p_account[i], p_pool[i], 'credit',"), Fresh),
        new("payments are posted under no norm", Function("pay_disbursement", "l.decision_id, l.line_code,", "NULL, NULL,"), Fresh),
    ];
}
