namespace TuroEzpass.Core.Statements;

/// <summary>Reads the amounts that toll statements and Turo's exports write: optional <c>$</c>, a minus before or after
/// it, parentheses for negative, thousands commas, no leading zero (<c>$.80</c>), more than two decimals
/// (<c>10.510</c>, Excel's <c>0.56000000000000005</c>: rounded to the cent).</summary>
public static class AmountText
{
    private const long Limit = 1_000_000_000_00;

    /// <summary>Reads an amount as the text's own sign has it.</summary>
    /// <param name="text">The cell's text.</param>
    /// <param name="cents">The amount in cents; negative for a minus or parentheses.</param>
    /// <returns>False when it is not an amount (or one beyond a billion dollars).</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out long cents)
    {
        cents = 0;
        var negative = false;
        var open = false;
        var dollar = false;
        var digits = 0;
        var decimals = -1;
        var roundUp = false;
        var closed = false;
        foreach (var letter in text)
        {
            if (closed && letter != ' ')
                return false;
            switch (letter)
            {
                case >= '0' and <= '9':
                    digits++;
                    if (decimals < 0 || decimals < 2)
                    {
                        cents = (cents * 10) + (letter - '0');
                        if (cents > Limit)
                            return false;
                    }
                    else if (decimals == 2)
                    {
                        roundUp = letter >= '5';
                    }

                    if (decimals >= 0)
                        decimals++;
                    break;
                case '.' when decimals < 0:
                    decimals = 0;
                    break;
                case ',' when digits > 0 && decimals < 0:
                    break;
                case '-' when !negative && digits == 0 && decimals < 0:
                    negative = true;
                    break;
                case '(' when !open && digits == 0 && !negative:
                    open = true;
                    break;
                case ')' when open && digits > 0:
                    closed = true;
                    break;
                case '$' when !dollar && digits == 0:
                    dollar = true;
                    break;
                case ' ':
                    break;
                default:
                    return false;
            }
        }

        if (digits == 0 || open != closed)
            return false;
        for (var place = Math.Max(decimals, 0); place < 2; place++)
            cents *= 10;
        cents += roundUp ? 1 : 0;
        if (negative || open)
            cents = -cents;
        return Math.Abs(cents) <= Limit;
    }
}
