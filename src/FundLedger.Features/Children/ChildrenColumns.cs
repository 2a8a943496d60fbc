using FundLedger.Domain.Text;
using FundLedger.Features.Imports;

namespace FundLedger.Features.Children;

/// <summary>The list of children as a file: its columns, and how people call them.</summary>
internal static class ChildrenColumns
{
    public const string FullName = "fullName";
    public const string BirthDate = "birthDate";
    public const string Sex = "sex";
    public const string Groups = "groups";
    public const string Subgroup = "subgroup";
    public const string GroupsSince = "groupsSince";
    public const string Household = "household";
    public const string Guardian = "guardianName";
    public const string Relation = "guardianRelation";
    public const string Number = "personalId";
    public const string NumberOf = "personalIdOf";
    public const string Evidence = "evidence";
    public const string EvidenceNumber = "evidenceNumber";
    public const string EvidenceDate = "evidenceDate";
    public const string Commune = "commune";

    public static ListDescription Description { get; } = new(
        "children", new("Danh sách trẻ em", "Children"), [.. Identity(), .. Belonging(), .. Papers()]);

    private static IEnumerable<ListColumn> Identity() =>
    [
        new(FullName, ColumnKind.Text, new("Họ và tên trẻ", "Full name"), new("Viết đủ dấu.", "With all accents."),
            ["Họ và tên", "Họ tên", "Họ tên trẻ", "Họ tên trẻ em", "Họ và tên trẻ em", "Tên trẻ", "Name", "Child's name", "Child name"],
            "Nguyễn Văn Mẫu") { IsRequired = true },
        new(BirthDate, ColumnKind.DateOrYear, new("Ngày sinh", "Birth date"),
            new("Ngày/tháng/năm, hoặc chỉ năm nếu giấy tờ không ghi ngày; dưới 16 tuổi.",
                "Day/month/year, or the year alone if the papers have no day; under 16."),
            ["Ngày tháng năm sinh", "Ngày, tháng, năm sinh", "Năm sinh", "Sinh ngày", "Date of birth", "DOB", "Born"], "05/06/2016")
            { IsRequired = true },
        new(Sex, ColumnKind.Text, new("Giới tính", "Sex"),
            new("Nam hoặc nữ; không biết thì để trống.", "Male or female; empty if unknown."),
            ["Giới", "Nam/Nữ", "Gender"], "nữ"),
        new(Number, ColumnKind.PersonalNumber, new("Số định danh cá nhân", "Personal number"),
            new("12 chữ số, định dạng văn bản; không có thì để trống.", "12 digits, as text; empty if there is none."),
            ["Số định danh", "Mã định danh", "Số CCCD", "CCCD", "CCCD/Mã định danh", "Số căn cước", "Personal id", "ID number",
                "Citizen id"],
            "012316000000"),
        new(NumberOf, ColumnKind.Text, new("Số định danh của ai", "Whose number"),
            new("Để trống nếu là số của trẻ; ví dụ: mẹ.", "Empty if it is the child's; e.g. mother."), ["Số của ai", "Number of"], ""),
        new(Guardian, ColumnKind.Text, new("Người giám hộ", "Guardian"),
            new("Họ và tên người chăm sóc trẻ.", "Full name of who cares for the child."),
            ["Họ tên người giám hộ", "Họ và tên người giám hộ", "Người chăm sóc", "Người nuôi dưỡng", "Cha/mẹ", "Họ tên cha mẹ",
                "Guardian name", "Carer"],
            "Nguyễn Thị Mẫu") { IsRequired = true },
        new(Relation, ColumnKind.Text, new("Quan hệ với trẻ", "Relation"), new("Ví dụ: mẹ, ông nội.", "E.g. mother, grandfather."),
            ["Quan hệ", "Mối quan hệ", "Quan hệ với người giám hộ", "Relation to child", "Relationship"], "mẹ"),
    ];

    private static IEnumerable<ListColumn> Belonging() =>
    [
        new(Groups, ColumnKind.Label, new("Nhóm", "Groups"),
            new("Số nhóm (1–14), mã hoặc tên; nhiều nhóm thì cách nhau bằng dấu chấm phẩy; nhiều nhất một nhóm bảo mật.",
                "Number (1–14), code or name of the group; several with semicolons; at most one sealed group."),
            ["Nhóm đối tượng", "Nhóm trẻ", "Đối tượng", "Nhóm hoàn cảnh", "Hoàn cảnh", "Thuộc nhóm", "Group", "Class", "Category"],
            "4; poor") { IsRequired = true },
        new(Subgroup, ColumnKind.Label, new("Tiểu nhóm", "Sub-group"), new("Số của tiểu nhóm, nếu có.", "Number of the sub-group, if any."),
            ["Phân nhóm", "Nhóm con", "Subgroup"], ""),
        new(GroupsSince, ColumnKind.Date, new("Thuộc nhóm từ ngày", "Group since"),
            new("Để trống: từ ngày nhập.", "Empty: since the day of the import."), ["Từ ngày", "Ngày vào nhóm", "Since"], ""),
        new(Household, ColumnKind.Label, new("Hộ", "Household"),
            new("Mã hộ đã có (HO-0001), hoặc một ký hiệu chung cho anh chị em cùng hộ trong tệp; để trống: mỗi trẻ một hộ mới.",
                "A code that exists (HO-0001), or one label for the siblings of the file; empty: a new household each."),
            ["Hộ gia đình", "Mã hộ", "Số hộ", "Household code"], "A"),
        new(Commune, ColumnKind.Label, new("Xã, thị trấn", "Commune"),
            new("Chỉ cần khi quỹ có nhiều xã.", "Only where the fund has several."), ["Xã", "Xã/thị trấn", "Phường, xã", "Đơn vị"], ""),
    ];

    private static IEnumerable<ListColumn> Papers() =>
    [
        new(Evidence, ColumnKind.Text, new("Giấy tờ chứng minh", "Evidence"),
            new("Loại giấy, không ghi tên người.", "Kind of paper, without names of persons."), ["Giấy tờ", "Loại giấy tờ", "Document"],
            "giấy xác nhận"),
        new(EvidenceNumber, ColumnKind.Label, new("Số giấy tờ", "Number of evidence"), new("", ""), ["Số giấy", "Document number"], ""),
        new(EvidenceDate, ColumnKind.Date, new("Ngày giấy tờ", "Date of evidence"), new("", ""), ["Ngày cấp", "Document date"], ""),
    ];
}
