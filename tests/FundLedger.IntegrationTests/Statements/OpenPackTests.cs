using System.IO.Compression;
using System.Text.Json;
using FundLedger.Features.Packs;
using FundLedger.Features.Papers;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>A pack of a month that is still open: without a signed head it says that its proof is missing, and is packed with one later.</summary>
public sealed class OpenPackTests(LedgerCluster cluster) : IAsyncLifetime
{
    private const string Proof = "Bằng chứng của sao kê: các bản ghi đã niêm phong và điểm đối chiếu đã ký";

    private readonly Ledger ledger = new(cluster);

    public ValueTask InitializeAsync() => ledger.InitializeAsync();

    public ValueTask DisposeAsync() => ledger.DisposeAsync();

    [Fact]
    public async Task The_proof_is_left_out_with_its_reason_until_a_head_is_signed()
    {
        await ledger.Given.Pool();
        await ledger.Given.Receipt("CHUNG", 1_000_000);
        ledger.Clock.Today = new LocalDate(2021, 2, 3);
        using (var unsigned = await PackAsync())
        {
            Assert.Equal(1, (await LeftOutAsync(unsigned)).Count(left => left == (Proof, PackWords.NothingSigned.Vi)));
            Assert.DoesNotContain(unsigned.Entries, entry => entry.Name.EndsWith(".proof.zip", StringComparison.Ordinal));
            Assert.Equal(PackWords.NeverIn.Count + 1, (await LeftOutAsync(unsigned)).Count);
        }

        await ledger.Sign();
        using var signed = await PackAsync();
        Assert.Single(signed.Entries, entry => entry.Name.EndsWith(".proof.zip", StringComparison.Ordinal));
        Assert.Equal(PackWords.NeverIn.Select(left => (left.What.Vi, left.Why.Vi)), await LeftOutAsync(signed));
        Assert.Equal(3, signed.Entries.Count(entry => entry.FullName.StartsWith("2-nhat-ky-tinh-lai/", StringComparison.Ordinal)));
        Assert.Equal(12, signed.Entries.Count(entry => entry.FullName.StartsWith("3-so-ke-toan/", StringComparison.Ordinal)));
        Assert.Equal(5, signed.Entries.Count(entry => entry.FullName.StartsWith("1-sao-ke/", StringComparison.Ordinal)));
    }

    private static async Task<List<(string What, string Why)>> LeftOutAsync(ZipArchive zip)
    {
        using var manifest = JsonDocument.Parse(await zip.Bytes("manifest.json"));
        return [.. manifest.RootElement.GetProperty("leftOut").EnumerateArray().Select(left => (In(left, "what"), In(left, "why")))];
    }

    private static string In(JsonElement left, string part) => left.GetProperty(part).GetProperty("vi").GetString()!;

    private async Task<ZipArchive> PackAsync()
    {
        var asked = new ExportPack(Given.Fund, new LocalDate(2021, 1, 1), new LocalDate(2021, 1, 31), PaperLanguage.Vietnamese);
        await using var file = (await ledger.Done(TamDuong.Auditor, asked)).File;
        var bytes = new MemoryStream();
        await file.Content.CopyToAsync(bytes, Ledger.Token);
        return new ZipArchive(bytes, ZipArchiveMode.Read);
    }
}
