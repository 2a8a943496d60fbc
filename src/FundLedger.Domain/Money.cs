using System.Globalization;

namespace FundLedger.Domain;

/// <summary>An amount in whole đồng; may be negative. Arithmetic is checked: overflow throws, never wraps.</summary>
public readonly record struct Money(long Dong) : IComparable<Money>
{
    public static Money Zero => default;

    public bool IsPositive => Dong > 0;

    public bool IsNegative => Dong < 0;

    public static Money operator +(Money left, Money right) => new(left.Dong + right.Dong);

    public static Money operator -(Money left, Money right) => new(left.Dong - right.Dong);

    public static Money operator -(Money amount) => new(-amount.Dong);

    public static bool operator <(Money left, Money right) => left.Dong < right.Dong;

    public static bool operator >(Money left, Money right) => left.Dong > right.Dong;

    public static bool operator <=(Money left, Money right) => left.Dong <= right.Dong;

    public static bool operator >=(Money left, Money right) => left.Dong >= right.Dong;

    public int CompareTo(Money other) => Dong.CompareTo(other.Dong);

    /// <summary>A share of this amount, rounded down to the đồng. <paramref name="percent"/> is 0 to 100.</summary>
    public Money Percent(int percent) => new((long)Math.Floor((decimal)Dong * percent / 100m));

    /// <summary>
    /// So many equal shares, to the đồng: what does not divide is given to the first ones, one đồng each, so that they add up to it.
    /// </summary>
    public IReadOnlyList<Money> Split(int parts)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(parts, 1);
        var (share, left) = Math.DivRem(Dong, parts);
        return [.. Enumerable.Range(0, parts).Select(i => new Money(share + (i < Math.Abs(left) ? Math.Sign(left) : 0)))];
    }

    /// <summary>Digits grouped by dots as Vietnamese papers print them; a negative amount in brackets: (1.234.567).</summary>
    public override string ToString()
    {
        var digits = Math.Abs((decimal)Dong).ToString("#,##0", CultureInfo.InvariantCulture).Replace(',', '.');
        return IsNegative ? $"({digits})" : digits;
    }
}
