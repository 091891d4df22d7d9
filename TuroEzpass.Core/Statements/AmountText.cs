namespace TuroEzpass.Core.Statements;

/// <summary>Reads amounts in toll statements and Turo's exports: optional <c>$</c>, a minus before or after
/// it, parentheses for negative, thousands commas, no leading zero (<c>$.80</c>), more than two decimals
/// (<c>10.510</c>, Excel's <c>0.56000000000000005</c>: rounded to the cent).</summary>
public static class AmountText
{
    private const long Limit = 1_000_000_000_00;

    /// <summary>Reads an amount with the sign in the text.</summary>
    /// <param name="text">The cell's text.</param>
    /// <param name="cents">The amount in cents; negative for a minus or parentheses.</param>
    /// <returns>False when it is not an amount (or one beyond a billion dollars).</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out long cents)
    {
        cents = 0;
        var rest = text.Trim();
        var isNegative = Take(ref rest, '(');
        var isOpen = isNegative;
        isNegative |= !isOpen && TakeMinus(ref rest);
        if (Take(ref rest, '$'))
            isNegative |= !isNegative && TakeMinus(ref rest);
        if (!TryReadDollars(ref rest, out var dollars, out var hasDigits) || !TryReadCents(ref rest, ref hasDigits, out var part))
            return false;
        if ((isOpen && !Take(ref rest, ')')) || !hasDigits || !rest.Trim().IsEmpty)
            return false;
        cents = (dollars * 100) + part;
        if (cents > Limit)
            return false;
        cents = isNegative ? -cents : cents;
        return true;
    }

    private static bool Take(ref ReadOnlySpan<char> rest, char letter)
    {
        if (rest.IsEmpty || rest[0] != letter)
            return false;
        rest = rest[1..];
        return true;
    }

    private static bool TakeMinus(ref ReadOnlySpan<char> rest)
    {
        if (!Take(ref rest, '-'))
            return false;
        rest = rest.TrimStart(' ');
        return true;
    }

    /// <summary>Digits, optionally in groups of three: a comma anywhere else is a decimal comma, or separates two numbers.</summary>
    private static bool TryReadDollars(ref ReadOnlySpan<char> rest, out long dollars, out bool hasDigits)
    {
        dollars = 0;
        var inGroup = 0;
        var hasCommas = false;
        var length = 0;
        for (; length < rest.Length; length++)
        {
            var letter = rest[length];
            if (char.IsAsciiDigit(letter))
            {
                dollars = (dollars * 10) + (letter - '0');
                inGroup++;
                if (dollars > Limit)
                    break;
            }
            else if (letter == ',' && (hasCommas ? inGroup == 3 : inGroup is > 0 and <= 3))
            {
                hasCommas = true;
                inGroup = 0;
            }
            else
            {
                break;
            }
        }

        rest = rest[length..];
        hasDigits = inGroup > 0;
        return dollars <= Limit && (!hasCommas || inGroup == 3);
    }

    /// <summary>Decimals, rounded to the cent by the third digit.</summary>
    private static bool TryReadCents(ref ReadOnlySpan<char> rest, ref bool hasDigits, out long cents)
    {
        cents = 0;
        if (!Take(ref rest, '.'))
            return true;
        var length = 0;
        while (length < rest.Length && char.IsAsciiDigit(rest[length]))
            length++;
        hasDigits |= length > 0;
        cents = (length > 0 ? (rest[0] - '0') * 10 : 0) + (length > 1 ? rest[1] - '0' : 0) + (length > 2 && rest[2] >= '5' ? 1 : 0);
        rest = rest[length..];
        return true;
    }
}
