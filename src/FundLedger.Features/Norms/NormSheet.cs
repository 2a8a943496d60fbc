using FundLedger.Domain.Text;
using FundLedger.Features.Statements;

namespace FundLedger.Features.Norms;

/// <summary>The sheets of a norm decision in Excel: what is written and what is read back is named here, once.</summary>
internal static class NormSheet
{
    public static Wording Head { get; } = new("Quyết định", "Decision");

    public static Wording Lines { get; } = new("Dòng định mức", "Norm lines");

    public static Wording Words { get; } = new("Mã", "Codes");

    public static Wording Guide { get; } = new("Hướng dẫn", "Guide");

    /// <summary>The rows of the head: name in the file, label.</summary>
    public static IReadOnlyList<(string Name, Wording Label)> HeadRows { get; } =
    [
        ("number", new("Số, ký hiệu", "Number")), ("issuedOn", new("Ngày ban hành", "Issued on")),
        ("issuedBy", new("Cơ quan ban hành", "Issued by")), ("titleVi", new("Tên quyết định", "Title (Vietnamese)")),
        ("titleEn", new("Tên quyết định (tiếng Anh)", "Title")), ("validFrom", new("Hiệu lực từ ngày", "In force from")),
        ("validTo", new("Đến hết ngày", "Last day in force")), ("legalBasis", new("Căn cứ", "Legal basis")),
    ];

    /// <summary>The columns of the lines: name in the file, header, kind, width.</summary>
    public static IReadOnlyList<(string Name, TableColumn Column)> Columns { get; } =
    [
        Text("code", "Mã dòng", "Line", 10), Text("nameVi", "Nội dung hỗ trợ", "Support (Vietnamese)", 34),
        Text("nameEn", "Nội dung (tiếng Anh)", "Support", 30), Text("supportKind", "Loại hỗ trợ", "Kind of support", 18),
        Text("occasion", "Dịp", "Occasion", 12), Text("need", "Nhu cầu", "Need", 12), Text("payee", "Chi cho", "Paid to", 12),
        Text("class", "Nhóm trẻ", "Groups", 34), Count("ageFrom", "Từ tuổi", "Age from"), Count("ageTo", "Đến tuổi", "Age to"),
        Text("judgedOn", "Xét tại ngày", "Judged on", 14), Count("limit", "Số lần", "Times"),
        Text("frequency", "Trong mỗi", "Within each", 14),
        Count("lifeLimit", "Số lần suốt đời", "Times in a lifetime"), Text("goods", "Hiện vật", "Goods", 10),
        Count("shares", "Suất mỗi đợt", "Shares a batch"), Amount("batchCeiling", "Tiền mỗi đợt", "Sum a batch"),
        Text("sourceKind", "Loại nguồn", "Sources", 20), Text("approver", "Cấp duyệt", "Approver", 20),
        Text("exception", "Cấp cho phép vượt mức", "May exceed", 20), Text("papersVi", "Giấy tờ", "Papers (Vietnamese)", 34),
        Text("papersEn", "Giấy tờ (tiếng Anh)", "Papers", 30), Text("variant", "Mã mức", "Variant", 12),
        Text("variantVi", "Tên mức", "Variant name (Vietnamese)", 20), Text("variantEn", "Tên mức (tiếng Anh)", "Variant name", 20),
        Amount("costFrom", "Chi phí từ", "Cost from"), Amount("costBelow", "Chi phí dưới", "Cost below"),
        Text("rule", "Cách tính", "Rule", 20), Amount("amount", "Số tiền", "Amount"), Count("percent", "Phần trăm", "Percent"),
        Amount("ceiling", "Trần, tổng hoặc mức cao nhất", "Ceiling, total or upper bound"), Text("unit", "Đếm theo", "Counted by", 14),
        Count("most", "Đếm tối đa", "Counted at most"),
    ];

    private static (string Name, TableColumn Column) Text(string name, string vi, string en, int width) =>
        (name, new(new Wording(vi, en), CellKind.Text, width));

    private static (string Name, TableColumn Column) Count(string name, string vi, string en) =>
        (name, new(new Wording(vi, en), CellKind.Count, 10));

    private static (string Name, TableColumn Column) Amount(string name, string vi, string en) =>
        (name, new(new Wording(vi, en), CellKind.Amount, 16));
}
