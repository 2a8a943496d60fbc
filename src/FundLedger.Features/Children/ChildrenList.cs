using System.Globalization;
using FundLedger.Domain;
using FundLedger.Domain.Text;
using FundLedger.Features.Imports;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>The register of children as a list that comes through the door of imports.</summary>
internal sealed class ChildrenList(Db db, IdentityVault vault, LikeChildren likes) : IImportedList
{
    private const string FundSql = """
        SELECT f.fund_id, f.unit_id, u.level = 'commune' AS is_commune, business_today() AS today
        FROM funds f JOIN units u USING (unit_id) WHERE f.code = @Fund
        """;

    private const string UnitsSql = """
        SELECT u.unit_id, u.code, u.name FROM funds f JOIN units u ON u.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund AND u.level = 'commune' AND (u.valid_to IS NULL OR u.valid_to >= business_today()) ORDER BY u.code
        """;

    private const string SubgroupsSql = """
        SELECT class_code, subgroup_no::int AS no, name_vi, name_en FROM class_versions
        WHERE subgroup_no > 0 AND business_today() BETWEEN valid_from AND coalesce(valid_to, 'infinity') ORDER BY class_code, subgroup_no
        """;

    private const string HouseholdsSql = """
        SELECT h.household_code AS code, h.unit_id FROM funds f JOIN households h ON h.unit_id = ANY (units_of_fund(f.fund_id))
        WHERE f.code = @Fund
        """;

    private const string RegisterSql = """
        SELECT b.beneficiary_code, b.household_code, is_sealed_case(b.beneficiary_code) AS is_sealed_case, v.key_id, v.nonce, v.sealed
        FROM identities_for_judging(ARRAY(SELECT c.beneficiary_code FROM funds f
            JOIN beneficiaries c ON c.unit_id = ANY (units_of_fund(f.fund_id)) WHERE f.code = @Fund)) v
        JOIN beneficiaries b USING (beneficiary_code) ORDER BY b.beneficiary_code
        """;

    public ListDescription Description => ChildrenColumns.Description;

    public async Task<IReadOnlyList<CodeList>> CodesAsync(string fund, CancellationToken token)
    {
        var classes = await db.ListAsync<ChoosableClass>(ChoosableClass.Sql, null, token);
        var subgroups = await db.ListAsync<Subgroup>(SubgroupsSql, null, token);
        var units = await db.ListAsync<Commune>(UnitsSql, new { Fund = fund }, token);
        return
        [
            new(new("Nhóm", "Groups"), [.. classes.Where(one => one.ClassCode != "protected").Select(one => (CodeOf(one), NameOf(one)))]),
            new(new("Tiểu nhóm (nhóm.số)", "Sub-groups (group.number)"),
                [.. subgroups.Select(one => ($"{one.ClassCode}.{Digits(one.No)}", new Wording(one.NameVi, one.NameEn)))]),
            new(new("Xã, thị trấn", "Communes"), [.. units.Select(one => (one.Code, new Wording(one.Name, one.Name)))]),
            new(new("Giới tính", "Sex"), [("nam", new("nam", "male")), ("nữ", new("nữ", "female"))]),
        ];
    }

    public async Task<IListJudge> OpenAsync(string fund, CancellationToken token)
    {
        var of = new { Fund = fund };
        var facts = await db.SingleAsync<FundFacts>(FundSql, of, token);
        var classes = await db.ListAsync<ChoosableClass>(ChoosableClass.Sql, null, token);
        var subgroups = await db.ListAsync<Subgroup>(SubgroupsSql, null, token);
        var households = await db.ListAsync<HouseholdRow>(HouseholdsSql, of, token);
        var choices = new ChildChoices(
            facts, [.. classes.Where(one => one.ClassCode != "protected")], await db.ListAsync<Commune>(UnitsSql, of, token),
            subgroups.Select(one => (one.ClassCode, one.No)).ToHashSet(),
            households.ToDictionary(one => one.Code, one => one.UnitId));
        var known = new KnownChildren();
        await foreach (var row in db.StreamAsync<RegisterRow>(RegisterSql, of).WithCancellation(token))
        {
            var identity = new SealedIdentity
            {
                BeneficiaryCode = row.BeneficiaryCode, KeyId = row.KeyId, Nonce = row.Nonce, Sealed = row.Sealed,
            };
            if (vault.IsErased(identity)) continue;
            known.Add(KnownChild.Of(vault.Open(identity), row.BeneficiaryCode, row.HouseholdCode, row.IsSealedCase, row: null));
        }

        return new ChildrenJudge(db, vault, choices, known, likes, fund);
    }

    private static string CodeOf(ChoosableClass one) => one.GroupNo is { } number ? Digits(number) : one.ClassCode;

    private static Wording NameOf(ChoosableClass one) => one.IsSealed
        ? new($"{one.NameVi} (bảo mật)", $"{one.NameEn} (sealed)")
        : new(one.NameVi, one.NameEn);

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private sealed record Subgroup
    {
        public string ClassCode { get; init; } = "";

        public int No { get; init; }

        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";
    }

    private sealed record HouseholdRow
    {
        public string Code { get; init; } = "";

        public int UnitId { get; init; }
    }

    private sealed record RegisterRow
    {
        public string BeneficiaryCode { get; init; } = "";

        public string HouseholdCode { get; init; } = "";

        public bool IsSealedCase { get; init; }

        public string KeyId { get; init; } = "";

        public byte[] Nonce { get; init; } = [];

        public byte[] Sealed { get; init; } = [];
    }
}

/// <summary>The fund into which children are imported.</summary>
internal sealed record FundFacts
{
    public int FundId { get; init; }

    public int UnitId { get; init; }

    public bool IsCommune { get; init; }

    public LocalDate Today { get; init; }
}

internal sealed record Commune
{
    public int UnitId { get; init; }

    public string Code { get; init; } = "";

    public string Name { get; init; } = "";
}

/// <summary>What the cells of a row may name.</summary>
/// <param name="Households">Codes of the fund's communes with their units.</param>
internal sealed record ChildChoices(
    FundFacts Fund, IReadOnlyList<ChoosableClass> Classes, IReadOnlyList<Commune> Communes, IReadOnlySet<(string Class, int No)> Subgroups,
    IReadOnlyDictionary<string, int> Households);
