using System.Security.Cryptography;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Text;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Vault;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.UseCases;

/// <summary>What lies outside the database: the keys, the sealed identities, and the file of anchors.</summary>
public sealed class KeptOutsideTests : IDisposable
{
    private static readonly Identity Child = new("Lò Thị Ón", new LocalDate(2012, 3, 1), "Lò Văn A", "cha", "g05");

    private readonly string folder = Directory.CreateTempSubdirectory("fundledger-kept-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void An_identity_is_opened_with_its_key_and_for_its_child_only()
    {
        var vault = new IdentityVault(VaultKey.In(folder));
        var row = vault.Seal("TE-000001", Child);
        Assert.Equal(Child, new IdentityVault(VaultKey.In(folder)).Open(row));
        Assert.NotEqual(row.Nonce, vault.Seal("TE-000001", Child).Nonce);
        Assert.ThrowsAny<CryptographicException>(() => vault.Open(row with { BeneficiaryCode = "TE-000002" }));
        Assert.ThrowsAny<CryptographicException>(() => vault.Open(row with { Sealed = [.. row.Sealed[..^1], (byte)(row.Sealed[^1] ^ 1)] }));
        var other = new IdentityVault(VaultKey.In(Path.Combine(folder, "other")));
        Assert.Contains("is sealed with key", Assert.ThrowsAny<CryptographicException>(() => other.Open(row)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(63, 'a', false)]
    [InlineData(64, 'g', false)]
    [InlineData(65, 'a', false)]
    [InlineData(64, 'A', true)]
    public void A_vault_key_is_64_hexadecimal_digits(int length, char digit, bool isKey)
    {
        var file = Write(new string(digit, length) + "\n");
        if (isKey) Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(new string(digit, 64))))[..8], VaultKey.Read(file).Id);
        else Assert.Throws<UnusableContentException>(() => VaultKey.Read(file));
    }

    [Fact]
    public void One_wrong_letter_makes_it_no_key()
    {
        var (key, none) = (new string('a', 64), new string('a', 63) + "g");
        foreach (var text in (string[])[none, $"{key}\n{none}", "", "\n"])
        {
            var file = Write(text);
            Assert.Throws<UnusableContentException>(() => VaultKey.Read(file));
        }

        Assert.Equal(1, VaultKey.Read(Write($"\n{key}\n\n")).Count);
    }

    [Fact]
    public void A_checkpoint_key_is_made_once_with_the_public_one_beside_it()
    {
        Assert.Null(CheckpointKey.FindPublic(folder));
        using var made = CheckpointKey.In(folder);
        using var again = CheckpointKey.In(folder);
        Assert.Equal(made.PublicKey, again.PublicKey);
        Assert.Equal(made.PublicKey, CheckpointKey.FindPublic(folder));
        File.WriteAllText(Path.Combine(folder, "checkpoint.pub.pem"), "something else");
        using var restored = CheckpointKey.In(folder);
        Assert.Equal(made.PublicKey, CheckpointKey.FindPublic(folder));
        Assert.Null(made.Sign(Point()).Flaw(made.PublicKey));
        Assert.Equal(Checkpoint.FingerprintOf(made.PublicKey), made.Fingerprint);
    }

    [Fact]
    public void A_key_of_another_curve_or_no_key_at_all_is_refused_by_name()
    {
        using var longer = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var file = Write(longer.ExportPkcs8PrivateKeyPem());
        Assert.Contains("P-256", Assert.Throws<UnusableContentException>(() => CheckpointKey.Read(file)).Message, StringComparison.Ordinal);
        var none = Write("no key");
        Assert.Contains("no key in PEM", Assert.Throws<UnusableContentException>(() => CheckpointKey.Read(none)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Anchors_are_appended_and_what_a_crash_left_half_written_is_cut_off()
    {
        using var key = CheckpointKey.In(folder);
        var point = key.Sign(Point());
        var file = new AnchorFile(Path.Combine(folder, "deep", "anchors.jsonl"));
        Assert.Null(file.Last());
        file.Append([AnchorLine.Of(1, point), AnchorLine.Of(2, point)]);
        File.AppendAllText(file.Path, "{\"no\":3");
        Assert.Equal(2, file.Last()!.No);
        file.Append([AnchorLine.Of(3, point)]);
        var lines = AnchorFile.Read(file.Path).ToList();
        Assert.Equal([1L, 2L, 3L], lines.Select(line => line.No));
        Assert.Equal(AnchorLine.Of(3, point).ToJson(), lines[2].ToJson());
        Assert.Null(lines[2].ToCheckpoint().Flaw(key.PublicKey));
        Assert.Equal(3, new AnchorFile(file.Path).Last()!.No);
        file.Append(Enumerable.Range(4, 200).Select(no => AnchorLine.Of(no, point)));
        Assert.True(new FileInfo(file.Path).Length > 1 << 16, "The last line is read without the whole file.");
        Assert.Equal(203, file.Last()!.No);
    }

    [Fact]
    public void A_line_that_is_no_anchor_is_named_and_an_empty_one_skipped()
    {
        using var key = CheckpointKey.In(folder);
        var file = Write("\n" + AnchorLine.Of(1, key.Sign(Point())).ToJson() + "\nno anchor\n");
        Assert.Contains("line 3", Assert.Throws<UnusableContentException>(() => AnchorFile.Read(file).ToList()).Message, StringComparison.Ordinal);
        Assert.Throws<UnusableContentException>(() => AnchorLine.Parse("null"));
        Assert.Throws<UnusableContentException>(() => AnchorLine.Parse("{}"));
        Assert.Throws<UnusableContentException>(() => AnchorLine.Parse(AnchorLine.Of(1, Point()).ToJson().Replace("00", "zz", StringComparison.Ordinal)));
        Assert.Null(new AnchorFile(Write("half a line")).Last());
    }

    private string Write(string text)
    {
        var file = Path.Combine(folder, Path.GetRandomFileName());
        File.WriteAllText(file, text);
        return file;
    }

    private static Checkpoint Point()
    {
        var hash = SHA256.HashData("record 7"u8);
        var tree = new HashTree([HashTree.Leaf("Q1", 7, hash), HashTree.Leaf("Q2", 0, hash)]);
        return new Checkpoint
        {
            Fund = "Q1", LogNo = 7, LogHash = hash, TrialDigest = new byte[32], MadeAt = Instant.FromUtc(2021, 12, 20, 2, 0), TreeSize = 2,
            TreeIndex = 0, TreeHead = tree.Root, TreePath = tree.Path(0),
        };
    }
}
