using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Papers;
using FundLedger.Features.Statements;
using FundLedger.Testing;
using NodaTime;

namespace FundLedger.IntegrationTests.Statements;

/// <summary>A statement leaves with its proof; a stranger checks it with nothing else, and no forged one passes.</summary>
public sealed class ProofTests(FirstQuarter quarter) : IClassFixture<FirstQuarter>, IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-proof-").FullName;

    private byte[] Key => CheckpointKey.FindPublic(quarter.Ledger.Folder)!;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task The_statement_of_a_closed_period_is_counted_again_from_the_sealed_entries()
    {
        var verdict = VerifyStatement.Run(await Proof(), Key, null);
        Assert.Equal((null, null), (verdict.Flaw, verdict.Gap));
        Assert.Equal((await quarter.Statement()).Digest, verdict.Digest);
        Assert.True(verdict.Entries > 20, $"{verdict.Entries} entries");
    }

    [Theory]
    [InlineData(ExportFormat.Pdf)]
    [InlineData(ExportFormat.Xlsx)]
    [InlineData(ExportFormat.Csv)]
    [InlineData(ExportFormat.Json)]
    public async Task The_paper_is_the_one_that_was_proven_and_a_changed_paper_is_not(ExportFormat format)
    {
        var proof = await Proof();
        var paper = Path.Combine(folder, "paper." + format.ToString().ToLowerInvariant());
        var bytes = await quarter.Export(format);
        await File.WriteAllBytesAsync(paper, bytes, Ledger.Token);
        Assert.True(VerifyStatement.Run(proof, Key, paper).IsProven);
        bytes[^20] ^= 1;
        await File.WriteAllBytesAsync(paper, bytes, Ledger.Token);
        Assert.Contains("is not the statement of this proof", VerifyStatement.Run(proof, Key, paper).Flaw?.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_signed_paper_is_the_one_that_was_proven_and_nothing_else_hides_behind_a_signature()
    {
        var (proof, paper) = (await Proof(), Path.Combine(folder, "paper.pdf"));
        using var unit = TestCertificate.OfCurve();
        using var certificate = unit.Open();
        var (statement, signer) = (await quarter.Statement(), new PaperSigner(certificate, quarter.Ledger.Clock));
        var printed = StatementPdf.Document(statement, PaperLanguage.Vietnamese);
        var signed = new PaperPrinter(signer).PrintSigned("", printed, statement.Figures.Seal.At);
        await File.WriteAllBytesAsync(paper, ((MemoryStream)signed.Content).ToArray(), Ledger.Token);
        Assert.True(VerifyStatement.Run(proof, Key, paper).IsProven);

        var other = new PaperPrinter(signer).PrintSigned("", printed with { FooterText = "Số khác" }, statement.Figures.Seal.At);
        await File.WriteAllBytesAsync(paper, ((MemoryStream)other.Content).ToArray(), Ledger.Token);
        Assert.Contains("is not the statement of this proof", VerifyStatement.Run(proof, Key, paper).Flaw?.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Books_that_are_open_are_proven_as_far_as_they_are_signed()
    {
        await quarter.Ledger.Sign();
        Assert.True(VerifyStatement.Run(await Proof(to: new LocalDate(2021, 4, 2)), Key, null).IsProven);
        await quarter.Ledger.Given.Receipt("CHUNG", 10_000);
        var verdict = VerifyStatement.Run(await Proof(to: new LocalDate(2021, 4, 2)), Key, null);
        Assert.Null(verdict.Flaw);
        Assert.Contains("newer than the last signed checkpoint", verdict.Gap?.En, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_key_than_the_one_known_is_refused_and_an_enclosed_one_is_named()
    {
        var proof = await Proof();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Assert.Contains(
            "signed by another key", VerifyStatement.Run(proof, other.ExportSubjectPublicKeyInfo(), null).Flaw?.En, StringComparison.Ordinal);
        var verdict = VerifyStatement.Run(proof, null, null);
        Assert.True(verdict is { IsProven: true, IsKeyEnclosed: true });
        Assert.Equal(Domain.Ledger.Checkpoint.FingerprintOf(Key), verdict.KeyFingerprint);
    }

    [Theory]
    [InlineData("\"opening\":0", "\"opening\":1", "closing")]
    [InlineData("Nguồn chung, không chỉ định mục đích", "Nguồn khác", "The terms of pool 1 are not the sealed ones.")]
    [InlineData("socialised", "donation", "")]
    [InlineData("\"isClosed\":true", "\"isClosed\":false", "The digest is not that of the enclosed figures.")]
    [InlineData("\"treeSize\":14", "\"treeSize\":15", "The signature of checkpoint")]
    [InlineData("\"format\":\"fund-ledger-proof\"", "\"format\":\"x\"", "another format")]
    [InlineData("\"version\":2", "\"version\":", "cannot be read")]
    public async Task A_word_changed_in_the_proof_is_refused(string word, string other, string reason)
    {
        var forged = await Forge(await Proof(), "proof.json", bytes =>
        {
            var json = Encoding.UTF8.GetString(bytes);
            Assert.Contains(word, json, StringComparison.Ordinal);
            return Encoding.UTF8.GetBytes(json.Replace(word, other, StringComparison.Ordinal));
        });
        Assert.Contains(reason, Refusal(forged), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Any_byte_changed_in_any_record_is_refused_and_the_record_is_named()
    {
        var proof = await Proof();
        var random = new Random(20211220);
        for (var i = 0; i < 60; i++)
        {
            var forged = await Forge(proof, "records.bin", bytes =>
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
                return bytes;
            });
            Assert.Matches("Record [0-9]+ ", Refusal(forged));
        }
    }

    [Theory]
    [InlineData(0, "Record 1 ")]
    [InlineData(100, "Record 1 ")]
    [InlineData(-1, "is cut off")]
    public async Task A_log_cut_short_is_refused(int length, string reason)
    {
        var forged = await Forge(await Proof(), "records.bin", bytes => bytes[..(length < 0 ? bytes.Length + length : length)]);
        Assert.Contains(reason, Refusal(forged), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_proof_is_refused_in_a_sentence()
    {
        var file = Path.Combine(folder, "x.zip");
        File.WriteAllText(file, "no zip");
        Assert.Contains("is no proof package", Refusal(file), StringComparison.Ordinal);
        File.Delete(file);
        using (var zip = ZipFile.Open(file, ZipArchiveMode.Create)) zip.CreateEntry("proof.json");
        Assert.Contains("it has other parts", Refusal(file), StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_name_of_a_person_leaves_with_a_proof()
    {
        using var zip = ZipFile.OpenRead(await Proof());
        foreach (var entry in zip.Entries)
        {
            using var memory = new MemoryStream();
            await using (var content = entry.Open()) await content.CopyToAsync(memory, Ledger.Token);
            var text = Encoding.UTF8.GetString(memory.ToArray());
            Assert.DoesNotContain("Công ty Chè", text, StringComparison.Ordinal);
            Assert.DoesNotContain("Trẻ Thử Nghiệm", text, StringComparison.Ordinal);
        }
    }

    private async Task<string> Proof(LocalDate? to = null)
    {
        var file = Path.Combine(folder, $"{Guid.NewGuid():N}.zip");
        await File.WriteAllBytesAsync(file, await quarter.Export(ExportFormat.Proof, to: to), Ledger.Token);
        return file;
    }

    private string Refusal(string package)
    {
        try
        {
            return VerifyStatement.Run(package, Key, null).Flaw?.En ?? "";
        }
        catch (Exception refused) when (ProofWords.IsDamage(refused))
        {
            return ProofWords.Of(refused).En;
        }
    }

    private async Task<string> Forge(string package, string part, Func<byte[], byte[]> change)
    {
        var forged = Path.Combine(folder, $"{Guid.NewGuid():N}.zip");
        await File.WriteAllBytesAsync(forged, ForgedProof.With(await File.ReadAllBytesAsync(package, Ledger.Token), part, change), Ledger.Token);
        return forged;
    }
}
