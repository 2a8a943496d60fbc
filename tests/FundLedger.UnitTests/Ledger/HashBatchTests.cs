using System.Security.Cryptography;
using FundLedger.Domain.Ledger;

namespace FundLedger.UnitTests.Ledger;

/// <summary>Many messages hashed together have the hashes that the platform gives each of them.</summary>
public sealed class HashBatchTests
{
    private static readonly byte[] Noise = RandomNumberGenerator.GetBytes(40_000);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Every_length_up_to_several_blocks_and_wherever_the_message_is_cut(bool inLanes)
    {
        var batch = new HashBatch(inLanes);
        for (var length = 0; length <= 300; length++) batch.Add(Noise.AsSpan(0, length * 7 % (length + 1)), Rest(length));
        Check(batch, 301, i => Noise.AsSpan(0, i));

        ReadOnlySpan<byte> Rest(int length) => Noise.AsSpan(0, length)[(length * 7 % (length + 1))..];
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Long_ones_beside_short_ones_and_fewer_than_fill_a_vector(bool inLanes)
    {
        var batch = new HashBatch(inLanes);
        int[] lengths = [1_999, 40_000, 3, 16_385, 640, 0, 64, 1_024, 55, 56, 2_000, 119, 120];
        foreach (var length in lengths) batch.Add([], Noise.AsSpan(0, length));
        Check(batch, lengths.Length, i => Noise.AsSpan(0, lengths[i]));
    }

    [Fact]
    public void A_batch_is_filled_again_after_it_was_cleared()
    {
        var batch = new HashBatch();
        batch.Add(Noise, Noise);
        batch.Run();
        batch.Clear();
        batch.Add([1], [2, 3]);
        Check(batch, 1, _ => new byte[] { 1, 2, 3 });
    }

    [Fact]
    public void Nothing_to_hash_is_no_fault()
    {
        var batch = new HashBatch();
        batch.Run();
        Assert.Equal(0, batch.Count);
    }

    private delegate ReadOnlySpan<byte> Message(int number);

    private static void Check(HashBatch batch, int count, Message message)
    {
        Assert.Equal(count, batch.Count);
        batch.Run();
        for (var i = 0; i < count; i++) Assert.Equal(SHA256.HashData(message(i)), batch[i].ToArray());
    }
}
