using FundLedger.Domain.Text;
using FundLedger.Features.Pipeline;

namespace FundLedger.Features.Norms;

/// <summary>A word that a cell may hold: its code, or its name in either language.</summary>
/// <param name="What">Name of the column that it belongs to, as in <see cref="NormSheet"/>.</param>
internal sealed record NormWord(string What, string Code, Wording Name);

/// <summary>All words that a norm decision can be written with.</summary>
internal sealed class NormVocabulary(IReadOnlyList<NormWord> words)
{
    private const string CodesSql = """
        SELECT 'supportKind' AS what, support_kind AS code, name_vi, name_en, 1 AS part, support_kind AS place FROM support_kinds
        UNION ALL SELECT 'occasion', occasion_code, name_vi, name_en, 2, occasion_code FROM occasions
        UNION ALL SELECT 'class', class_code, name_vi, name_en, 3, to_char(sort_order, '00000') FROM child_classes
        UNION ALL SELECT 'sourceKind', source_kind, name_vi, name_en, 4, source_kind FROM source_kinds
        ORDER BY part, place
        """;

    private static readonly NormWord[] Fixed =
    [
        new("payee", "child", new("Trẻ em", "Child")), new("payee", "household", new("Hộ gia đình", "Household")),
        new("payee", "institution", new("Cơ sở, đơn vị", "Institution")), new("payee", "fund", new("Chi quản lý Quỹ", "Fund")),
        new("judgedOn", "request", new("Ngày đề nghị", "Request")), new("judgedOn", "occasion", new("Ngày của dịp", "Occasion")),
        new("judgedOn", "event", new("Ngày xảy ra", "Event")),
        new("frequency", "occasion", new("Dịp", "Occasion")), new("frequency", "incident", new("Vụ việc", "Incident")),
        new("frequency", "year", new("Năm", "Year")), new("frequency", "school_year", new("Năm học", "School year")),
        new("frequency", "months_36", new("36 tháng", "36 months")), new("frequency", "life", new("Suốt đời", "Lifetime")),
        new("goods", "x", new("Có", "Yes")),
        new("rule", "fixed", new("Mức cố định: Số tiền", "Fixed: Amount")),
        new("rule", "range", new("Khung: từ Số tiền đến mức cao nhất", "Range: from Amount to the upper bound")),
        new("rule", "top_up", new("Bù cho đủ tổng cùng các quỹ khác", "Completes a total together with other funds")),
        new("rule", "percent_of_net_cost", new("Phần trăm của (chi phí − bảo hiểm − hỗ trợ khác), có trần",
            "Percent of (cost − insurance − other aid), with a ceiling")),
        new("rule", "actual_up_to", new("Theo chi phí còn lại, có trần", "The net cost up to a ceiling")),
        new("rule", "per_unit", new("Số tiền × số đếm được", "Amount for each one counted")),
        new("rule", "expense", new("Chi thực tế khác, như tiền xe", "Another real expense, such as fares")),
        new("rule", "percent_of", new("Phần trăm của một khoản", "Percent of a stated sum")),
        new("unit", "day", new("Ngày", "Day")), new("unit", "child", new("Trẻ em", "Child")),
        new("unit", "fare", new("Tiền đi lại", "Fare")), new("unit", "free_receipts", new("Thu không ràng buộc", "Free receipts")),
    ];

    public IReadOnlyList<NormWord> Words { get; } = words;

    public static async Task<NormVocabulary> ReadAsync(Db db, CancellationToken token)
    {
        var rows = await db.ListAsync<WordRow>(CodesSql, null, token);
        var anyChild = new NormWord("class", "any_child", new("Mọi trẻ em", "Any child"));
        var stored = rows.Select(row => new NormWord(row.What, row.Code, new Wording(row.NameVi, row.NameEn))).ToList();
        return new NormVocabulary([.. stored, .. stored.Any(word => word.Code == anyChild.Code) ? [] : new[] { anyChild }, .. Fixed]);
    }

    /// <summary>The code behind a code or a name, whatever its case; null when there is none.</summary>
    public string? CodeOf(string what, string written) => Words.FirstOrDefault(word => word.What == what
        && (Same(word.Code, written) || Same(word.Name.Vi, written) || Same(word.Name.En, written)))?.Code;

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private sealed record WordRow
    {
        public string What { get; init; } = "";

        public string Code { get; init; } = "";

        public string NameVi { get; init; } = "";

        public string NameEn { get; init; } = "";
    }
}
