using FundLedger.Domain;
using FundLedger.Domain.Children;
using FundLedger.Domain.Norms;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.Features.Disbursements;

/// <summary>A child of the fund, or another recipient, with what a norm asks about it on one day.</summary>
internal sealed record ChildFacts(string Code, string UnitName, bool IsProtected, CaseFacts Facts)
{
    /// <summary>Why the child gets nothing judged on that day, whatever the norm says; null when it is there.</summary>
    public ChildAbsent? Absence { get; init; }

    /// <summary>The same for one kind of support: the one that is given because a child died is not stopped by its death.</summary>
    public ChildAbsent? AbsenceFor(string supportKind) => supportKind == "death" && Absence is ChildDied ? null : Absence;

    /// <summary>Why nothing is given for it, whatever the norm says: it is absent, or has fewer children than the line counts.</summary>
    public Refused? ObstacleFor(string supportKind, SupportLine line) =>
        AbsenceFor(supportKind) is { } absence ? absence
        : ChildrenThere is { } there && line.Quantities.GetValueOrDefault(CaseQuantity.Child) is var counted && counted > there
        ? new HouseholdHasFewer(Code, there, counted)
        : null;

    /// <summary>How many children of a household may be supported; null for what is no household.</summary>
    public int? ChildrenThere { get; init; }

    /// <summary>The class of a child that may be written outside the vault; null for what is no child.</summary>
    public string? ClassOf(string? judgedClass) => Facts.Recipient == NormPayee.Child ? Shown(judgedClass) : null;

    /// <summary>The class that may be written outside the vault for a class judged by.</summary>
    public string Shown(string? judgedClass) =>
        judgedClass is null or NormLine.AnyChild ? NormLine.AnyChild : IsProtected ? ChildFactsReader.Protected : judgedClass;
}

/// <summary>Gathers the facts that norms judge by: groups on the day, age from the vault, uses already counted.</summary>
internal sealed class ChildFactsReader(Db db, IdentityVault vault)
{
    /// <summary>The class under which a child of a sealed group appears outside the vault.</summary>
    public const string Protected = "protected";

    // Few children were ever away: only of them it is asked what became of them.
    private const string ChildrenSql = """
        SELECT b.beneficiary_code, u.name AS unit_name,
            ARRAY(SELECT c.class_code FROM beneficiary_classes c JOIN child_classes k USING (class_code)
                  WHERE c.beneficiary_code = b.beneficiary_code AND c.valid_from <= @On AND (c.valid_to IS NULL OR c.valid_to >= @On)
                  ORDER BY k.sort_order) AS classes,
            CASE WHEN EXISTS (SELECT FROM child_events e WHERE e.beneficiary_code = b.beneficiary_code
                AND e.event IN ('died', 'left', 'suspended', 'merged', 'aged_out'))
                THEN child_absence(b.beneficiary_code, @On) END AS absence
        FROM funds f CROSS JOIN LATERAL unnest(units_of_fund(f.fund_id)) m(unit_id)
        JOIN beneficiaries b ON b.unit_id = m.unit_id JOIN units u ON u.unit_id = m.unit_id
        WHERE f.code = @Fund AND (@Codes::text[] IS NULL OR b.beneficiary_code = ANY (@Codes))
        ORDER BY u.code, b.beneficiary_code
        """;

    private const string IdentitiesSql = "SELECT beneficiary_code, key_id, nonce, sealed FROM identities_for_judging(@Codes)";

    internal const string UsesSql = """
        SELECT beneficiary_code, usage_key, used FROM norm_usage_totals
        WHERE beneficiary_code = ANY (@Codes) AND usage_key = ANY (@Keys)
        """;

    // Under all codes of a child.
    private const string TogetherSql = "SELECT beneficiary_code, usage_key, used FROM norm_uses_of(@Codes, @Keys)";

    private const string GivenSql = "SELECT beneficiary_code, amount FROM norm_already_given(@Codes, @Key)";

