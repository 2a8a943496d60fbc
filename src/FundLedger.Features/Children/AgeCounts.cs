using FundLedger.Features.Pipeline;
using NodaTime;

namespace FundLedger.Features.Children;

/// <summary>Counts the children of a fund by class and age, found by machine in the vault: only counts come out.</summary>
internal sealed class AgeCounts(Db db, ChildAges ages)
{
    private const string MembersSql = """
        SELECT m.class_code AS class, m.beneficiary_code AS code, coalesce(k.name_vi, '') AS name_vi, coalesce(k.name_en, '') AS name_en
        FROM funds f CROSS JOIN LATERAL members_of_fund(f.fund_id, @On) m LEFT JOIN child_classes k USING (class_code)
        WHERE f.code = @Fund ORDER BY k.sort_order NULLS FIRST
        """;

    public async Task<IReadOnlyList<AgeRow>> ReadAsync(string fund, LocalDate on, CancellationToken token)
    {
        var members = await db.ListAsync<MemberRow>(MembersSql, new { Fund = fund, On = on }, token);
        var known = await ages.OnAsync(on, members.Select(member => member.Code), token);
        var bands = known.ToDictionary(row => row.Key, row => AgeBands.Of(row.Value));
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
