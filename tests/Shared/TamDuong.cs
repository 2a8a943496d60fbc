using FundLedger.Features.Setup;
using NodaTime;

namespace FundLedger.Testing;

/// <summary>The people and the district of the tests; the same roles as in the demo.</summary>
public static class TamDuong
{
    /// <summary>Code of the district's fund.</summary>
    public const string District = "Q106";

    /// <summary>Code of a commune's fund: xã Bình Lư.</summary>
    public const string BinhLu = "Q03412";

    public const string Accountant = "ketoan";
    public const string SecondAccountant = "ketoan2";
    public const string Approver = "duyet";
    public const string SecondApprover = "duyet2";
    public const string Cashier = "thuquy";
    public const string Auditor = "kiemtoan";

    /// <summary>Officer of xã Bình Lư; sees that commune's fund and children only.</summary>
    public const string Officer = "canbo";

    /// <summary>Officer of another commune, xã Khun Há.</summary>
    public const string OtherOfficer = "canbo2";

    /// <summary>A second account of the person behind <see cref="Accountant"/>, with the role of approver.</summary>
    public const string AccountantsOtherAccount = "ketoan.duyet";

    public const string Password = "Mat-khau-thu-2021";

    private const string SamePersonSql = """
        UPDATE users SET person_id = (SELECT person_id FROM users WHERE user_name = @Of) WHERE user_name = @User
        """;

    /// <summary>One step for all that the sample norms name, so that one approval is enough; a test that climbs higher has its own.</summary>
    private const string Ladder = """
        {
          "number": "01/PCPD", "issuedOn": "2021-01-01", "validFrom": "2021-01-01",
          "steps": [
            {
              "level": "council_chair", "nameVi": "Hội đồng quản lý Quỹ", "nameEn": "Fund Council",
              "normLevels": ["office_head", "office_head_or_chair", "council_or_uband_chair", "commune_chair", "commune_vice_chair"],
              "holders": ["duyet", "duyet2", "ketoan.duyet"]
            }
          ]
        }
        """;

    private const string DemoSql = "UPDATE ledger_settings SET is_demo = true";

    /// <summary>Reference data, the district's 14 funds, the sample norm for the district and the users; no money, no children.</summary>
    public static async Task PrepareAsync(string ownerConnection, CancellationToken token)
    {
        await LoadReference.RunAsync(ownerConnection, token);
        using (var units = ReferenceFile.Open("units-tam-duong-2021.csv"))
        {
            await OpenFunds.RunAsync(ownerConnection, units, new LocalDate(2021, 1, 1), "TT107", token);
        }

        await UserAsync(Accountant, "Kế toán Quỹ", "fund_accountant");
        await UserAsync(SecondAccountant, "Kế toán viên", "fund_accountant");
        await UserAsync(Approver, "Chủ tịch Hội đồng Quỹ", "approver");
        await UserAsync(SecondApprover, "Phó Chủ tịch Hội đồng Quỹ", "approver");
        await UserAsync(Cashier, "Thủ quỹ", "cashier");
        await UserAsync(AccountantsOtherAccount, "Kế toán Quỹ (tài khoản khác)", "approver");
        await UserAsync(Auditor, "Kiểm toán viên", "auditor");
        await OfficerAsync(Officer, "Cán bộ xã Bình Lư", BinhLu);
        await OfficerAsync(OtherOfficer, "Cán bộ xã Khun Há", "Q03430");
        await OwnerSql.ExecuteAsync(ownerConnection, SamePersonSql, new { User = AccountantsOtherAccount, Of = Accountant }, token);
        await LoadLadder.RunAsync(ownerConnection, [District, BinhLu], Ladder, token);
        await Norms.SampleAsync(ownerConnection, District, token);
        await OwnerSql.ExecuteAsync(ownerConnection, DemoSql, null, token);

        Task OfficerAsync(string name, string fullName, string fund) =>
            AddUser.RunAsync(ownerConnection, new NewUser(name, fullName, Password, true, [(fund, "commune_officer")]), token);

        Task UserAsync(string name, string fullName, string role) =>
            AddUser.RunAsync(ownerConnection, new NewUser(name, fullName, Password, true, [(District, role), (BinhLu, role)]), token);
    }
}
