using System.Text;
using FundLedger.Domain;
using FundLedger.Domain.Audits;
using FundLedger.Features.Audit;
using FundLedger.Features.Findings;
using FundLedger.Features.Ledger;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Samples;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Audit;

/// <summary>240 Tết gifts were paid; the auditor draws 24 of them by the seed 2026 and asks in the field.</summary>
public sealed class SampleTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const int Paid = 240;
    private const int Size = 24;

    private const string KeysSql = """
        SELECT format_voucher(voucher_type, voucher_year, voucher_no) || '/' || disbursement_line FROM journal_entries
        WHERE kind = 'disbursement' AND book = 'financial' AND fund_id = (SELECT fund_id FROM funds WHERE code = 'Q106')
        """;

    private readonly Ledger ledger = new(cluster);

    public async ValueTask InitializeAsync()
    {
        await ledger.InitializeAsync();
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 300_000_000);
        await ledger.Given.Paid("CHUNG", await ledger.Given.Children(Paid));
    }

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task The_same_seed_draws_the_same_24_of_240_and_what_is_amiss_opens_findings()
    {
        var first = await Drawn(2026);
        Assert.Equal((Paid, Size), (first.Head.Population, first.Lines.Count));
        Assert.Equal(first.Lines.Select(line => line.Key), (await Drawn(2026)).Lines.Select(line => line.Key));
        Assert.NotEqual(first.Lines.Select(line => line.Key), (await Drawn(2027)).Lines.Select(line => line.Key));
        var keys = await ledger.List<string>(KeysSql);
        Assert.Equal(SampleRule.Draw(2026, keys, Size), first.Lines.Select(line => line.Key));
        Assert.Equal(SampleRule.DigestOf(keys), first.Head.PopulationDigest);

        foreach (var line in first.Lines.Take(22)) Assert.Null((await Heard(line.Rank, SampleResult.Received)).Finding);
        Assert.Equal(1, (await Heard(23, SampleResult.Lacking, 50_000)).Finding);
        Assert.Equal(2, (await Heard(24, SampleResult.NotReceived)).Finding);
        var sheet = await ledger.Done(TamDuong.Auditor, new GetSample(Given.Fund, 1));
        Assert.Equal((24, 2), (sheet.Head.Answered, sheet.Head.Amiss));
        var findings = await ledger.Done(TamDuong.Approver, new ListFindings(Given.Fund, FindingState.Open));
        Assert.Equal(["1/24", "1/23"], findings.Findings.Select(finding => finding.Reference));
        Assert.Contains("Nhận thiếu 50.000 đồng", findings.Findings[1].Said, StringComparison.Ordinal);

        var entry = await ledger.Ask<long>("SELECT entry_no FROM journal_entries WHERE kind = 'disbursement' ORDER BY entry_no LIMIT 1");
        await ledger.Done(TamDuong.Accountant, new ReverseEntry(
            Given.Fund, Guid.NewGuid(), entry, ledger.Clock.Today, "cash", "Chi nhầm, đã thu lại"));
        Assert.Equal(Paid - 1, (await Drawn(2026)).Head.Population);
        Assert.Equal(PassState.Ok, (await ledger.Done(TamDuong.Auditor, new VerifyLedger(Given.Fund))).State);
    }

    [Fact]
    public async Task What_cannot_be_drawn_or_recorded_is_refused_with_its_reason()
    {
        Assert.IsType<SampleSizeOutside>((await ledger.Send(TamDuong.Auditor, Draw(2026, Paid + 1))).Error);
        Assert.IsType<SampleSizeOutside>((await ledger.Send(TamDuong.Auditor, Draw(2026, 0))).Error);
        Assert.IsType<SeedOutside>((await ledger.Send(TamDuong.Auditor, Draw(-1))).Error);
        Assert.IsType<NothingToSample>((await ledger.Send(
            TamDuong.Auditor, Draw(1) with { From = new LocalDate(2020, 1, 1), To = new LocalDate(2020, 2, 1) })).Error);
        Assert.IsType<SampleDaysReversed>((await ledger.Send(TamDuong.Auditor, Draw(1) with { From = new LocalDate(2022, 1, 1) })).Error);
        Assert.IsType<SampledRequestUnknown>((await ledger.Send(TamDuong.Auditor, Draw(1) with { Request = 99 })).Error);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Accountant, Draw(2026))).Error);
        Assert.IsType<FundNotFound>((await ledger.Send(TamDuong.OtherOfficer, Draw(2026))).Error);

        var sheet = await Drawn(2026);
        var amount = sheet.Lines[0].Amount;
        Assert.IsType<ShortByOutside>((await ledger.Send(TamDuong.Auditor, Hear(1, SampleResult.Lacking, amount.Dong))).Error);
        Assert.IsType<ShortByOutside>((await ledger.Send(TamDuong.Auditor, Hear(1, SampleResult.Lacking, null))).Error);
        Assert.IsType<SampledLineNotFound>((await ledger.Send(TamDuong.Auditor, Hear(25, SampleResult.Received, null))).Error);
        Assert.IsType<SampleNoteTooLong>((await ledger.Send(
            TamDuong.Auditor, Hear(1, SampleResult.Received, null) with { Note = new string('x', 501) })).Error);
        await Heard(1, SampleResult.NotFound);
        Assert.IsType<SampledLineAnswered>((await ledger.Send(TamDuong.Auditor, Hear(1, SampleResult.Received, null))).Error);
        Assert.IsType<RoleMissing>((await ledger.Send(TamDuong.Cashier, Hear(2, SampleResult.Received, null))).Error);
    }

    [Fact]
    public async Task The_field_sheet_has_codes_and_boxes_and_no_names()
    {
        var sheet = await Drawn(2026);
        var paper = await Tool.RunAsync("pdftotext", ["-layout", "-enc", "UTF-8", "-", "-"], await Export("pdf"));
        Assert.All(sheet.Lines, line => Assert.Contains(line.Child!, paper, StringComparison.Ordinal));
        Assert.Contains("Số gieo 2026", paper, StringComparison.Ordinal);
        var csv = Encoding.UTF8.GetString(await Export("csv"));
        Assert.Equal(Size + 1, csv.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.IsType<FundNotFound>((await ledger.Send(
            TamDuong.Accountant, new ExportSample(Given.Fund, 1, "csv", PaperLanguage.Vietnamese))).Error);
    }

    private static DrawSample Draw(long seed, int size = Size) =>
        new(Given.Fund, Guid.NewGuid(), seed, size, new LocalDate(2021, 1, 1), new LocalDate(2021, 12, 31), null);

    private static RecordSampleResult Hear(int rank, SampleResult result, long? lacking) =>
        new(Given.Fund, Guid.NewGuid(), 1, rank, result, lacking is { } some ? new Money(some) : null, null);

    private async Task<SampleSheet> Drawn(long seed)
    {
        var drawn = await ledger.Done(TamDuong.Auditor, Draw(seed));
        return await ledger.Done(TamDuong.Auditor, new GetSample(Given.Fund, drawn.Sample));
    }

    private Task<SampleResultRecorded> Heard(int rank, SampleResult result, long? lacking = null) =>
        ledger.Done(TamDuong.Auditor, Hear(rank, result, lacking));

    private async Task<byte[]> Export(string format)
    {
        await using var file = await ledger.Done(TamDuong.Auditor, new ExportSample(Given.Fund, 1, format, PaperLanguage.Vietnamese));
        using var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return bytes.ToArray();
    }
}
