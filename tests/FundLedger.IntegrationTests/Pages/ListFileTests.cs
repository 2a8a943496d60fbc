using System.IO.Compression;
using System.Net;
using FundLedger.Features.Audit;
using FundLedger.Features.Transfers;
using FundLedger.IntegrationTests.Api;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Pages;

/// <summary>Lists leave as they are shown, to those who see them, and each file is noted with its filter and its rows.</summary>
public sealed class ListFileTests(WebLedger web) : IClassFixture<WebLedger>, IAsyncLifetime
{
    private const string NotedSql = """
        SELECT concat_ws(' · ', list, narrowed_to, format, row_count, exported_by) FROM list_exports ORDER BY export_no DESC LIMIT 1
        """;

    private const string CountSql = "SELECT count(*) FROM list_exports";

    private static bool isReady;

    public async ValueTask InitializeAsync()
    {
        if (isReady) return;
        isReady = true;
        var given = web.Ledger.Given;
        await given.Pool("TET", ["holiday_gift"], ["tet"]);
        await given.Pool();
        await given.Receipt("CHUNG", 9_000_000);
        await given.Receipt("TET", 2_000_000, "bank");
        await given.Paid("CHUNG", await given.Children(3));
        await given.TetGifts("TET", await given.Children(2));
        await web.Ledger.Done(TamDuong.Accountant, new RequestTransfer(
            Given.Fund, Guid.NewGuid(), "CHUNG", "TET", new Domain.Money(100_000), "cash", "=SUM(A1) chuyển cho dịp Tết")
        {
            DecisionNumber = "12/QĐ", DecisionDate = new LocalDate(2021, 1, 2),
        });
        await web.Ledger.Send(TamDuong.Cashier, Given.TetRequest("CHUNG", await given.Children(1)));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    public static TheoryData<string, string, string> Lists => new()
    {
        { "/receipts", TamDuong.Cashier, "receipts · Tất cả · {0} · 2 · thuquy" },
        { "/receipts?Pool=TET", TamDuong.Auditor, "receipts · TET · {0} · 1 · kiemtoan" },
        { "/disbursements", TamDuong.Approver, "disbursements · Tất cả · {0} · 2 · duyet" },
        { "/disbursements?Status=paid", TamDuong.Auditor, "disbursements · paid · {0} · 1 · kiemtoan" },
        { "/payments", TamDuong.Auditor, "payments · Tất cả · {0} · 0 · kiemtoan" },
        { "/vouchers?Type=PC", TamDuong.Cashier, "vouchers · PC; 01/01/2021 – 04/01/2021 · {0} · 1 · thuquy" },
        { "/transfers", TamDuong.Accountant, "transfers · Tất cả · {0} · 1 · ketoan" },
        { "/ledger/adjustments", TamDuong.Accountant, "adjustments · Tất cả · {0} · 0 · ketoan" },
        { "/goods", TamDuong.Cashier, "goods · Tất cả · {0} · 0 · thuquy" },
        { "/goods/losses?Waiting=true", TamDuong.Cashier, "goods-losses · Chờ duyệt · {0} · 0 · thuquy" },
        { "/audit/refusals", TamDuong.Auditor, "refusals · Tất cả · {0} · 1 · kiemtoan" },
        { "/audit/closings", TamDuong.Auditor, "closings · Tất cả · {0} · 0 · kiemtoan" },
        { "/audit/statements", TamDuong.Auditor, "issued-statements · Tất cả · {0} · 0 · kiemtoan" },
        { "/periods", TamDuong.Accountant, "period-events · Tất cả · {0} · 0 · ketoan" },
    };

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task A_list_leaves_as_csv_and_as_a_workbook_and_is_noted(string address, string user, string noted)
    {
        foreach (var format in (string[])["csv", "xlsx"])
        {
            using var file = await (await web.As(user)).GetAsync(Export(address, format), Ledger.Token);
            Assert.Equal(HttpStatusCode.OK, file.StatusCode);
            Assert.EndsWith("." + format, file.Content.Headers.ContentDisposition!.FileName!.Trim('"'), StringComparison.Ordinal);
            Assert.Equal(noted.Replace("{0}", format, StringComparison.Ordinal), await web.Ledger.Ask<string>(NotedSql));
        }
    }

    [Fact]
    public async Task What_an_auditor_opened_and_what_one_was_told_leave_too()
    {
        await PageForm.Open(web, TamDuong.Auditor, "/vouchers/Q106/PT-2021-00001");
        var looks = await PageForm.Open(web, TamDuong.Auditor, Export("/audit/looks", "csv"));
        Assert.Contains("/vouchers/Q106/PT-2021-00001", looks.Text, StringComparison.Ordinal);
        var told = await PageForm.Open(web, TamDuong.Approver, Export("/notices", "csv"));
        Assert.Contains(",Q106,", told.Text, StringComparison.Ordinal);
        Assert.StartsWith("notices · Tất cả · csv · ", await web.Ledger.Ask<string>(NotedSql), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_sums_are_those_of_the_rows_and_no_word_is_a_formula()
    {
        var receipts = await PageForm.Open(web, TamDuong.Auditor, Export("/receipts", "csv"));
        Assert.EndsWith("Cộng,,,,,,,,,11000000\r\n", receipts.Text, StringComparison.Ordinal);
        var requests = await PageForm.Open(web, TamDuong.Auditor, Export("/disbursements", "csv"));
        Assert.EndsWith("Cộng,,,,,,,,1500000,0,0\r\n", requests.Text, StringComparison.Ordinal);
        Assert.Contains(",'=SUM(A1) chuyển", (await PageForm.Open(web, TamDuong.Auditor, Export("/transfers", "csv"))).Text, StringComparison.Ordinal);
        var workbook = await (await web.As(TamDuong.Auditor)).GetByteArrayAsync(Export("/transfers", "xlsx"), Ledger.Token);
        await using var zip = new ZipArchive(new MemoryStream(workbook));
        var sheet = zip.Entries.Single(entry => entry.FullName.Contains("sheet1", StringComparison.Ordinal));
        using var text = new StreamReader(await sheet.OpenAsync(Ledger.Token));
        var xml = await text.ReadToEndAsync(Ledger.Token);
        Assert.Contains("=SUM(A1) chuyển cho dịp Tết", xml, StringComparison.Ordinal);
        Assert.DoesNotContain("<x:f>", xml, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/receipts", TamDuong.Approver, HttpStatusCode.Forbidden)]
    [InlineData("/audit/refusals", TamDuong.Accountant, HttpStatusCode.Forbidden)]
    [InlineData("/transfers", TamDuong.Cashier, HttpStatusCode.Forbidden)]
    public async Task Nothing_leaves_and_nothing_is_noted_for_who_does_not_see_the_list(string address, string user, HttpStatusCode status)
    {
        var before = await web.Ledger.Ask<long>(CountSql);
        using var refused = await (await web.As(user)).GetAsync(Export(address, "csv"), Ledger.Token);
        Assert.Equal(status, refused.StatusCode);
        using var unknown = await (await web.As(TamDuong.Accountant)).GetAsync(Export("/receipts", "exe"), Ledger.Token);
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Equal(before, await web.Ledger.Ask<long>(CountSql));
    }

    [Fact]
    public async Task The_notes_are_sealed()
    {
        await PageForm.Open(web, TamDuong.Accountant, Export("/receipts", "csv"));
        Assert.Equal(PassState.Ok, (await web.Ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund))).State);
    }

    private static string Export(string address, string format) =>
        $"{address}{(address.Contains('?', StringComparison.Ordinal) ? '&' : '?')}handler=Export&format={format}";
}
