using System.IO.Compression;
using System.Text.Json;
using FundLedger.Domain.Statements;
using FundLedger.Features.Books;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;
using FundLedger.IntegrationTests.Statements;
using FundLedger.Testing;
using NodaTime;
using NodaTime.Text;

namespace FundLedger.IntegrationTests.Packs;

/// <summary>Of which days there is a pack, what one of open books leaves out, and which packs left before.</summary>
public sealed class PackPeriodsTests(Ledger ledger, LedgerCluster cluster) : IClassFixture<Ledger>
{
    private static readonly LocalDate From = new(2021, 1, 1);
    private static readonly LocalDate To = new(2021, 1, 31);

    [Theory]
    [InlineData("2021-01-02", "2021-01-31")]
    [InlineData("2021-01-01", "2021-01-30")]
    [InlineData("2021-01-02", "2021-01-30")]
    public async Task A_pack_is_of_whole_months(string from, string to)
    {
        var (first, last) = (LocalDatePattern.Iso.Parse(from).Value, LocalDatePattern.Iso.Parse(to).Value);
        var odd = new PackPeriodOdd(first, last);
        Assert.Equal(($"A pack is of whole months, not of {from} to {to}.", "To"), (odd.Message, odd.Field));
        Assert.Equal(odd, (await ledger.Send(TamDuong.Auditor, new ExportPack(Given.Fund, first, last, PaperLanguage.English))).Error);
        Assert.Equal(odd, (await ledger.Send(TamDuong.Auditor, new PreviewPack(Given.Fund, first, last))).Error);
    }

    [Theory]
    [InlineData(TamDuong.Auditor, "Q999")]
    [InlineData(TamDuong.Auditor, "Q03430")]
    [InlineData(TamDuong.Cashier, Given.Fund)]
    public async Task There_is_none_for_who_does_not_audit_the_fund_whatever_the_days(string user, string fund)
    {
        foreach (var to in (LocalDate[])[To, To.PlusDays(-1)])
        {
            Assert.Equal(new FundNotFound(fund), (await ledger.Send(user, new ExportPack(fund, From, to, PaperLanguage.Vietnamese))).Error);
            Assert.Equal(new FundNotFound(fund), (await ledger.Send(user, new PreviewPack(fund, From, to))).Error);
        }
    }

    [Fact]
    public async Task Days_to_come_are_refused()
    {
        var (today, to) = (ledger.Clock.Today, new LocalDate(2022, 12, 31));
        var future = new StatementInFuture(to, today);
        Assert.Equal(future, (await ledger.Send(TamDuong.Auditor, new ExportPack(Given.Fund, From, to, PaperLanguage.Vietnamese))).Error);
        Assert.Equal(future, (await ledger.Send(TamDuong.Auditor, new PreviewPack(Given.Fund, From, to))).Error);
    }

    [Fact]
    public async Task As_long_as_nothing_is_signed_the_proof_is_left_out_and_said_so()
    {
        await using var own = new Ledger(cluster);
        await own.InitializeAsync();
        own.Clock.Today = To;
        await own.Given.Pool();
        await own.Given.Receipt("CHUNG", 1_000_000);
        var (_, before, left) = await PackAsync(own);
        Assert.DoesNotContain(before, name => name.EndsWith(".proof.zip", StringComparison.Ordinal));
        Assert.Equal((5, "Proof of the statement: the sealed records and the signed checkpoint"), (left.Count, left[0].What));
        Assert.Equal("No head of the fund's log has been signed yet", left[0].Why);
        Assert.Equal(PackWords.NeverIn.Select(one => (one.What.En, one.Why.En)), left.Skip(1));
        await own.Sign();
        var (made, after, still) = await PackAsync(own);
        Assert.Equal((false, null, 4), (made.Seal.IsClosed, made.Seal.Version, still.Count));
        Assert.Single(after, name => name.StartsWith("1-statement/", StringComparison.Ordinal) && name.EndsWith(".proof.zip", StringComparison.Ordinal));
        Assert.Equal(before.Count + 1, after.Count);
    }

    private static async Task<(ExportedPack Made, List<string> Names, List<(string What, string Why)> Left)> PackAsync(Ledger own)
    {
        var made = await own.Done(TamDuong.Auditor, new ExportPack(Given.Fund, From, To, PaperLanguage.English));
        await using var file = made.File;
        using var zip = new ZipArchive(file.Content, ZipArchiveMode.Read);
        using var manifest = JsonDocument.Parse(await zip.Bytes("manifest.json"));
        var left = manifest.RootElement.GetProperty("leftOut").EnumerateArray().Select(one => (English(one, "what"), English(one, "why")));
        Assert.Contains("BOOKS STILL OPEN: figures can change", await zip.Text("README.txt"), StringComparison.Ordinal);
        return (made, [.. zip.Entries.Select(entry => entry.FullName)], [.. left]);
    }

    private static string English(JsonElement one, string name) => one.GetProperty(name).GetProperty("en").GetString()!;
}

/// <summary>What auditors see before they ask for a pack.</summary>
public sealed class PackPreviewTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>
{
    [Fact]
    public async Task The_statement_and_the_last_twenty_packs_that_left_are_shown_the_latest_first()
    {
        var request = new ExportPack(Given.Fund, FirstQuarter.From, FirstQuarter.To, PaperLanguage.Vietnamese);
        Assert.Empty((await PreviewAsync()).Before);
        var made = await quarter.Ledger.Done(TamDuong.Auditor, request);
        await made.File.DisposeAsync();
        var note = PackNotes.Of(request, made);
        var narrowed = $"01/01/2021 – 31/03/2021; SHA-256 manifest.json {made.Manifest}";
        Assert.Equal(
            new NoteExport(Given.Fund, note.Key, "auditor-pack", narrowed, "zip", made.Rows, made.ReadAt), note);
        for (var pack = 1; pack <= 21; pack++)
        {
            await quarter.Ledger.Done(TamDuong.Auditor, PackNotes.Of(request, made with { Rows = pack }));
            await quarter.Ledger.Done(TamDuong.Accountant, note with { Key = Guid.NewGuid(), List = "cash", Format = "csv" });
        }

        var shown = await PreviewAsync();
        Assert.Equal(Enumerable.Range(2, 20).Reverse().Select(rows => (long)rows), shown.Before.Select(pack => pack.Rows));
        Assert.Equal(shown.Before.Select(pack => pack.Number).OrderDescending(), shown.Before.Select(pack => pack.Number));
        Assert.Equal((narrowed, "Kiểm toán viên"), (shown.Before[0].NarrowedTo, shown.Before[0].By));
        Assert.True(shown.Before[0].At > shown.Before[1].At, "The latest is not the first.");
        var statement = await quarter.Ledger.Done(TamDuong.Auditor, new GetFundStatement(Given.Fund, FirstQuarter.From, FirstQuarter.To));
        Assert.Equal(statement.Digest, shown.Statement.Digest);
    }

    private Task<PackPreview> PreviewAsync() =>
        quarter.Ledger.Done(TamDuong.Auditor, new PreviewPack(Given.Fund, FirstQuarter.From, FirstQuarter.To));
}
