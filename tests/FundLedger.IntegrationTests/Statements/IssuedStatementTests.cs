using System.Net;
using System.Security.Cryptography;
using FundLedger.Domain;
using FundLedger.Domain.Statements;
using FundLedger.Features.Audit;
using FundLedger.Features.Papers;
using FundLedger.Features.Periods;
using FundLedger.Features.Statements;
using FundLedger.IntegrationTests.Periods;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>What is kept at a closing: its papers stay the same bytes, and anybody can check them by their name.</summary>
public sealed class IssuedStatementTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    private static readonly LocalDate March = new(2021, 3, 1);

    private static readonly ExportFormat[] Formats = [ExportFormat.Pdf, ExportFormat.Xlsx, ExportFormat.Csv, ExportFormat.Json];

    private const string RenameSql = """
        UPDATE units SET name = name || ' (sáp nhập)';
        UPDATE source_kinds SET name_vi = name_vi || ' (mới)', name_en = 'New ' || name_en;
        UPDATE support_kinds SET name_vi = name_vi || ' (mới)';
        UPDATE child_classes SET name_vi = name_vi || ' (mới)', sort_order = 1000 - sort_order;
        UPDATE persons SET full_name = full_name || ' (mới)';
        UPDATE users SET display_name = display_name || ' (mới)'
        """;

    [Fact]
    public async Task A_closed_month_is_the_same_to_the_byte_after_reversals_reopening_and_new_names()
    {
        var (month, whole) = (await Digests(March, null), await Digests(FirstQuarter.From, null));
        await quarter.Ledger.Ask<int>($"{RenameSql}; SELECT 1");
        var months = new Months(quarter.Ledger);
        await months.Reopened(3);
        await quarter.Reverse(await quarter.PaidEntry(3), "Trẻ em đã chuyển đi nơi khác");
        await quarter.Ledger.Done(TamDuong.Accountant, new Features.Receipts.RecordReceipt(
            TamDuong.District, Guid.NewGuid(), "CHUNG", new Money(77_000), FirstQuarter.To, "cash", "Người góp sau"));
        await quarter.Close(3);

        Assert.Equal(month, await Digests(March, 1));
        Assert.Equal(whole, await Digests(FirstQuarter.From, 1));
        Assert.NotEqual(whole, await Digests(FirstQuarter.From, 2));
        Assert.Equal(PassState.Ok, (await quarter.Ledger.Done(TamDuong.Auditor, new VerifyLedger(TamDuong.District))).State);
    }

    [Fact]
    public async Task The_end_of_a_quarter_issues_the_month_the_quarter_and_the_year_so_far()
    {
        var days = await quarter.Ledger.List<string>("""
            SELECT month || ' ' || from_date FROM issued_statements WHERE version = 1 ORDER BY month, from_date
            """);
        Assert.Equal(
            ["2021-01-01 2021-01-01", "2021-02-01 2021-02-01", "2021-03-01 2021-01-01", "2021-03-01 2021-03-01"], days);
        Assert.Equal(
            [new LocalDate(2021, 6, 1), new LocalDate(2021, 4, 1), new LocalDate(2021, 1, 1)],
            ClosingSeal.FirstDays(new LocalDate(2021, 6, 1), new LocalDate(2020, 5, 5)));
        Assert.Equal([new LocalDate(2021, 1, 9)], ClosingSeal.FirstDays(new LocalDate(2021, 1, 1), new LocalDate(2021, 1, 9)));
    }

    [Fact]
    public async Task Anybody_checks_a_statement_by_the_name_on_its_paper_and_sees_no_figure()
    {
        await using var host = await Host();
        using var anybody = host.Client();
        var statement = await Version(1);
        var id = StatementId.Of(statement.Figures).ToString();
        var page = await anybody.GetStringAsync(VerifyLink.PathOf(statement), Ledger.Token);

        Assert.Contains("data-verified=\"same\"", page, StringComparison.Ordinal);
        Assert.Contains(statement.Figures.Seal.LogHash, page, StringComparison.Ordinal);
        Assert.Contains(statement.Figures.Checkpoint!.KeyFingerprint, page, StringComparison.Ordinal);
        Assert.DoesNotContain(statement.Figures.Closing.ToString(), page, StringComparison.Ordinal);
        Assert.DoesNotContain(statement.Received.ToString(), page, StringComparison.Ordinal);
        var other = await anybody.GetStringAsync($"/verify/{id.ToLowerInvariant()}?d={new string('0', 64)}", Ledger.Token);
        Assert.Contains("data-verified=\"other\"", other, StringComparison.Ordinal);
        var plain = await anybody.GetStringAsync($"/verify?id={id}", Ledger.Token);
        Assert.Contains("data-verified=\"known\"", plain, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/verify/Q106-20210101-20210331-V9", HttpStatusCode.NotFound, "Không có sao kê nào mang mã Q106-20210101-20210331-V9.")]
    [InlineData("/verify/Q999-20210101-20210331-V1", HttpStatusCode.NotFound, "Không có sao kê nào")]
    [InlineData("/verify/Q106-20210101-20210331-V0", HttpStatusCode.NotFound, "Không có sao kê nào")]
    [InlineData("/verify/Q106-20211301-20210331-V1", HttpStatusCode.NotFound, "không phải mã sao kê")]
    [InlineData("/verify/%3Cscript%3E", HttpStatusCode.NotFound, "“&lt;script&gt;” không phải mã sao kê")]
    [InlineData("/verify/Q106-20210101-20210331-V1?d=abc", HttpStatusCode.BadRequest, "đúng 64 chữ số")]
    [InlineData("/verify/Q106-20210101-20210402-N40", HttpStatusCode.OK, "lập khi sổ chưa khóa (nhật ký số 40)")]
    [InlineData("/verify/Q106-20210102-20210331-V1", HttpStatusCode.OK, "Kỳ này không được niêm phong riêng")]
    [InlineData("/verify", HttpStatusCode.OK, "không cần đăng nhập")]
    public async Task What_is_asked_wrongly_is_answered_politely(string address, HttpStatusCode status, string says)
    {
        await using var host = await Host();
        using var anybody = host.Client();
        using var answer = await anybody.GetAsync(address, Ledger.Token);
        Assert.Equal(status, answer.StatusCode);
        Assert.Contains(says, await answer.Content.ReadAsStringAsync(Ledger.Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_are_sent_are_checked_as_on_the_command_line()
    {
        await using var host = await Host();
        using var anybody = host.Client();
        var proof = await quarter.Export(ExportFormat.Proof);
        var paper = await quarter.Export(ExportFormat.Csv);
        Assert.Contains("data-verdict=\"proven\"", await Sent(anybody, HttpStatusCode.OK, proof, paper), StringComparison.Ordinal);
        paper[^5] ^= 1;
        var wrong = await Sent(anybody, HttpStatusCode.OK, proof, paper);
        Assert.Contains("data-verdict=\"wrong\"", wrong, StringComparison.Ordinal);
        Assert.Contains("sao-ke.csv không phải sao kê của bằng chứng này: làm lại từ số liệu thì ra tệp khác.", wrong, StringComparison.Ordinal);
        Assert.Contains("không phải tệp bằng chứng", await Sent(anybody, HttpStatusCode.UnprocessableEntity, paper), StringComparison.Ordinal);
        Assert.Contains("không phải tệp bằng chứng", await Sent(anybody, HttpStatusCode.UnprocessableEntity, [7]), StringComparison.Ordinal);
        Assert.Contains("Hãy chọn tệp bằng chứng", await Sent(anybody, HttpStatusCode.BadRequest, []), StringComparison.Ordinal);
        var large = new byte[25 * 1024 * 1024];
        Assert.Contains("tối đa 24 MB", await Sent(anybody, HttpStatusCode.RequestEntityTooLarge, large), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_paper_bears_its_name_and_where_it_is_checked()
    {
        var text = await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], await Export(FirstQuarter.From, 1, ExportFormat.Pdf));
        Assert.Contains("Mã sao kê: Q106-20210101-20210331-V1", text, StringComparison.Ordinal);
        Assert.Contains("/verify/Q106-20210101-20210331-V1", text, StringComparison.Ordinal);
    }

    private static async Task<string> Sent(HttpClient client, HttpStatusCode status, byte[] proof, byte[]? paper = null)
    {
        using var form = new MultipartFormDataContent();
        using var first = new ByteArrayContent(proof);
        using var second = new ByteArrayContent(paper ?? []);
        form.Add(first, "Proof", "bang-chung.zip");
        if (paper is not null) form.Add(second, "Paper", "sao-ke.csv");
        using var answer = await client.PostAsync(new Uri("/verify", UriKind.Relative), form, Ledger.Token);
        var page = await answer.Content.ReadAsStringAsync(Ledger.Token);
        Assert.True(status == answer.StatusCode, $"{answer.StatusCode}: {page}");
        return page;
    }

    private Task<FundStatement> Version(int version) => quarter.Ledger.Done(
        TamDuong.Auditor, new GetFundStatement(TamDuong.District, FirstQuarter.From, FirstQuarter.To) { Version = version });

    private async Task<byte[]> Export(LocalDate from, int? version, ExportFormat format)
    {
        var export = new ExportFund(TamDuong.District, from, FirstQuarter.To, format, PaperLanguage.Vietnamese) { Version = version };
        await using var file = await quarter.Ledger.Done(TamDuong.Auditor, export);
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return bytes.ToArray();
    }

    private async Task<string> Digests(LocalDate from, int? version)
    {
        var all = new List<string>();
        foreach (var format in Formats)
            all.Add($"{format} {Convert.ToHexStringLower(SHA256.HashData(await Export(from, version, format)))}");
        return string.Join('\n', all);
    }

    private Task<WebHost> Host() => WebHost.StartAsync(
        quarter.Ledger.Database, Directory.CreateTempSubdirectory("fundledger-").FullName, quarter.Ledger.Clock, Ledger.Token);
}
