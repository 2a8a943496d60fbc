namespace FundLedger.Domain.Ledger;

/// <summary>The bytes of a hash: compared by value, written in lower-case hex.</summary>
public readonly struct Digest(byte[] bytes) : IEquatable<Digest>
{
    private ReadOnlySpan<byte> Bytes => bytes;

    public static bool operator ==(Digest left, Digest right) => left.Equals(right);

    public static bool operator !=(Digest left, Digest right) => !left.Equals(right);

    public bool Equals(Digest other) => Bytes.SequenceEqual(other.Bytes);

    public override bool Equals(object? obj) => obj is Digest other && Equals(other);

    public override int GetHashCode()
    {
        var code = default(HashCode);
        code.AddBytes(Bytes);
        return code.ToHashCode();
    }

    public override string ToString() => Convert.ToHexStringLower(Bytes);
}
