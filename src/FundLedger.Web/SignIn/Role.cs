namespace FundLedger.Web.SignIn;

/// <summary>What a person may do in one fund. The words in the database are these names in snake case.</summary>
public enum Role
{
    FundAccountant,
    Approver,
    Cashier,
    Auditor,
    CommuneOfficer,
    Administrator,
}

/// <summary>The names of roles in the database and on screens.</summary>
internal static class Roles
{
    /// <summary>Raises <see cref="ArgumentOutOfRangeException"/> for a word that is not a role.</summary>
    public static Role Named(string word) => word switch
    {
        "fund_accountant" => Role.FundAccountant,
        "approver" => Role.Approver,
        "cashier" => Role.Cashier,
        "auditor" => Role.Auditor,
        "commune_officer" => Role.CommuneOfficer,
        "administrator" => Role.Administrator,
        _ => throw new ArgumentOutOfRangeException(nameof(word), word, "Not a role."),
    };

    /// <summary>The Vietnamese name; also the key of its translation.</summary>
    public static string LabelOf(Role role) => role switch
    {
        Role.FundAccountant => Texts.Key("Kế toán quỹ"),
        Role.Approver => Texts.Key("Người phê duyệt"),
        Role.Cashier => Texts.Key("Thủ quỹ"),
        Role.Auditor => Texts.Key("Kiểm toán viên"),
        Role.CommuneOfficer => Texts.Key("Cán bộ xã"),
        Role.Administrator => Texts.Key("Quản trị viên"),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
    };

    /// <summary>One sentence on what the role does; also the key of its translation.</summary>
    public static string DutyOf(Role role) => role switch
    {
        Role.FundAccountant => Texts.Key("Ghi nhận khoản thu, lập đề nghị chi và giữ sổ kế toán."),
        Role.Approver => Texts.Key("Duyệt hoặc từ chối đề nghị chi do người khác lập."),
        Role.Cashier => Texts.Key("Chi tiền cho đề nghị đã được duyệt."),
        Role.Auditor => Texts.Key("Xem toàn bộ sổ, kiểm tra tính toàn vẹn; không ghi gì."),
        Role.CommuneOfficer => Texts.Key("Đề nghị hỗ trợ cho trẻ em của xã mình."),
        Role.Administrator => Texts.Key("Quản lý tài khoản và quyền; không duyệt và không chi."),
        _ => throw new ArgumentOutOfRangeException(nameof(role), role, "Not a role."),
    };
}
