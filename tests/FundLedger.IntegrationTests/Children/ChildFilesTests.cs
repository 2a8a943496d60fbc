using System.Globalization;
using FundLedger.Domain.Children;
using FundLedger.Domain.Statements;
using FundLedger.Features.Children;
using FundLedger.Features.Papers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Children;

/// <summary>The list of children and the counts of the register as files, word for word.</summary>
public sealed class ChildFilesTests(Ledger ledger) : IClassFixture<Ledger>
{
    private const string Workbook = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    private const string KhunHa = "Q03430";

    [Fact]
    public async Task A_list_has_one_line_for_each_child_and_tells_no_place_of_a_protected_one()
    {
        var (one, hidden) = (await RegisteredAsync("Lò Thị Lan", "poor", "g04"), await RegisteredAsync("Vàng A Kín", "g09", "poor"));
        await ledger.Done(TamDuong.Officer, new RecordChildEvent(
            TamDuong.BinhLu, Guid.NewGuid(), one.Code, ChildEventKind.Suspended, ledger.Clock.Today, "Đang xác minh"));
        var (name, text) = await FileAsync("csv", PaperLanguage.Vietnamese);
        Assert.Equal("tre-em-Q03412-2021-01-04.csv", name);
        Assert.Equal(
            [
                "Danh sách trẻ em,Mã trẻ,\"Xã, thị trấn\",Hộ,Nhóm,Tình trạng,Ngày đăng ký,Đã nhận (đồng)",
                $"Danh sách trẻ em,{one.Code},Xã Bình Lư,{one.Household},Trẻ em khuyết tật; Trẻ em nghèo,Tạm dừng,2021-01-04,0",
                $"Danh sách trẻ em,{hidden.Code},,,Được bảo vệ,Đang theo dõi,2021-01-04,0",
            ],
            text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
        var (englishName, english) = await FileAsync("csv", PaperLanguage.English);
        Assert.Equal("children-Q03412-2021-01-04.csv", englishName);
        Assert.Contains("Children with disabilities; Children of poor households,Suspended,2021-01-04,0\r\n", english, StringComparison.Ordinal);
        Assert.Contains($"{hidden.Code},,,Protected,Active,", english, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_list_and_a_report_leave_as_workbook_or_as_csv_and_as_nothing_else()
    {
        var period = ReportPeriod.Parse("2021-Q1")!;
        await using var list = await ledger.Done(
            TamDuong.Officer, new ExportChildren(new ListChildren(TamDuong.BinhLu), "xlsx", PaperLanguage.Vietnamese));
        Assert.Equal(("tre-em-Q03412-2021-01-04.xlsx", Workbook), (list.Name, list.ContentType));
        await using var report = await ledger.Done(
            TamDuong.Officer, new ExportRegisterReport(TamDuong.BinhLu, period, "xlsx", PaperLanguage.English));
        Assert.Equal(("children-report-Q03412-2021-Q1.xlsx", Workbook), (report.Name, report.ContentType));
        var pdf = new ExportChildren(new ListChildren(TamDuong.BinhLu), "pdf", PaperLanguage.Vietnamese);
        Assert.Equal(new ExportFormatUnknown("pdf"), (await ledger.Send(TamDuong.Officer, pdf)).Error);
        var other = new ExportRegisterReport(TamDuong.BinhLu, period, "ods", PaperLanguage.Vietnamese);
        Assert.Equal(new ExportFormatUnknown("ods"), (await ledger.Send(TamDuong.Officer, other)).Error);
    }

    [Fact]
    public async Task A_report_counts_children_those_supported_and_their_ages()
    {
        var pool = await ledger.Given.Pool();
        await ledger.Given.Receipt(pool, 3_000_000);
        var small = await OfKhunHaAsync(5, 2018);
        await OfKhunHaAsync(6, 2012);
        await ledger.Given.Paid(pool, small);
        await using var file = await ledger.Done(TamDuong.OtherOfficer, new ExportRegisterReport(
            KhunHa, ReportPeriod.Parse("2021-Q1")!, "csv", PaperLanguage.Vietnamese));
        Assert.Equal(("tong-hop-tre-em-Q03430-2021-Q1.csv", "text/csv; charset=utf-8"), (file.Name, file.ContentType));
        Assert.Equal(
            [
                "Trẻ em cuối kỳ,Nhóm,Xã Khun Há,Cộng", "Trẻ em cuối kỳ,Trẻ em nghèo,11,11", "Trẻ em cuối kỳ,Cộng lượt trẻ,11,11",
                "Trẻ được hỗ trợ trong kỳ,Nhóm,Xã Khun Há,Cộng", "Trẻ được hỗ trợ trong kỳ,Trẻ em nghèo,5,5",
                "Trẻ được hỗ trợ trong kỳ,Cộng lượt trẻ,5,5",
                "Trẻ em cuối kỳ theo tuổi,Nhóm,0–5 tuổi,6–10 tuổi,11–15 tuổi,từ 16 tuổi,Cộng",
                "Trẻ em cuối kỳ theo tuổi,Trẻ em nghèo,5,6,0,0,11", "Trẻ em cuối kỳ theo tuổi,Cộng lượt trẻ,5,6,0,0,11",
            ],
            (await TextAsync(file)).Split("\r\n", StringSplitOptions.RemoveEmptyEntries));
    }

    private async Task<(string Name, string Text)> FileAsync(string format, PaperLanguage language)
    {
        await using var file = await ledger.Done(TamDuong.Officer, new ExportChildren(new ListChildren(TamDuong.BinhLu), format, language));
        return (file.Name, await TextAsync(file));
    }

    private static async Task<string> TextAsync(ExportedFile file)
    {
        using var text = new StreamReader(file.Content);
        return await text.ReadToEndAsync(Ledger.Token);
    }

    private Task<ChildRegistered> RegisteredAsync(string name, params string[] classes) => ledger.Done(TamDuong.Officer, new RegisterChild(
        TamDuong.BinhLu, Guid.NewGuid(), name, new LocalDate(2013, 5, 6), "Mẹ của " + name, "mẹ", classes));

    private async Task<string[]> OfKhunHaAsync(int count, int year)
    {
        var codes = new List<string>();
        for (var i = 1; i <= count; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"Em {(char)('A' + i)}{(char)('a' + i)}{(char)('a' + (year % 10))} Khun Há");
            var child = new RegisterChild(KhunHa, Guid.NewGuid(), name, new LocalDate(year, i, 2 * i), "Người Giám Hộ", "mẹ", ["poor"])
            {
                DespiteLikeness = Given.AnotherChild, ClassesSince = new LocalDate(2021, 1, 1),
            };
            codes.Add((await ledger.Done(TamDuong.OtherOfficer, child)).Code);
        }

        return [.. codes];
    }
}