    /// <param name="codes">The children asked for, or null for all children of the fund's units.</param>
    /// <param name="lines">The norm lines whose uses matter.</param>
    public async Task<IReadOnlyList<ChildFacts>> ReadAsync(
        string fund, string[]? codes, IReadOnlyList<NormLine> lines, NormUse use, CancellationToken token)
    {
        var children = await db.ListAsync<ChildRow>(ChildrenSql, new { Fund = fund, Codes = codes, use.On }, token);
        var found = children.Select(child => child.BeneficiaryCode).ToArray();
        var identities = (await db.ListAsync<SealedIdentity>(IdentitiesSql, new { Codes = found }, token))
            .Where(row => !vault.IsErased(row)).ToDictionary(row => row.BeneficiaryCode, vault.Open);
        var keys = lines.ToDictionary(line => line.Code, line => KeysOf(line, use));
        var allKeys = keys.Values.SelectMany(pair => pair).Distinct().ToArray();
        var uses = (await db.ListAsync<UseRow>(TogetherSql, new { Codes = found, Keys = allKeys }, token))
            .ToLookup(row => row.BeneficiaryCode);
        var given = await GivenAsync(found, lines, use, token);
        return [.. children.Select(child => FactsOf(
            child, identities.GetValueOrDefault(child.BeneficiaryCode), Counted(keys, uses[child.BeneficiaryCode]),
            given.GetValueOrDefault(child.BeneficiaryCode), use.On))];
    }

    private async Task<Dictionary<string, Money>> GivenAsync(
        string[] codes, IReadOnlyList<NormLine> lines, NormUse use, CancellationToken token) =>
        lines.FirstOrDefault(line => line.CompletesATotal) is { } line && UsageKey.OfOccasion(line.Support, use.OccasionYear) is { } key
            ? (await db.ListAsync<GivenRow>(GivenSql, new { Codes = codes, Key = key }, token))
                .ToDictionary(row => row.BeneficiaryCode, row => row.Amount)
            : [];

    internal static string[] KeysOf(NormLine line, NormUse use) =>
        UsageKey.Of(line, use) is { IsOk: true } key ? [key.Value.Text, UsageKey.OfLife(line).Text] : [UsageKey.OfLife(line).Text];

    internal static Dictionary<string, UsesCounted> Counted(Dictionary<string, string[]> keys, IEnumerable<UseRow> uses)
    {
        var used = uses.ToDictionary(row => row.UsageKey, row => row.Used);
        return keys.ToDictionary(
            pair => pair.Key,
            pair => new UsesCounted(used.GetValueOrDefault(pair.Value[0]), used.GetValueOrDefault(pair.Value[^1])));
    }

    // A sealed group is judged by its true name, which never leaves memory; the child shows as protected.
    private static ChildFacts FactsOf(
        ChildRow child, Identity? identity, Dictionary<string, UsesCounted> uses, Money alreadyGiven, LocalDate on)
    {
        var classes = child.Classes.ToHashSet();
        if (identity?.SealedGroup is { } group)
        {
            classes.Remove(Protected);
            if (identity.SealedUntil is null || on < identity.SealedUntil) classes.Add(group);
        }

        // Of an erased identity only the register still says it.
        var isProtected = identity is null ? classes.Contains(Protected) : identity.SealedGroup is not null;
        var age = identity is null ? -1 : identity.AgeOn(on);
        var facts = new CaseFacts { JudgedOn = on, AgeInYears = age, ClassCodes = classes, Uses = uses, AlreadyGiven = alreadyGiven };
        return new ChildFacts(child.BeneficiaryCode, child.UnitName, isProtected, facts)
        {
            Absence = child.Absence is { } why ? ChildAbsent.Of(child.BeneficiaryCode, why)
                : identity is null ? new ChildErased(child.BeneficiaryCode) : null,
        };
    }

    private sealed record ChildRow
    {
        public string BeneficiaryCode { get; init; } = "";

        public string UnitName { get; init; } = "";

        public string[] Classes { get; init; } = [];

        public string? Absence { get; init; }
    }

    private sealed record GivenRow
    {
        public string BeneficiaryCode { get; init; } = "";

        public Money Amount { get; init; }
    }

    internal sealed record UseRow
    {
        public string BeneficiaryCode { get; init; } = "";

        public string UsageKey { get; init; } = "";

        public int Used { get; init; }
    }
}
