using System.Text;
using FundLedger.Domain.Audits;
using FundLedger.Features.Audit;
using FundLedger.Features.Findings;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Samples;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>What auditors read and take along of a ledger with two paid gifts and one look at an identity.</summary>
public sealed class AuditFilesTests(AuditedLedger audited) : IClassFixture<AuditedLedger>
{
    private const string Fund = TamDuong.District;

    private static readonly LocalDate Paid = new(2021, 1, 4);

    private Ledger Ledger => audited.Ledger;

    private static Guid Key => Guid.NewGuid();

    [Fact]
    public async Task Looks_at_identities_are_found_by_child_by_reader_and_by_day()
    {
        var all = new ListIdentityAccesses(Fund);
        var look = Assert.Single(await Looks(all));
        Assert.Equal(
            (1L, "Cán bộ xã Bình Lư", "canbo", "TE-000001", "Xã Bình Lư", "Đối chiếu giấy khai sinh", "opened"),
            (look.No, look.By, look.UserName, look.Child, look.Unit, look.Reason, look.Step));
        foreach (var (list, count) in ((ListIdentityAccesses, int)[])
        [
            (all with { Child = "TE-000001" }, 1), (all with { Child = "TE-000002" }, 0), (all with { By = "canbo" }, 1),
            (all with { By = "canbo2" }, 0), (all with { From = Paid }, 1), (all with { From = Paid.PlusDays(1) }, 0),
            (all with { To = Paid }, 1), (all with { To = Paid.PlusDays(-1) }, 0), (new ListIdentityAccesses(TamDuong.BinhLu), 1),
        ])
        {
            Assert.Equal((list, count), (list, (await Looks(list)).Count));
        }
    }

    [Fact]
    public async Task Looks_at_identities_are_taken_along_as_a_table_in_either_language()
    {
        var list = new ListIdentityAccesses(Fund);
        var (vi, table) = await Text(new ExportIdentityAccesses(list, "csv", PaperLanguage.Vietnamese));
        var (en, none) = await Text(new ExportIdentityAccesses(list with { By = "canbo2" }, "csv", PaperLanguage.English));
        Assert.Equal(("mo-danh-tinh-Q106.csv", "identity-looks-Q106.csv"), (vi, en));
        await Documented.GoldenAsync("identity-looks", table + none);
        var (name, content) = await Text(new ExportIdentityAccesses(list, "xlsx", PaperLanguage.English));
        Assert.Equal(("identity-looks-Q106.xlsx", "PK"), (name, content[..2]));
        Assert.Equal("mo-danh-tinh-Q106.xlsx", (await Text(new ExportIdentityAccesses(list, "ods", PaperLanguage.Vietnamese))).Name);
        Assert.Equal(
            new FundNotFound(Fund),
            (await Ledger.Send(TamDuong.Accountant, new ExportIdentityAccesses(list, "csv", PaperLanguage.English))).Error);
    }

    [Fact]
    public async Task A_sample_is_drawn_listed_heard_and_taken_along()
    {
        var drawn = await Ledger.Done(TamDuong.Auditor, Draw(DrawSample.HighestSeed));
        Assert.Equal(new SampleDrawn(1, 2), drawn);
        Assert.Equal(new SampleDrawn(2, 2), await Ledger.Done(TamDuong.Auditor, Draw(0, 1) with { Request = 1 }));
        Assert.Equal([2, 1], (await Ledger.Done(TamDuong.Auditor, new ListSamples(Fund))).Samples.Select(head => head.Sample));
        var sheet = await Ledger.Done(TamDuong.Auditor, new GetSample(Fund, 1));
        Assert.Equal(
            (Fund, 999_999_999_999, Paid, Paid, null, 2, 2, "Kiểm toán viên", 0, 0),
            (sheet.Head.Fund, sheet.Head.Seed, sheet.Head.From, sheet.Head.To, sheet.Head.Request, sheet.Head.Population, sheet.Head.Size,
                sheet.Head.DrawnBy, sheet.Head.Answered, sheet.Head.Amiss));
        var first = await Heard(1, SampleResult.Lacking, sheet.Lines[0].Amount.Dong - 1, "  Hỏi người giám hộ ");
        var second = await Heard(2, SampleResult.Received, 5, null);
        Assert.Equal((new SampleResultRecorded(1, 1, first.Finding), new SampleResultRecorded(1, 2, null)), (first, second));
        Assert.Equal(new SampledLineAnswered(1, 2), (await Ledger.Send(TamDuong.Auditor, Hear(2, SampleResult.NotFound, null, null))).Error);
        Assert.Equal(new SampledLineNotFound(1, 3), (await Ledger.Send(TamDuong.Auditor, Hear(3, SampleResult.NotFound, null, null))).Error);
        var finding = await Ledger.Done(TamDuong.Auditor, new GetFinding(Fund, first.Finding!.Value));
        Assert.Equal(
            ("sample", "1/1", $"{sheet.Lines[0].Key}, {sheet.Lines[0].Child}, 300.000 đồng: Nhận thiếu 299.999 đồng. Hỏi người giám hộ"),
            (finding.Subject, finding.Reference, finding.Said));
        Assert.Equal((2, 1), (await Head(1) is var head ? (head.Answered, head.Amiss) : default));
        var (name, table) = await Text(new ExportSample(Fund, 1, "csv", PaperLanguage.Vietnamese));
        Assert.Equal("mau-kiem-tra-Q106-1.csv", name);
        await Documented.GoldenAsync("sample", table);
    }

