using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using FundLedger.Features.Norms;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Disbursements;

/// <summary>
/// Gathers the facts of whomever a norm line is for: children, or a household, an institution, the fund itself. Of a household it counts
/// the children who may be supported; for the fund it knows what the year brought without a purpose.
/// </summary>
internal sealed class SupportFactsReader(Db db, ChildFactsReader children)
{
    private const string RecipientSql = """
        SELECT u.name AS unit_name, free_receipts(f.fund_id, extract(year FROM @On::date)::int) AS free_receipts,
            CASE WHEN @Payee = 'household' THEN (SELECT count(*) FROM beneficiaries b
                WHERE b.household_code = @Recipient AND child_absence(b.beneficiary_code, @On) IS NULL)::int END AS children
        FROM funds f JOIN units u ON u.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund AND u.unit_id = CASE @Payee
            WHEN 'household' THEN (SELECT h.unit_id FROM households h WHERE h.household_code = @Recipient)
            WHEN 'institution' THEN (SELECT i.unit_id FROM institutions i WHERE i.institution_code = @Recipient)
            ELSE (SELECT f.unit_id WHERE f.code = @Recipient) END
        """;

    /// <param name="lines">Lines for the same payee.</param>
    public async Task<IReadOnlyList<ChildFacts>> ReadAsync(
        string fund, string[] codes, IReadOnlyList<NormLine> lines, NormUse use, CancellationToken token)
    {
        if (lines is not [{ Payee: not NormPayee.Child } line, ..]) return await children.ReadAsync(fund, codes, lines, use, token);
        var found = new List<ChildFacts>();
        foreach (var code in codes)
        {
            var asked = new { Fund = fund, Recipient = code, Payee = NormCodes.Payees.Of(line.Payee), use.On };
            if (await db.FindAsync<RecipientRow>(RecipientSql, asked, token) is not { } row) continue;
            var keys = new Dictionary<string, string[]> { [line.Code] = ChildFactsReader.KeysOf(line, use) };
            var uses = await db.ListAsync<ChildFactsReader.UseRow>(
                ChildFactsReader.UsesSql, new { Codes = new[] { code }, Keys = keys[line.Code] }, token);
            found.Add(FactsOf(code, line, row, ChildFactsReader.Counted(keys, uses), use));
        }

        return found;
    }

    private static ChildFacts FactsOf(string code, NormLine line, RecipientRow row, Dictionary<string, UsesCounted> uses, NormUse use)
    {
        var facts = new CaseFacts
        {
            JudgedOn = use.On, Recipient = line.Payee, AgeInYears = -1, ClassCodes = new HashSet<string>(), Uses = uses,
            Quantities = line.Amounts.Any(amount => amount.Rule.Needs.Contains(CaseQuantity.FreeReceipts))
                ? new Dictionary<CaseQuantity, long> { [CaseQuantity.FreeReceipts] = row.FreeReceipts ?? 0 }
                : [],
        };
        return new ChildFacts(code, row.UnitName, false, facts)
        {
            ChildrenThere = row.Children, Absence = row.Children == 0 ? new HouseholdWithout(code) : null,
        };
    }

    private sealed record RecipientRow
    {
        public string UnitName { get; init; } = "";

        public long? FreeReceipts { get; init; }

        public int? Children { get; init; }
    }
}

/// <summary>More children are counted than the household has.</summary>
/// <param name="There">Children of the household who may be supported on the day that counts.</param>
public sealed record HouseholdHasFewer(string Household, int There, long Counted)
    : Refused($"Household {Household} has {There} children who may be supported, not {Counted}.")
{
    public override string Field => "Quantities";
}
