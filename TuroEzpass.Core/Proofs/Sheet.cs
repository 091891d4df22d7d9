namespace TuroEzpass.Core.Proofs;

/// <summary>The dimensions of a page, in points: US Letter, which Turo and its guests print.</summary>
internal static class Sheet
{
    public const double Width = 612;
    public const double LetterHeight = 792;
    public const double Margin = 44;
    public const double Left = Margin;
    public const double Right = Width - Margin;
    public const double ContentWidth = Right - Left;

    /// <summary>Where the gray background of statement rows starts; it ends at the right margin.</summary>
    public const double GroundLeft = Left + 22;

    public const double TitleSize = 19;
    public const double HeadingSize = 10.5;
    public const double BodySize = 9;
    public const double LabelSize = 7;
    public const double CellSize = 7.5;
    public const double CellLabelSize = 6;
    public const double FooterSize = 6.8;

    /// <summary>From one baseline to the next, in multiples of the size.</summary>
    public const double Leading = 1.28;

    /// <summary>From the top of a line to its baseline, in multiples of the size.</summary>
    public const double Ascent = 0.98;
}
