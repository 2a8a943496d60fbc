using System.Buffers.Binary;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using FundLedger.Domain;
using FundLedger.Domain.Ledger;
using FundLedger.Domain.Statements;
using FundLedger.Domain.Text;
using FundLedger.Features.Checkpoints;
using FundLedger.Features.Pipeline;
using FundLedger.Features.Statements;

namespace FundLedger.UnitTests.UseCases;

/// <summary>A proof of 5 million received and its signed head, as anybody checks it without a database.</summary>
public sealed class VerifyStatementTests : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ProofChain chain = ProofChain.WithTerms().Receipt(1, 5_000_000).Closed();

    private byte[] PublicKey => key.ExportSubjectPublicKeyInfo();

    public void Dispose() => key.Dispose();

    [Fact]
    public void What_holds_is_proven_and_says_how_much_was_looked_at()
    {
        var content = Proof(chain);
        var fingerprint = Checkpoint.FingerprintOf(PublicKey);
        Assert.Equal(
            new StatementVerdict("Q106", ProofChain.Period, content.Digest, 5, 1, fingerprint, true, null, null), Verdict(content));
        Assert.True(Verdict(content).IsProven);
        Assert.Equal((false, null), (Verdict(content, PublicKey).IsKeyEnclosed, Verdict(content, PublicKey).Flaw));
    }

    [Fact]
    public void A_head_that_is_not_signed_so_is_told()
    {
        var content = Proof(chain);
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var foreign = Verdict(content, other.ExportSubjectPublicKeyInfo());
        Assert.Equal(
            ($"Checkpoint 5 is signed by another key ({foreign.KeyFingerprint}) than the one given.", false), (foreign.Flaw?.En, foreign.IsProven));
        Assert.Equal(
            "The signature of checkpoint 6 does not hold.", Flaw(content with { Checkpoint = content.Checkpoint with { LogNo = 6 } }));
        var uprooted = Signed(content.Checkpoint.ToCheckpoint() with { TreeHead = new byte[32] });
        Assert.Equal("The tree_head of checkpoint 5 does not hold.", Flaw(content with { Checkpoint = uprooted }));
        Assert.Equal("The tree_head of checkpoint 5 does not hold.", Flaw(content with { Printed = uprooted }));
        var elsewhere = Signed(content.Checkpoint.ToCheckpoint() with { Fund = "Q107", LogNo = 99, TreeHead = [] });
        Assert.Equal("The checkpoint is of another fund.", Flaw(content with { Checkpoint = elsewhere }));
    }

    [Fact]
    public void Records_behind_the_last_signed_head_are_vouched_for_by_nobody_yet()
    {
        var open = ProofChain.WithTerms().Receipt(1, 5_000_000);
        var early = Signed(open.Anchor().ToCheckpoint());
        var verdict = Verdict(Proof(open.Closed()) with { Checkpoint = early });
        Assert.Equal(
            (null, "Records 5 to 5 are newer than the last signed checkpoint: export again in a minute.", false),
            (verdict.Flaw?.En, verdict.Gap?.En, verdict.IsProven));
    }

    [Fact]
    public void A_transfer_in_a_package_of_version_1_leaves_a_gap()
    {
        string?[] moved = ["pool_transfer", "1", "1", "1", "2", "400000", "cash", "Bổ sung", null, null, "2021-01-10", "ketoan"];
        var transferred = ProofChain.WithTerms().Receipt(1, 5_000_000).Transfer(2, 400_000).Posted(moved).Closed();
        Assert.Null(Flaw(Proof(transferred, moved), transferred));
        var verdict = Verdict(Proof(transferred, moved) with { Version = 1 }, null, transferred);
        Assert.Equal(
            (null, "The package is of version 1 and carries no transfers between pools: export it again."), (verdict.Flaw?.En, verdict.Gap?.En));
        Assert.Equal("The terms of transfer 1 are not the sealed ones.", Flaw(Proof(transferred, moved) with { Transfers = [] }, transferred));
    }

    [Fact]
    public void Figures_that_do_not_follow_from_the_entries_are_told_line_by_line()
    {
        var content = Proof(chain);
        Assert.Equal("The digest is not that of the enclosed figures.", Flaw(content with { Digest = new string('0', 64) }));
        var figures = content.Statement.ToFigures() with { Closing = new Money(5_000_001) };
        Assert.Equal(FundStatement.Create(figures).Error!.Message, Flaw(content with { Statement = ProvenStatement.Of(figures) }));
        var more = Proof(ProofChain.WithTerms().Receipt(1, 6_000_000).Closed());
        var claimed = FundStatement.Create(more.Statement.ToFigures() with { Seal = content.Statement.Seal }).Value;
        var flaw = Flaw(content with { Statement = ProvenStatement.Of(claimed.Figures), Digest = claimed.Digest })!;
        Assert.StartsWith("The entries give another statement: \"", flaw, StringComparison.Ordinal);
        Assert.Matches("5000000.*\", stated \".*6000000", flaw);
    }

    [Fact]
    public void Names_and_the_printed_head_are_those_of_the_log()
    {
        var content = Proof(chain);
        var figures = content.Statement.ToFigures();
        Assert.Equal("The name of the fund is not the sealed one.", Named(figures with { FundName = new Wording("Quỹ khác", "District fund") }));
        var pools = figures.Pools.Select(pool => pool with { Name = new Wording("Nguồn khác", "General") });
        Assert.Equal("The name of a pool is not the sealed one.", Named(figures with { Pools = [.. pools] }));
        var anchor = content.Checkpoint;
        var printed = new PrintedCheckpoint(5, anchor.LogHash, anchor.ToCheckpoint().KeyFingerprint, anchor.At);
        Assert.Equal("The printed checkpoint 5 is not in the log.", Named(figures with { Checkpoint = printed }));

        string? Named(StatementFigures stated)
        {
            var statement = FundStatement.Create(stated).Value;
            return Flaw(content with { Statement = ProvenStatement.Of(stated), Digest = statement.Digest });
        }
    }

    [Fact]
    public void Records_that_are_cut_off_are_told_and_a_file_on_disk_is_read_as_well()
    {
        var content = Proof(chain);
        using var cut = Package(content, chain, [1, 0, 0, 0]);
        var verdict = VerifyStatement.Run(new StrangersFile("x.zip", cut), null, null, ProofLimits.Own);
        Assert.Equal("Record 6 of the package is cut off or too long.", verdict.Flaw?.En);
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            using var package = Package(content, chain, []);
            File.WriteAllBytes(file, package.ToArray());
            Assert.True(VerifyStatement.Run(file, PublicKey, null).IsProven);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private string? Flaw(ProofContent content, ProofChain? of = null) => Verdict(content, null, of).Flaw?.En;

    private StatementVerdict Verdict(ProofContent content, byte[]? trusted = null, ProofChain? of = null)
    {
        using var package = Package(content, of ?? chain, []);
        return VerifyStatement.Run(new StrangersFile("x.zip", package), trusted, null, ProofLimits.OfStrangers);
    }

    /// <summary>The proof of what the chain adds up to, its last record signed.</summary>
    private ProofContent Proof(ProofChain of, params string?[][] transfers)
    {
        var content = of.Proof(true, transfers);
        var replay = new ProofReplay(content, ProofChain.Period);
        Assert.Null(replay.Play(of.Records));
        var statement = FundStatement.Create(replay.Figures(content.Statement.ToFigures())).Value;
        return content with
        {
            Statement = ProvenStatement.Of(statement.Figures), Digest = statement.Digest, Checkpoint = Signed(of.Anchor().ToCheckpoint()),
        };
    }

    private AnchorLine Signed(Checkpoint point)
    {
        var leaf = HashTree.Leaf(point.Fund, point.LogNo, point.LogHash);
        var head = point.TreeHead.Length == 0 ? new HashTree([leaf]).Root : point.TreeHead;
        var named = point with { TreeSize = 1, TreeIndex = 0, TreeHead = head, TreePath = [], PublicKey = PublicKey };
        return AnchorLine.Of(1, named with { Signature = key.SignData(named.Content(), HashAlgorithmName.SHA256) });
    }

    private static MemoryStream Package(ProofContent content, ProofChain of, byte[] after)
    {
        var memory = new MemoryStream();
        using (var zip = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            Write(zip, ProofContent.ContentFile, JsonSerializer.SerializeToUtf8Bytes(content, Json.Options));
            Write(zip, ProofContent.KeyFile, []);
            Write(zip, ProofContent.RecordsFile, [.. of.Records.SelectMany(record => Framed(record.Text, record.Hash)), .. after]);
        }

        memory.Position = 0;
        return memory;
    }

    private static void Write(ZipArchive zip, string name, byte[] content)
    {
        using var part = zip.CreateEntry(name).Open();
        part.Write(content);
    }

    private static byte[] Framed(ReadOnlyMemory<byte> text, byte[] hash)
    {
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, text.Length);
        return [.. length, .. text.Span, .. hash];
    }
}
