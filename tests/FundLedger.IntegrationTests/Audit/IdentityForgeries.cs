namespace FundLedger.IntegrationTests.Audit;

/// <summary>What somebody with every right might do to the looks at identities; columns as in <see cref="Forgeries"/>.</summary>
internal static class IdentityForgeries
{
    public static readonly TheoryData<string, string, string, string, string> All = new()
    {
        { "identity-looks", "identity look", "1", "looked by", "UPDATE identity_accesses SET accessed_by = 'canbo2'" },
        { "identity-looks", "identity look", "1", "looked at", "UPDATE identity_accesses SET accessed_at = accessed_at + interval '1 hour'" },
        { "identity-looks", "identity look", "1", "child and reason", "UPDATE identity_accesses SET reason = 'Theo yêu cầu của gia đình'" },
        { "identity-looks", "identity look", "1", "child and reason", "UPDATE identity_accesses SET beneficiary_code = 'TE-000002'" },
        { "identity-looks", "identity look", "1", "looked by", "DELETE FROM identity_accesses" },
        { "hash-log", "identity look", "1", "hash", "UPDATE identity_access_events SET actor = 'canbo2'" },
        {
            "identity-looks", "identity look", "2", "looked by",
            """
            INSERT INTO identity_accesses (access_no, accessed_at, accessed_by, beneficiary_code, reason) OVERRIDING SYSTEM VALUE
            VALUES (2, '2021-02-03', 'canbo', 'TE-000003', 'Xem sau khi tắt niêm phong')
            """
        },
        { "child-events", "child event", "1", "written by", "UPDATE child_events SET recorded_by = 'canbo2' WHERE event_no = 1" },
        { "child-events", "child event", "1", "child, event and reason", "UPDATE child_events SET happened_on = '2020-01-01' WHERE event_no = 1" },
        { "child-events", "child event", "1", "written by", "DELETE FROM child_events WHERE event_no = 1" },
        { "hash-log", "child event", "1", "hash", "UPDATE child_event_seals SET actor = 'canbo2' WHERE event_no = 1" },
    };
}
