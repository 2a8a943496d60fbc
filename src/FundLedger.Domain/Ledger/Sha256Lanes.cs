using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace FundLedger.Domain.Ledger;

/// <summary>
/// SHA-256 (FIPS 180-4) of eight messages at once, one in each lane of a vector: a log is millions of short messages, none of which has to
/// wait for the one before to be checked. Each message is a whole number of blocks, padded already.
/// </summary>
internal static class Sha256Lanes
{
    public const int Lanes = 8;
    public const int BlockLength = 64;

    private const int HashLength = 32;
    private const int Words = 16;

    private static readonly uint[] RoundConstants =
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];

    private static readonly Vector256<byte> BigEndian = Vector256.Create(
        (byte)3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15, 14, 13, 12);

    private static readonly uint[] InitialState =
        [0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19];

    /// <summary>Whether the processor has such vectors; without them there is only the ordinary way.</summary>
    public static bool AreSupported => Avx2.IsSupported;

    /// <param name="messages">Start and length of each lane's message within <paramref name="padded"/>; up to <see cref="Lanes"/>.</param>
    /// <param name="hashes">The hash of each, one after another.</param>
    public static void Hash(ReadOnlySpan<byte> padded, ReadOnlySpan<(int Start, int Length)> messages, Span<byte> hashes)
    {
        Span<Vector256<uint>> state = stackalloc Vector256<uint>[8];
        for (var i = 0; i < state.Length; i++) state[i] = Vector256.Create(InitialState[i]);
        Span<Vector256<uint>> schedule = stackalloc Vector256<uint>[Words];
        var longest = 0;
        foreach (var (_, length) in messages) longest = Math.Max(longest, length);
        for (var at = 0; at < longest; at += BlockLength)
        {
            Load(padded, messages, at, schedule);
            Compress(state, schedule);
            Store(state, messages, at + BlockLength, hashes);
        }
    }

    // A message that has ended is read again from its last block: its hash has been taken out.
    private static void Load(
        ReadOnlySpan<byte> padded, ReadOnlySpan<(int Start, int Length)> messages, int at, Span<Vector256<uint>> schedule)
    {
        for (var lane = 0; lane < Lanes; lane++)
        {
            var (start, length) = messages[Math.Min(lane, messages.Length - 1)];
            ref readonly var block = ref padded.Slice(start + Math.Min(at, length - BlockLength), BlockLength)[0];
            schedule[lane] = Avx2.Shuffle(Vector256.LoadUnsafe(in block), BigEndian).AsUInt32();
            schedule[Lanes + lane] = Avx2.Shuffle(Vector256.LoadUnsafe(in block, (nuint)Vector256<byte>.Count), BigEndian).AsUInt32();
        }

        Transpose(schedule[..Lanes]);
        Transpose(schedule[Lanes..]);
    }

    // Eight words of each message become each word of eight messages: pairs of words, pairs of pairs, halves.
    private static void Transpose(Span<Vector256<uint>> rows)
    {
        var (a, b) = Pairs(rows[0], rows[1], rows[2], rows[3]);
        var (c, d) = Pairs(rows[4], rows[5], rows[6], rows[7]);
        Join(rows, 0, a.Low, c.Low);
        Join(rows, 1, a.High, c.High);
        Join(rows, 2, b.Low, d.Low);
        Join(rows, 3, b.High, d.High);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ((Vector256<ulong> Low, Vector256<ulong> High) First, (Vector256<ulong> Low, Vector256<ulong> High) Second) Pairs(
        Vector256<uint> first, Vector256<uint> second, Vector256<uint> third, Vector256<uint> fourth)
    {
        var (low, high) = (Avx2.UnpackLow(first, second).AsUInt64(), Avx2.UnpackHigh(first, second).AsUInt64());
        var (lower, higher) = (Avx2.UnpackLow(third, fourth).AsUInt64(), Avx2.UnpackHigh(third, fourth).AsUInt64());
        return ((Avx2.UnpackLow(low, lower), Avx2.UnpackHigh(low, lower)), (Avx2.UnpackLow(high, higher), Avx2.UnpackHigh(high, higher)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Join(Span<Vector256<uint>> rows, int row, Vector256<ulong> upper, Vector256<ulong> lower)
    {
        rows[row] = Avx2.Permute2x128(upper, lower, 0x20).AsUInt32();
        rows[row + (Lanes / 2)] = Avx2.Permute2x128(upper, lower, 0x31).AsUInt32();
    }

    private static void Compress(Span<Vector256<uint>> state, Span<Vector256<uint>> schedule)
    {
        var (a, b, c, d, e, f, g, h) = (state[0], state[1], state[2], state[3], state[4], state[5], state[6], state[7]);
        for (var round = 0; round < RoundConstants.Length; round++)
        {
            var word = schedule[round % Words];
            if (round >= Words)
            {
                var (early, late) = (schedule[(round + 1) % Words], schedule[(round + 14) % Words]);
                word += (RotateRight(early, 7) ^ RotateRight(early, 18) ^ (early >>> 3)) + schedule[(round + 9) % Words]
                    + (RotateRight(late, 17) ^ RotateRight(late, 19) ^ (late >>> 10));
                schedule[round % Words] = word;
            }

            var first = h + (RotateRight(e, 6) ^ RotateRight(e, 11) ^ RotateRight(e, 25)) + (g ^ (e & (f ^ g)))
                + Vector256.Create(RoundConstants[round]) + word;
            var second = (RotateRight(a, 2) ^ RotateRight(a, 13) ^ RotateRight(a, 22)) + ((a & b) | (c & (a | b)));
            (h, g, f, e, d, c, b, a) = (g, f, e, d + first, c, b, a, first + second);
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<uint> RotateRight(Vector256<uint> word, [ConstantExpected] byte bits) =>
        Avx512F.VL.IsSupported ? Avx512F.VL.RotateRight(word, bits) : (word >>> bits) | (word << (32 - bits));

    // Of the messages that end here.
    private static void Store(
        Span<Vector256<uint>> state, ReadOnlySpan<(int Start, int Length)> messages, int end, Span<byte> hashes)
    {
        for (var lane = 0; lane < messages.Length; lane++)
        {
            if (messages[lane].Length == end) Store(state, lane, hashes.Slice(lane * HashLength, HashLength));
        }
    }

    private static void Store(Span<Vector256<uint>> state, int lane, Span<byte> hash)
    {
        for (var i = 0; i < state.Length; i++) BinaryPrimitives.WriteUInt32BigEndian(hash[(i * sizeof(uint))..], state[i][lane]);
    }
}
