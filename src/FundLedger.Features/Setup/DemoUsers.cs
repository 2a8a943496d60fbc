namespace FundLedger.Features.Setup;

/// <summary>The people of the demo: the only place that knows their names and their password.</summary>
public static class DemoUsers
{
    /// <summary>The password of every demo account. It protects nothing: production mode does not start with them.</summary>
    public const string Password = "trinh-dien-2021";

    public const string Accountant = "ketoan";
    public const string Approver = "duyet";
    public const string SecondApprover = "duyet2";
    public const string Cashier = "thuquy";
    public const string Auditor = "kiemtoan";

    /// <summary>Officer of xã Bình Lư, <see cref="OfficersFund"/>.</summary>
    public const string Officer = "canbo";

    /// <summary>Entered the children of the other communes while the demo was loaded; nobody can sign in as it.</summary>
    internal const string Registrar = "nhaplieu";

    internal const string District = "Q106";
    internal const string OfficersFund = "Q03412";

    /// <summary>The six sign-ins with what each may do, for the notice at start-up.</summary>
    public static IReadOnlyList<(string UserName, string Duty)> SignIns { get; } =
    [
        (Accountant, "kế toán quỹ: ghi thu, lập đề nghị, khóa sổ (fund accountant)"),
        (Approver, "người duyệt: duyệt hoặc từ chối đề nghị (approver)"),
        (SecondApprover, "người duyệt thứ hai (second approver)"),
        (Cashier, "thủ quỹ: chi các đề nghị đã duyệt (cashier)"),
        (Auditor, "kiểm toán viên: xem sổ, sao kê, kiểm tra (auditor)"),
        (Officer, "cán bộ xã Bình Lư: danh sách trẻ em của xã (commune officer)"),
    ];

    /// <summary>The six sign-ins and the registrar, with their roles in the given funds.</summary>
    internal static IReadOnlyList<NewUser> For(IReadOnlyList<string> funds) =>
    [
        Of(Accountant, "Kế toán Quỹ", "fund_accountant", [District, OfficersFund]),
        Of(Approver, "Chủ tịch Hội đồng quản lý Quỹ", "approver", [District, OfficersFund]),
        Of(SecondApprover, "Phó Chủ tịch Hội đồng quản lý Quỹ", "approver", [District, OfficersFund]),
        Of(Cashier, "Thủ quỹ", "cashier", [District, OfficersFund]),
        Of(Auditor, "Kiểm toán viên", "auditor", funds),
        Of(Officer, "Cán bộ trẻ em xã Bình Lư", "commune_officer", [OfficersFund]),
        Of(Registrar, "Tổ nhập liệu ban đầu (đã khóa)", "commune_officer", funds) with { Password = null },
    ];

    private static NewUser Of(string name, string fullName, string role, IReadOnlyList<string> funds) =>
        new(name, fullName, Password, IsDemo: true, [.. funds.Select(fund => (fund, role))]);
}
