namespace FundLedger.Features.Rights;

/// <summary>
/// The matrix of duties: role × deed × state, and which hands of one paper must be different persons. docs/rights.md is written from it,
/// and a test plays each row through the application and around it.
/// </summary>
internal static class RightsTable
{
    public const string Accountant = "fund_accountant";
    public const string Approver = "approver";
    public const string Cashier = "cashier";
    public const string Auditor = "auditor";
    public const string Officer = "commune_officer";
    public const string Administrator = "administrator";

    public static IReadOnlyList<string> Roles { get; } = [Accountant, Approver, Cashier, Auditor, Officer, Administrator];

    public static IReadOnlyList<Deed> Deeds { get; } =
    [
        .. RequestRights.All, .. PaymentRights.All, .. BookRights.All, .. PeriodRights.All, .. DecisionRights.All,
        .. RegisterRights.All, .. ImportRights.All, .. GoodsRights.All, .. AuditRights.All,
    ];

    /// <summary>
    /// Functions that no command names alone: the pipeline's, the program's own, and steps of a command that has another. An empty list of
    /// roles is the program itself, or who hands out a list.
    /// </summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> OtherFunctions { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["claim_request"] = Roles, ["record_refusal"] = Roles, ["seal_statement"] = [Accountant],
        ["keep_closing_papers"] = [Accountant], ["register_imported"] = [Officer],
        ["cite_returned"] = [Accountant, Officer], ["doubt_children"] = [Accountant, Officer],
        ["doubt_later"] = [Accountant, Officer],
        ["attach_terms"] = [Accountant, Officer], ["attach_papers"] = [Accountant, Officer],
        ["reserve_goods"] = [Accountant, Officer], ["new_household"] = [Accountant, Officer],
        ["reseal_identity"] = [Accountant, Officer], ["plant_canary"] = [], ["record_check_run"] = [], ["take_mails"] = [],
        ["end_mail"] = [], ["handout_names"] = [], ["note_look"] = [Auditor],
    };

    /// <summary>Functions that ask for no role of one fund, each with its reason.</summary>
    public static IReadOnlyDictionary<string, string> OpenToAll { get; } = new Dictionary<string, string>
    {
        ["answer_request"] = "Fills in the answer of one's own claimed request only.",
        ["next_beneficiary_code"] = "Tells nothing and writes nothing but the next number.",
        ["record_receipts_together"] = "Takes the hands beside the receipts, and asks for the role of each.",
        ["add_checkpoint"] = "The program's own, each minute: takes only a head that the log has, and shows its signature to everyone.",
        ["look_at_identities"] = "Asks for the officer of each child by itself.",
        ["norm_used_in_36_months"] = "Counts uses without a name; takes a lock.",
        ["choose_mails"] = "Of one's own address only.",
    };
}
