using System.Security.Cryptography;
using FundLedger.Domain;
using FundLedger.Features.Audit;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Reports;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Reports;

/// <summary>The report of 15 June is kept as it was sent; the final one of the half year says what came after it.</summary>
public sealed class FrozenReportTests(LedgerCluster cluster) : IAsyncLifetime
{
    private static readonly LocalDate Start = new(2021, 1, 1);
    private static readonly LocalDate Due = new(2021, 6, 15);
    private static readonly LocalDate End = new(2021, 6, 30);

    internal static readonly ReportFrame Frame = new()
    {
        ValidFrom = new(2021, 1, 1), Superior = "Ủy ban nhân dân huyện Tam Đường", Issuer = "Quỹ Bảo trợ trẻ em", Symbol = "BC-QBTTE",
        Place = "Tam Đường", Recipients = ["- UBND huyện (b/c);", "- Lưu: VT, KT."], OnBehalf = "TM. Hội đồng quản lý Quỹ",
        InsteadOf = "KT. Chủ tịch", Position = "Phó Chủ tịch", Signer = "Lò Thị Mẫu",
    };

    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 10_000_000);
        await ledger.Given.Paid("CHUNG", await ledger.Given.Children(3));
        ledger.Clock.Today = Due;
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Theory]
    [InlineData("receipt-use", null)]
    [InlineData("matrix", null)]
    [InlineData("occasion", "tet")]
    public async Task It_gives_the_same_bytes_whatever_comes_after_it(string report, string? occasion)
    {
        var number = (await ledger.Done(TamDuong.Accountant, Freeze(report) with { Occasion = occasion })).Number;
        var sent = await Hashes(number);
        await ComesAfter();
        Assert.Equal(sent, await Hashes(number));
        var verification = await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund));
        Assert.Equal((PassState.Ok, 3L), (verification.State, verification.Passes.Single(pass => pass.Name == "reports").Records));
    }

    [Fact]
    public async Task The_final_report_is_of_the_whole_period_and_tells_each_voucher_between()
    {
        var first = (await ledger.Done(TamDuong.Accountant, Freeze("receipt-use"))).Number;
        Assert.IsType<FreezeDayNotCome>((await ledger.Send(TamDuong.Accountant, Finish(first))).Error);
        await ComesAfter();
        ledger.Clock.Today = new LocalDate(2021, 7, 2);
        await ledger.Given.Receipt("CHUNG", 5_000_000);
        var interim = await Page(first);
        var last = (await ledger.Done(TamDuong.Accountant, Finish(first))).Number;
        var final = await Page(last);
        Assert.Equal((first, (int?)last, End), (final.Difference.Earlier, final.Difference.Later, final.Difference.To));
        Assert.Equal(
            [("PT-2021-00002", true, 700_000L), ("PT-2021-00003", false, 1_000_000L), ("BD-2021-00001", false, 300_000L)],
            final.Difference.Additions.Select(one => (one.Voucher!, one.IsLate, one.Effect.Money.Dong)));
        // A voucher of July is in neither.
        Assert.Equal(interim.Difference.Additions.Select(one => one.Voucher), final.Difference.Additions.Select(one => one.Voucher));
        Assert.Equal(final.Report.Figures.Closing.Money - interim.Report.Figures.Closing.Money, final.Difference.Effect.Money);
        Assert.Equal((9_100_000L, 3), (interim.Report.Figures.Closing.Money.Dong, interim.Report.Figures.Used.Children));
        Assert.Equal((11_100_000L, 2), (final.Report.Figures.Closing.Money.Dong, final.Report.Figures.Used.Children));
        Assert.Equal(last, (await Page(first)).Frozen.FollowedBy);
        Assert.IsType<ReportIsFinal>((await ledger.Send(TamDuong.Accountant, Finish(last))).Error);
        Assert.Equal(PassState.Ok, (await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund))).State);
    }

    [Fact]
    public async Task The_paper_says_which_report_it_is_and_of_which_day()
    {
        var number = (await ledger.Done(TamDuong.Accountant, Freeze("receipt-use"))).Number;
        var text = await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], await File(number, "pdf"));
        foreach (var words in (string[])["Báo cáo chốt số 1: số liệu đến 15/06/2021, kỳ đến 30/06/2021", "Số liệu lúc 15/06/2021", "Nhật ký số"])
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_paper_is_headed_and_signed_as_on_its_day_whatever_is_set_later()
    {
        await ledger.Done(TamDuong.Accountant, new SetReportFrame(Given.Fund, Guid.NewGuid(), Frame));
        var number = (await ledger.Done(TamDuong.Accountant, Freeze("receipt-use"))).Number;
        var sent = await Hashes(number);
        await ledger.Done(TamDuong.Accountant, new SetReportFrame(
            Given.Fund, Guid.NewGuid(), Frame with { InsteadOf = null, Position = "Chủ tịch", Signer = "Người Khác" }));
        Assert.Equal(sent, await Hashes(number));
        var text = await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], await File(number, "pdf"));
        foreach (var words in (string[])["ỦY BAN NHÂN DÂN HUYỆN TAM ĐƯỜNG", "Nơi nhận", "- Lưu: VT, KT.", "TM. HỘI ĐỒNG QUẢN LÝ QUỸ", "KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH", "Lò Thị Mẫu", "Tam Đường, ngày"])
        {
            Assert.Contains(words, text, StringComparison.Ordinal);
        }

        Assert.Equal(PassState.Ok, (await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund))).State);
        Assert.IsType<ReportFrameLineOdd>((await ledger.Send(
            TamDuong.Accountant, new SetReportFrame(Given.Fund, Guid.NewGuid(), Frame with { Symbol = "=1+1" }))).Error);
    }

    [Fact]
    public async Task What_cannot_be_frozen_is_told_why()
    {
        Assert.IsType<FreezeDayNotCome>(
            (await ledger.Send(TamDuong.Accountant, Freeze("matrix") with { Key = Guid.NewGuid(), CutOff = Due.PlusDays(1) })).Error);
        Assert.IsType<FreezeDaysOdd>(
            (await ledger.Send(TamDuong.Accountant, Freeze("matrix") with { Key = Guid.NewGuid(), To = Due.PlusDays(-1) })).Error);
        Assert.IsType<ReportOccasionUnknown>((await ledger.Send(TamDuong.Accountant, Freeze("occasion"))).Error);
        Assert.IsType<ReportUnknown>((await ledger.Send(TamDuong.Accountant, Freeze("khac"))).Error);
        Assert.IsType<FrozenReportUnknown>((await ledger.Send(TamDuong.Accountant, Finish(9))).Error);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Cashier, new ListFrozenReports(Given.Fund))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.Officer, new ListFrozenReports(Given.Fund))).Error);
    }

    [Fact]
    public async Task Books_that_were_changed_around_the_program_give_no_frozen_report()
    {
        var number = (await ledger.Done(TamDuong.Accountant, Freeze("receipt-use"))).Number;
        const string ForgeSql = """
            SET session_replication_role = replica;
            UPDATE postings SET amount = amount + 1 WHERE entry_no = 1 AND book = 'financial'
            """;
        await OwnerSql.ExecuteAsync(ledger.Database.Administrator, ForgeSql, null, Ledger.Token);
        Assert.IsType<FrozenReportDiffers>((await ledger.Send(TamDuong.Auditor, new GetFrozenReport(Given.Fund, number))).Error);
    }

    // A gift that was written down late, one of after the cut-off, and a payment that was taken back.
    private async Task ComesAfter()
    {
        ledger.Clock.Today = new LocalDate(2021, 6, 20);
        await ledger.Given.Receipt("CHUNG", 700_000, on: new LocalDate(2021, 6, 10));
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        var paid = await ledger.Ask<long>("SELECT min(entry_no) FROM journal_entries WHERE kind = 'disbursement'");
        await ledger.Done(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), paid, ledger.Clock.Today, "cash", "Chi nhầm trẻ em, đã thu lại"));
    }

    private static FreezeReport Freeze(string report) => new(Given.Fund, Guid.NewGuid(), report, Start, Due, End);

    private static FinishReport Finish(int number) => new(Given.Fund, Guid.NewGuid(), number);

    private Task<FrozenReportPage> Page(int number) => ledger.Done(TamDuong.Auditor, new GetFrozenReport(Given.Fund, number));

    private async Task<string[]> Hashes(int number)
    {
        var hashes = new List<string>();
        foreach (var format in (string[])["pdf", "xlsx", "csv", "json"])
        {
            hashes.Add(Convert.ToHexStringLower(SHA256.HashData(await File(number, format))));
        }

        return [.. hashes];
    }

    private async Task<byte[]> File(int number, string format)
    {
        var made = await ledger.Done(TamDuong.Auditor, new ExportFrozenReport(Given.Fund, number, format, PaperLanguage.Vietnamese));
        await using var file = made.File;
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return bytes.ToArray();
    }
}
