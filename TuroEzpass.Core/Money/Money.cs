using System.Globalization;

namespace TuroEzpass.Core;

/// <summary>An amount of US dollars in whole cents. For a toll it is the signed cost to the host:
/// a charge is positive, a credit negative, regardless of the sign convention of the file it came from.</summary>
/// <param name="Cents">Whole cents; never a fraction.</param>
public readonly record struct Money(long Cents) : IComparable<Money>
{
    /// <summary>Zero.</summary>
    public static readonly Money Zero;

    /// <summary>The sum of two amounts.</summary>
    public static Money operator +(Money left, Money right) => new(checked(left.Cents + right.Cents));

    /// <summary>The difference of two amounts.</summary>
    public static Money operator -(Money left, Money right) => new(checked(left.Cents - right.Cents));

    /// <summary>The same amount with the other sign.</summary>
    public static Money operator -(Money amount) => new(-amount.Cents);

    /// <summary>Whether the left amount is smaller.</summary>
    public static bool operator <(Money left, Money right) => left.Cents < right.Cents;

    /// <summary>Whether the left amount is larger.</summary>
    public static bool operator >(Money left, Money right) => left.Cents > right.Cents;

    /// <summary>Whether the left amount is not larger.</summary>
    public static bool operator <=(Money left, Money right) => left.Cents <= right.Cents;

    /// <summary>Whether the left amount is not smaller.</summary>
    public static bool operator >=(Money left, Money right) => left.Cents >= right.Cents;

    /// <inheritdoc />
    public int CompareTo(Money other) => Cents.CompareTo(other.Cents);

    /// <summary>Plain dollars, as in a CSV cell: <c>5.54</c>, <c>-5.54</c>.</summary>
    public override string ToString()
    {
        var magnitude = Math.Abs(Cents);
        return string.Create(CultureInfo.InvariantCulture, $"{(Cents < 0 ? "-" : "")}{magnitude / 100}.{magnitude % 100:00}");
    }

    /// <summary>Formatted dollars: <c>$1,234.56</c>, <c>-$5.54</c>.</summary>
    public string ToDollars()
    {
        var magnitude = Math.Abs(Cents);
        return string.Create(CultureInfo.InvariantCulture, $"{(Cents < 0 ? "-" : "")}${magnitude / 100:#,0}.{magnitude % 100:00}");
    }
}
