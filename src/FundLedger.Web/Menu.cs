using FundLedger.Web.SignIn;

namespace FundLedger.Web;

/// <summary>One line of the left menu.</summary>
/// <param name="Label">Vietnamese text, the key of its translation.</param>
/// <param name="Url">Pages below this address light the line up too.</param>
/// <param name="Icon">A name in <see cref="Components.Icons"/>.</param>
/// <param name="Roles">Who sees it in the chosen fund; nobody named means everybody signed in.</param>
public sealed record MenuItem(string Label, string Url, string Icon, params Role[] Roles)
{
    /// <summary>Another address whose pages are its tabs.</summary>
    public string? Also { get; init; }

    public bool IsFor(CurrentUser user) => Roles.Length == 0 || user.IsAny(Roles);

    public bool IsAt(PathString path) =>
        Url == "/" ? path == "/" : path.StartsWithSegments(Url) || (Also is not null && path.StartsWithSegments(Also));
}

/// <summary>The left menu. A new page adds its line here and nowhere else.</summary>
public static class Menu
{
    /// <summary>Where the search box of the top bar goes; without an address there is no box.</summary>
    public static string? SearchUrl => null;

    private const Role Accountant = Role.FundAccountant;

    public static IReadOnlyList<MenuItem> Items { get; } =
    [
        new(Texts.Key("Việc của tôi"), "/", "tasks"),
        new(Texts.Key("Tổng quan quỹ"), "/funds/overview", "fund", Accountant, Role.Approver, Role.Cashier, Role.Auditor),
        new(Texts.Key("Khoản thu"), "/receipts", "receipt", Accountant, Role.Cashier, Role.Auditor),
        new(Texts.Key("Hiện vật"), "/goods", "goods", Accountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer),
        new(Texts.Key("Khoản chi hỗ trợ"), "/disbursements", "disbursement",
            Accountant, Role.Approver, Role.Cashier, Role.Auditor, Role.CommuneOfficer),
        new(Texts.Key("Lệnh chi"), "/payments", "paid", Accountant, Role.Approver, Role.Cashier, Role.Auditor),
        new(Texts.Key("Phát tiền"), "/handouts", "handout", Role.CommuneOfficer, Role.Cashier),
        new(Texts.Key("Chờ tôi duyệt"), "/approvals", "check", Role.Approver),
        new(Texts.Key("Trẻ em"), "/children", "child", Accountant, Role.Approver, Role.Auditor, Role.CommuneOfficer),
        new(Texts.Key("Hồ sơ bảo mật"), "/cases", "lock", Role.Approver, Role.CommuneOfficer),
        new(Texts.Key("Định mức"), "/norms", "norm"),
        new(Texts.Key("Phân cấp phê duyệt"), "/approvals/ladder", "norm", Accountant, Role.Auditor, Role.Administrator),
        new(Texts.Key("Sổ kế toán"), "/books", "ledger", Accountant, Role.Approver, Role.Auditor) { Also = "/ledger" },
        new(Texts.Key("Báo cáo"), "/reports", "statement", Accountant, Role.Approver, Role.Auditor),
        new(Texts.Key("In chứng từ"), "/vouchers", "print", Accountant, Role.Approver, Role.Cashier, Role.Auditor),
        new(Texts.Key("Điều chuyển nguồn"), "/transfers", "arrow", Accountant, Role.Approver, Role.Auditor),
        new(Texts.Key("Khóa sổ"), "/periods", "lock", Accountant, Role.Approver, Role.Auditor),
        new(Texts.Key("Sao kê"), "/statements", "statement", Accountant, Role.Approver, Role.Auditor),
        new(Texts.Key("Kiểm toán"), "/audit", "audit", Role.Auditor),
        new(Texts.Key("Phát hiện kiểm toán"), "/audit/findings", "audit", Accountant, Role.Approver),
        new(Texts.Key("Kiểm tra thường trực"), "/audit/checks", "check", Role.Administrator),
    ];
}