    [Fact]
    public async Task A_sample_that_is_not_there_is_named_and_auditors_alone_read()
    {
        Assert.Equal(new SampleNotFound(99), (await Ledger.Send(TamDuong.Auditor, new GetSample(Fund, 99))).Error);
        var export = new ExportSample(Fund, 99, "pdf", PaperLanguage.English);
        Assert.Equal(new SampleNotFound(99), (await Ledger.Send(TamDuong.Auditor, export)).Error);
        Assert.Equal(new FundNotFound(Fund), (await Ledger.Send(TamDuong.Accountant, new ListSamples(Fund))).Error);
        Assert.Equal(new FundNotFound(Fund), (await Ledger.Send(TamDuong.Approver, new GetSample(Fund, 1))).Error);
        Assert.Equal(new SampleSizeOutside(3, 2), (await Ledger.Send(TamDuong.Auditor, Draw(1, 3))).Error);
        Assert.Equal(new SampleSizeOutside(0, 2), (await Ledger.Send(TamDuong.Auditor, Draw(1, 0))).Error);
        Assert.Equal(new SeedOutside(1_000_000_000_000), (await Ledger.Send(TamDuong.Auditor, Draw(1_000_000_000_000))).Error);
        Assert.Equal(new SeedOutside(-1), (await Ledger.Send(TamDuong.Auditor, Draw(-1))).Error);
        Assert.Equal(
            new SampleDaysReversed(Paid, Paid.PlusDays(-1)), (await Ledger.Send(TamDuong.Auditor, Draw(1) with { To = Paid.PlusDays(-1) })).Error);
        Assert.Equal(
            new NothingToSample(), (await Ledger.Send(TamDuong.Auditor, Draw(1) with { From = Paid.PlusDays(1), To = Paid.PlusDays(1) })).Error);
        Assert.Equal(new NothingToSample(), (await Ledger.Send(TamDuong.Auditor, Draw(1) with { Request = 2 })).Error);
        Assert.Equal(new SampledRequestUnknown(99), (await Ledger.Send(TamDuong.Auditor, Draw(1) with { Request = 99 })).Error);
    }

    private static DrawSample Draw(long seed, int size = 2) => new(Fund, Key, seed, size, Paid, Paid, null);

    private static RecordSampleResult Hear(int rank, SampleResult result, long? lacking, string? note) =>
        new(Fund, Key, 1, rank, result, lacking is { } some ? new(some) : null, note);

    private Task<SampleResultRecorded> Heard(int rank, SampleResult result, long? lacking, string? note) =>
        Ledger.Done(TamDuong.Auditor, Hear(rank, result, lacking, note));

    private async Task<SampleHead> Head(int sample) => (await Ledger.Done(TamDuong.Auditor, new GetSample(Fund, sample))).Head;

    private async Task<IReadOnlyList<IdentityAccess>> Looks(ListIdentityAccesses list) => (await Ledger.Done(TamDuong.Auditor, list)).Accesses;

    private async Task<(string Name, string Content)> Text(IQuery<ExportedFile> export) => await Text(await Ledger.Done(TamDuong.Auditor, export));

    private static async Task<(string Name, string Content)> Text(ExportedFile file)
    {
        await using (file)
        {
            using var bytes = new MemoryStream();
            await file.Content.CopyToAsync(bytes, Ledger.Token);
            return (file.Name, Encoding.UTF8.GetString(bytes.ToArray()).TrimStart('\uFEFF').ReplaceLineEndings("\n"));
        }
    }
}
