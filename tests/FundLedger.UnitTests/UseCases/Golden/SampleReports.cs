using FundLedger.Domain;
using FundLedger.Features.Books;
using FundLedger.Features.Reports;
using NodaTime;

namespace FundLedger.UnitTests.UseCases.Golden;

/// <summary>The figures of a year and of the one before: money and goods, kinds and places that only one of both has, a class of few children.</summary>
internal static class SampleReports
{
    private static readonly ReportUse Gift = new()
    {
        Kind = "holiday_gift", KindVi = "Quà dịp lễ, tết", KindEn = "Holiday gift", Money = new Money(3_000_000), Goods = new Money(600_000),
        Times = 12, Children = 11,
    };

    private static readonly ReportUse Surgery = new()
    {
        Kind = "surgery", KindVi = "Hỗ trợ phẫu thuật", KindEn = "Surgery", Money = new Money(5_000_000), Times = 7, Children = 7,
    };

    private static readonly ReportUse Poor = Gift with
    {
        Class = "poor", ClassVi = "Trẻ em nghèo", ClassEn = "Poor children", Occasion = "tet", OccasionVi = "Tết", OccasionEn = "Tet", Year = 2021,
        Money = new Money(2_100_000), Times = 9, Children = 9,
    };

    private static readonly ReportUse BinhLu = new() { Unit = 5, UnitName = "Xã Bình Lư", Money = new Money(6_000_000), Times = 12, Children = 11 };

    public static ReportFigures Before { get; } = new(new(2020, 1, 1), new(2020, 12, 31))
    {
        Opening = new Worth(new(400_000), default), Closing = new Worth(new(1_000_000), new(200_000)),
        Sources =
        [
            new() { Code = "donation", NameVi = "Tài trợ", NameEn = "Donations", Money = new(4_000_000), Goods = new(200_000), Vouchers = 3 },
            new() { Code = "interest", NameVi = "Lãi tiền gửi", NameEn = "Interest", Money = new(100_000), Vouchers = 1 },
        ],
        Uses =
        [
            new() { Money = new(3_500_000), Times = 9, Children = 9 }, Gift with { Money = new(2_500_000), Goods = default, Times = 8, Children = 8 },
            new() { Kind = "education", KindVi = "Hỗ trợ học tập", KindEn = "Education", Money = new(1_000_000), Times = 1, Children = 1 },
            Poor with { Year = 2020, Money = new(2_500_000), Goods = default, Times = 8, Children = 8 },
            new() { Kind = "education", Class = "", Money = new(1_000_000), Times = 1 },
            new() { Class = "poor", ClassVi = "Trẻ em nghèo", ClassEn = "Poor children", Money = new(2_500_000), Times = 8, Children = 8 },
            BinhLu with { Money = new(2_500_000), Times = 8, Children = 8 },
        ],
    };

    public static ReportFigures Now { get; } = new(new(2021, 1, 1), new(2021, 12, 31))
    {
        Opening = Before.Closing, Closing = new Worth(new(1_000_000), new(500_000)), Gone = new Worth(new(500_000), new(100_000)),
        Sources =
        [
            new() { Code = "donation", NameVi = "Tài trợ", NameEn = "Donations", Money = new(6_500_000), Goods = new(1_000_000), Vouchers = 4 },
            new() { Code = "provincial_budget", NameVi = "Ngân sách tỉnh", NameEn = "Province", Money = new(2_000_000), Vouchers = 1 },
        ],
        Uses =
        [
            new() { Money = new(8_000_000), Goods = new(600_000), Times = 19, Children = 16 }, Gift, Surgery, Poor,
            Gift with
            {
                Class = "g04", ClassVi = "Nhóm 4", ClassEn = "Group 4", Occasion = "", Money = new(900_000), Goods = default, Times = 3, Children = 2,
            },
            Surgery with { Class = "poor", ClassVi = "Trẻ em nghèo", ClassEn = "Poor children", Occasion = "" },
            new()
            {
                Class = "poor", ClassVi = "Trẻ em nghèo", ClassEn = "Poor children", Money = new(7_100_000), Goods = new(600_000), Times = 16,
                Children = 14,
            },
            new() { Class = "g04", ClassVi = "Nhóm 4", ClassEn = "Group 4", Money = new(900_000), Times = 3, Children = 2 },
            BinhLu, new() { Unit = 0, Money = new(2_000_000), Goods = new(600_000), Times = 7, Children = 5 },
            BinhLu with { Kind = "holiday_gift", Money = new(3_000_000), Times = 7, Children = 6 },
            BinhLu with { Kind = "surgery", Money = new(3_000_000), Times = 5, Children = 5 },
            new() { Unit = 0, Kind = "holiday_gift", Goods = new(600_000), Times = 5, Children = 5 },
            new() { Unit = 0, Kind = "surgery", Money = new(2_000_000), Times = 2, Children = 2 },
        ],
    };

    private static readonly BookFund District = new()
    {
        FundId = 1, Code = "Q106", NameVi = "Quỹ Bảo trợ trẻ em huyện Tam Đường", NameEn = "Tam Đường District Child Protection Fund",
        Unit = "Huyện Tam Đường", OpenedOn = new LocalDate(2020, 1, 1), LogNo = 77, LogHash = new string('c', 64),
    };

    public static ReportFrame Frame { get; } = new()
    {
        Superior = "Ủy ban nhân dân huyện Tam Đường", Issuer = "Hội đồng quản lý Quỹ", Symbol = "BC-QBTTE", Place = "Tam Đường",
        Recipients = ["Như trên;", "Lưu: VT."], OnBehalf = "TM. Hội đồng quản lý", InsteadOf = "KT. Chủ tịch", Position = "Phó Chủ tịch",
        Signer = "Phó Chủ tịch Hội đồng",
    };

    public static ReportPlan Plan { get; } = new(
    [
        new() { Code = "donation", NameVi = "Tài trợ", NameEn = "Donations", Money = new(13_000_000), Version = 2 },
        new() { Code = "socialised", NameVi = "Xã hội hóa", NameEn = "Socialised", Money = new(1_000_000), Version = 2 },
        new() { IsUse = true, Code = "surgery", NameVi = "Hỗ trợ phẫu thuật", NameEn = "Surgery", Money = new(10_000_000), Children = 9, Version = 2 },
        new() { IsUse = true, Code = "nutrition", NameVi = "Dinh dưỡng", NameEn = "Nutrition", Money = new(2_000_000), Children = 40, Version = 2 },
    ]);

    public static ReportTable Table(BookForm form, ReportFigures figures, ReportShade? shade = null)
    {
        var head = new BookHead
        {
            Form = form, Funds = [District], At = Instant.FromUtc(2022, 1, 5, 4, 5, 6), Narrowed = [new("Dịp: Tết 2021", "Occasion: Tet 2021")],
            Question = new BookQuestion("Q106", form.Code, figures.From, figures.To),
        };
        return new ReportTable(head, figures, shade ?? ReportShade.None, shade ?? ReportShade.None)
        {
            Places = [new() { UnitId = 5, Name = "Xã Bình Lư" }, new() { UnitId = 6, Name = "Xã Khun Há" }],
        };
    }
}
