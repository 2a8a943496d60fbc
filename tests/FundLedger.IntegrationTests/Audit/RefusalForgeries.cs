namespace FundLedger.IntegrationTests.Audit;

/// <summary>What somebody with every right might do to the version of a rule; columns as in <see cref="Forgeries"/>.</summary>
internal static class RefusalForgeries
{
    public static readonly TheoryData<string, string, string, string, string> All = new()
    {
        {
            "hash-log", "refusal", "1", "hash",
            "UPDATE refusals SET rule_version = '0.9.0, schema 202101010000' WHERE fund_id = {F}"
        },
        {
            "hash-log", "refusal", "1", "hash",
            "UPDATE refusals SET hash_version = 1, rule_version = NULL WHERE fund_id = {F}"
        },
        {
            "hash-log", "refusal", "1", "hash_version",
            "UPDATE refusals SET hash_version = 3 WHERE fund_id = {F}"
        },
    };
}
