namespace TuroEzpass.Core.Proofs;

/// <summary>How dark something is drawn. Only gray: it prints well and imitates no agency's colors.</summary>
internal enum Tone : byte
{
    Text = 0x1A,
    Muted = 0x66,
    Rule = 0xB8,
    HairLine = 0xDC,
    Shade = 0xF4,
}

/// <summary>Printable text on one line.</summary>
/// <param name="Left">In points from the page's left edge.</param>
/// <param name="Baseline">In points from the top of the strip or page.</param>
/// <param name="Text">Only characters that the font has.</param>
/// <param name="Size">In points.</param>
/// <param name="Weight">Regular or bold.</param>
/// <param name="Tone">How dark.</param>
internal readonly record struct Run(double Left, double Baseline, string Text, double Size, Weight Weight, Tone Tone);

/// <summary>A band across the page that is never split.</summary>
/// <param name="Height">In points.</param>
/// <param name="Runs">The texts in it.</param>
internal sealed record Strip(double Height, IReadOnlyList<Run> Runs)
{
    /// <summary>Whether the band has a gray background.</summary>
    public bool Shaded { get; init; }

    /// <summary>The line along the lower edge, if any.</summary>
    public Tone? RuleBelow { get; init; }

    /// <summary>Empty space.</summary>
    public static Strip Gap(double height) => new(height, []);
}

/// <summary>Strips that belong together and stay on one page if they fit.</summary>
/// <param name="Strips">From top to bottom.</param>
/// <param name="IsToll">Whether it is a toll, which is listed below the table's head.</param>
internal sealed record Block(IReadOnlyList<Strip> Strips, bool IsToll = false)
{
    /// <summary>The height in points.</summary>
    public double Height { get; } = Strips.Sum(strip => strip.Height);
}

/// <summary>The content of the evidence before it is divided into pages; the same for the PDF and the image.</summary>
/// <param name="Blocks">In reading order.</param>
/// <param name="TableHead">Shown above the tolls, again on each page.</param>
/// <param name="RunningHead">Shown at the top of each page except the first.</param>
/// <param name="Footer">The host's statement at the foot of each page.</param>
/// <param name="PageNumber">Draws "Page x of y" into the footer, by its baseline.</param>
internal sealed record Content(
    IReadOnlyList<Block> Blocks,
    Block TableHead,
    Block RunningHead,
    Block Footer,
    Func<int, int, Run> PageNumber);
