using FundLedger.Domain.Norms;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Vault;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>Counts the children of a fund by class and age, found by machine in the vault: only counts come out.</summary>
internal sealed class AgeCounts(Db db, IdentityVault vault)
{
    private const string MembersSql = """
        SELECT m.class_code AS class, m.beneficiary_code AS code, coalesce(k.name_vi, '') AS name_vi, coalesce(k.name_en, '') AS name_en
        FROM funds f CROSS JOIN LATERAL members_of_fund(f.fund_id, @On) m LEFT JOIN child_classes k USING (class_code)
        WHERE f.code = @Fund ORDER BY k.sort_order NULLS FIRST
        """;

    private const string IdentitiesSql = "SELECT beneficiary_code, key_id, nonce, sealed FROM identities_for_judging(@Codes)";

    public async Task<IReadOnlyList<AgeRow>> ReadAsync(string fund, LocalDate on, CancellationToken token)
    {
        var members = await db.ListAsync<MemberRow>(MembersSql, new { Fund = fund, On = on }, token);
        var codes = members.Select(member => member.Code).Distinct().ToArray();
        var bands = (await db.ListAsync<SealedIdentity>(IdentitiesSql, new { Codes = codes }, token))
            .Where(row => !vault.IsErased(row))
            .ToDictionary(row => row.BeneficiaryCode, row => AgeBands.Of(Childhood.AgeOn(vault.Open(row).BirthDate, on)));
        return [.. members.GroupBy(member => member.Class).Select(group => RowOf([.. group], bands))];
    }

    private static AgeRow RowOf(IReadOnlyList<MemberRow> members, Dictionary<string, AgeBand> bands)
    {
        var known = members.Where(member => bands.ContainsKey(member.Code)).ToLookup(member => bands[member.Code]);
        var counts = Enum.GetValues<AgeBand>().Select(band => known[band].Count()).ToList();
        return new AgeRow(members[0].Class, members[0].NameVi, members[0].NameEn, counts, members.Count - counts.Sum());
    }

    private sealed record MemberRow
    {
        public string Class { get; init; } = "";

        public string Code { get; init; } = "";

        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";
    }
}
