using System.Security.Cryptography;
using FundLedger.Domain.Ledger;
using NodaTime;
using Xunit;

namespace FundLedger.UnitTests.Ledger;

public sealed class CheckpointTests
{
    public static TheoryData<int> Sizes => [.. Enumerable.Range(1, 33)];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Each_leaf_of_a_tree_proves_its_place_and_no_other(int size)
    {
        var leaves = Enumerable.Range(0, size).Select(i => HashTree.Leaf($"Q{i}", i, SHA256.HashData([(byte)i]))).ToArray();
        var tree = new HashTree(leaves);
        for (var i = 0; i < size; i++)
        {
            Assert.Equal(tree.Root, HashTree.RootOf(leaves[i], i, size, tree.Path(i)));
            if (size > 1) Assert.NotEqual(tree.Root, HashTree.RootOf(leaves[(i + 1) % size], i, size, tree.Path(i)));
            Assert.Null(HashTree.RootOf(leaves[i], i, size, [.. tree.Path(i), leaves[0]]));
        }

        Assert.Null(HashTree.RootOf(leaves[0], size, size, tree.Path(0)));
    }

    [Fact]
    public void A_checkpoint_holds_as_it_was_signed() => Assert.Null(Signed().Flaw());

    [Fact]
    public void No_field_of_a_checkpoint_can_be_another()
    {
        var point = Signed();
        Checkpoint[] forged =
        [
            point with { Fund = "Q2" }, point with { LogNo = 8 }, point with { LogHash = new byte[32] },
            point with { TrialDigest = new byte[32] }, point with { MadeAt = point.MadeAt + Duration.FromSeconds(1) },
            point with { TreeSize = 3 }, point with { TreeIndex = 1 }, point with { TreeHead = new byte[32] },
            point with { TreePath = [new byte[32]] }, point with { Signature = new byte[64] }, point with { PublicKey = [] },
        ];
        Assert.All(forged, one => Assert.NotNull(one.Flaw()));
    }

    [Fact]
    public void A_checkpoint_of_another_key_is_not_taken_by_who_knows_the_key() =>
        Assert.Equal("key", Signed().Flaw(Signed().PublicKey));

    private static Checkpoint Signed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var hash = SHA256.HashData("record 7"u8);
        var tree = new HashTree([HashTree.Leaf("Q1", 7, hash), HashTree.Leaf("Q2", 0, hash)]);
        var point = new Checkpoint
        {
            Fund = "Q1", LogNo = 7, LogHash = hash, TrialDigest = hash, MadeAt = Instant.FromUtc(2021, 12, 20, 2, 0), TreeSize = 2,
            TreeIndex = 0, TreeHead = tree.Root, TreePath = tree.Path(0), PublicKey = key.ExportSubjectPublicKeyInfo(),
        };
        return point with { Signature = key.SignData(point.Content(), HashAlgorithmName.SHA256) };
    }
}
