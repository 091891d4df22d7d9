namespace TuroEzpass.Core.Proofs;

/// <summary>How dark something is drawn. Grey only: it prints well, and no agency's colours are borrowed.</summary>
internal enum Tone : byte
{
    Text = 0x1A,
    Muted = 0x66,
    Rule = 0xB8,
    HairLine = 0xDC,
    Shade = 0xF4,
}

/// <summary>A printable text on one line.</summary>
/// <param name="Left">In points from the page's left edge.</param>
/// <param name="Baseline">In points downwards, from the top of the strip or page.</param>
/// <param name="Text">Only characters that the font has.</param>
/// <param name="Size">In points.</param>
/// <param name="Weight">Regular or bold.</param>
/// <param name="Tone">How dark.</param>
internal readonly record struct Run(double Left, double Baseline, string Text, double Size, Weight Weight, Tone Tone);

/// <summary>A band across the page that is never cut.</summary>
/// <param name="Height">In points.</param>
/// <param name="Runs">The texts in it.</param>
internal sealed record Strip(double Height, IReadOnlyList<Run> Runs)
{
    /// <summary>Whether the band lies on a grey ground.</summary>
    public bool Shaded { get; init; }

    /// <summary>A line along the band's lower edge, if any.</summary>
    public Tone? RuleBelow { get; init; }

    /// <summary>Empty space.</summary>
    public static Strip Gap(double height) => new(height, []);
}

/// <summary>Strips that belong together and are kept on one page where they fit on one.</summary>
/// <param name="Strips">From top to bottom.</param>
/// <param name="IsToll">Whether it is a toll, that stands below the table's head.</param>
internal sealed record Block(IReadOnlyList<Strip> Strips, bool IsToll = false)
{
    /// <summary>In points.</summary>
    public double Height { get; } = Strips.Sum(strip => strip.Height);
}

/// <summary>The content of the evidence before it is divided into pages; the same for the PDF and the picture.</summary>
/// <param name="Blocks">In reading order.</param>
/// <param name="TableHead">Stands above the tolls, again on each page.</param>
/// <param name="RunningHead">Stands at the top of each page but the first.</param>
/// <param name="Footer">The host's statement at the foot of each page.</param>
/// <param name="PageNumber">Draws "Page x of y" into the footer, by its baseline.</param>
internal sealed record Content(
    IReadOnlyList<Block> Blocks,
    Block TableHead,
    Block RunningHead,
    Block Footer,
    Func<int, int, Run> PageNumber);
