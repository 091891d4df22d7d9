namespace TuroEzpass.Core.Proofs;

/// <summary>The fonts for evidence: a regular and a bold one, or none.
/// Without a font, the PDF uses a built-in one with Latin letters only, and no image is drawn.
/// Holds the parsed fonts: create one instance and use it for all claims, from any thread.</summary>
public sealed class EvidenceFonts
{
    private static readonly Lazy<EvidenceFonts> System = new(FindFirst);

    private readonly Lazy<SkiaFaces?> skia;

    private EvidenceFonts(FontFace? regular, FontFace? bold)
    {
        Regular = regular;
        Bold = bold ?? regular;
        skia = new Lazy<SkiaFaces?>(() => Regular is null ? null : SkiaFaces.Open(Regular, Bold!));
    }

    /// <summary>Whether there is a font to embed and to draw with.</summary>
    public bool HasFont => Regular is not null;

    internal FontFace? Regular { get; }

    /// <summary>The bold font, or the regular one if there is no bold one.</summary>
    internal FontFace? Bold { get; }

    /// <summary>The same fonts for drawing images. Opened for the first image, so that a PDF alone loads no native code.</summary>
    internal SkiaFaces? Skia => skia.Value;

    /// <summary>Searches the usual font folders of Linux, macOS and Windows, once per process.</summary>
    /// <returns>The fonts; empty if the system has no usable TrueType font.</returns>
    public static EvidenceFonts FindOnSystem() => System.Value;

    /// <summary>Uses the given font files: the first usable regular one and the first usable bold one.</summary>
    /// <param name="ttfPaths">Paths of TrueType files. Missing or unusable files are skipped.</param>
    /// <returns>The fonts; empty if no file is usable.</returns>
    public static EvidenceFonts From(IEnumerable<string> ttfPaths)
    {
        ArgumentNullException.ThrowIfNull(ttfPaths);
        var faces = ttfPaths.Select(FontFace.TryLoad).OfType<FontFace>().ToList();
        return new EvidenceFonts(
            faces.Find(face => !face.IsBold) ?? faces.FirstOrDefault(), faces.Find(face => face.IsBold));
    }

    private static EvidenceFonts FindFirst()
    {
        foreach (var (regular, bold) in FontFolders.Candidates())
        {
            if (FontFace.TryLoad(regular) is { } face)
                return new EvidenceFonts(face, bold is null ? null : FontFace.TryLoad(bold));
        }

        return new EvidenceFonts(null, null);
    }
}
