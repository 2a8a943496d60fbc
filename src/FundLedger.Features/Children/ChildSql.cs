namespace FundLedger.Features.Children;

/// <summary>The questions behind <see cref="GetChild"/>.</summary>
internal static class ChildSql
{
    public const string Head = """
        SELECT b.beneficiary_code AS code, b.household_code AS household, b.registered_at, u.name AS unit,
            child_state_on(b.beneficiary_code, business_today()) AS state,
            EXISTS (SELECT FROM user_roles r WHERE r.user_name = acting_user() AND r.role IN ('commune_officer', 'fund_accountant')
                    AND b.unit_id = ANY (units_of_fund(r.fund_id))) AS may_record,
            EXISTS (SELECT FROM user_roles r WHERE r.user_name = acting_user() AND r.role = 'commune_officer'
                    AND b.unit_id = ANY (units_of_fund(r.fund_id))) AS may_open_identity,
            is_sealed_case(b.beneficiary_code) AS is_sealed_case, case_is_open(b.beneficiary_code) AS case_is_open,
            EXISTS (SELECT FROM identity_requests r JOIN identity_answers a USING (request_no)
                    WHERE r.beneficiary_code = b.beneficiary_code AND r.purpose = 'erase' AND a.is_granted) AS is_erased,
            EXISTS (SELECT FROM user_roles r WHERE r.user_name = acting_user() AND r.role = 'auditor'
                    AND b.unit_id = ANY (units_of_fund(r.fund_id))) AS may_count_looks,
            merged_into(b.beneficiary_code) AS merged_into, (codes_of_child(b.beneficiary_code))[2:] AS other_codes,
            EXISTS (SELECT FROM child_events e JOIN users w ON w.user_name = e.recorded_by JOIN users me ON me.user_name = acting_user()
                    WHERE e.beneficiary_code = b.beneficiary_code AND e.event = 'merged' AND child_event_holds(e.event_no)
                        AND w.person_id <> me.person_id
                        AND EXISTS (SELECT FROM user_roles r WHERE r.user_name = me.user_name AND b.unit_id = ANY (units_of_fund(r.fund_id))
                            AND r.role IN ('commune_officer', 'fund_accountant', 'approver'))) AS may_split
        FROM beneficiaries b JOIN units u USING (unit_id) JOIN funds f ON b.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund AND b.beneficiary_code = @Code
        """;

    public const string Classes = """
        SELECT k.class_code AS code, coalesce(n.name_vi, k.name_vi) AS name_vi, coalesce(n.name_en, k.name_en) AS name_en,
            s.name_vi AS subgroup_vi, s.name_en AS subgroup_en,
            c.valid_from, c.valid_to, c.evidence_kind, c.evidence_number, c.evidence_date
        FROM beneficiary_classes c JOIN child_classes k USING (class_code)
        LEFT JOIN class_versions n ON n.class_code = c.class_code AND n.subgroup_no = 0
            AND c.valid_from BETWEEN n.valid_from AND coalesce(n.valid_to, 'infinity')
        LEFT JOIN class_versions s ON s.class_code = c.class_code AND s.subgroup_no = c.subgroup_no
            AND c.valid_from BETWEEN s.valid_from AND coalesce(s.valid_to, 'infinity')
        WHERE c.beneficiary_code = @Code ORDER BY c.valid_to NULLS FIRST, k.sort_order
        """;

    // The first event is the registration, which stays; a move or a carer is followed by another; the vault alone knows a sealed group.
    public const string Events = """
        SELECT e.event_no AS no, e.event, e.happened_on AS "on", f.name AS from_unit, t.name AS to_unit, k.name_vi AS class_vi,
            k.name_en AS class_en, e.reason, e.evidence_kind, e.evidence_number, e.evidence_date, e.recorded_at,
            coalesce(u.display_name, e.recorded_by) AS recorded_by, e.cancels_event_no AS cancels, c.event_no AS cancelled_by,
            CASE e.beneficiary_code WHEN @Code THEN e.other_code ELSE e.beneficiary_code END AS other,
            e.beneficiary_code <> @Code AS is_of_other,
            c.event_no IS NULL AND e.event NOT IN ('moved', 'carer_changed', 'corrected', 'merged', 'told_apart')
                AND e.class_code IS DISTINCT FROM 'protected'
                AND e.event_no <> min(e.event_no) FILTER (WHERE e.beneficiary_code = @Code) OVER () AS may_correct
        FROM child_events e LEFT JOIN units f ON f.unit_id = e.from_unit LEFT JOIN units t ON t.unit_id = e.to_unit
        LEFT JOIN child_classes k USING (class_code) LEFT JOIN users u ON u.user_name = e.recorded_by
        LEFT JOIN child_events c ON c.cancels_event_no = e.event_no
        WHERE e.beneficiary_code = @Code OR e.other_code = @Code ORDER BY e.happened_on, e.event_no
        """;

    public const string Support = """
        SELECT s.fund_code AS fund, s.fund_vi, s.fund_en, s.entry_date AS date, s.voucher, s.amount, s.occasion_year, s.norm_line,
            k.name_vi AS kind_vi, k.name_en AS kind_en, o.name_vi AS occasion_vi, o.name_en AS occasion_en, n.number AS norm_number
        FROM support_received(CASE WHEN merged_into(@Code) IS NULL THEN codes_of_child(@Code) ELSE ARRAY[@Code] END) s
        JOIN support_kinds k USING (support_kind) JOIN norm_decisions n USING (decision_id)
        LEFT JOIN occasions o USING (occasion_code)
        ORDER BY s.entry_date, s.fund_code, s.entry_no
        """;

    // A case has its own count and a moving window no counter: the one is left open, the other asked of its function.
    public const string Norms = """
        SELECT l.line_code AS line, l.name_vi, l.name_en, l.frequency, norm_highest(l) AS highest, y.year,
            CASE l.frequency WHEN 'incident' THEN NULL ELSE l.frequency_limit END AS allowed,
            CASE l.frequency
                WHEN 'incident' THEN 0
                WHEN 'months_36' THEN norm_used_in_36_months(@Code, l.line_code, business_today())
                ELSE coalesce((SELECT max(t.used) FROM norm_uses_of(ARRAY[coalesce(merged_into(@Code), @Code)],
                        ARRAY(SELECT u.usage_key FROM norm_usage_keys(l, y.year, business_today(), NULL) u)) t), 0) END::int AS used
        FROM funds f JOIN norm_decisions n ON n.issuing_unit_id = f.unit_id JOIN norm_lines l USING (decision_id)
        CROSS JOIN LATERAL (SELECT coalesce(
            (SELECT min(d.year) FROM occasion_dates d WHERE d.occasion_code = l.occasion_code AND d.held_on >= business_today()),
            extract(year FROM business_today()))::int AS year) y
        WHERE f.code = @Fund AND n.status IN ('published', 'superseded') AND n.in_force @> business_today()
            AND EXISTS (SELECT FROM norm_line_classes w LEFT JOIN beneficiary_classes c ON c.class_code = w.class_code
                            AND c.beneficiary_code = @Code AND (c.valid_to IS NULL OR c.valid_to >= business_today())
                        WHERE w.decision_id = l.decision_id AND w.line_code = l.line_code
                            AND (w.class_code = 'any_child' OR c.class_code IS NOT NULL))
        ORDER BY l.sort_order
        """;
}
