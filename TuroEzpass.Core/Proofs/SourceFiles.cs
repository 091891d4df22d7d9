namespace TuroEzpass.Core.Proofs;

/// <summary>The source files of a document's rows, each listed once with its SHA-256.</summary>
internal sealed class SourceFiles
{
    private readonly List<(string File, string Sha256)> files = [];

    public SourceFiles(EvidenceDocument document)
    {
        var seen = new HashSet<(string, string)>();
        foreach (var row in document.Tolls.SelectMany(toll => toll.Rows))
        {
            if (seen.Add((row.File, row.Sha256)))
                files.Add((row.File, row.Sha256));
        }
    }

    /// <summary>The file's name as a row quotes it; numbered if there are several, because names may repeat.</summary>
    public string NameOf(EvidenceRow row) =>
        files.Count == 1 ? row.File : $"{row.File} [{files.IndexOf((row.File, row.Sha256)) + 1}]";

    /// <summary>The list of the files.</summary>
    public IEnumerable<Block> Blocks(StripSetter setter)
    {
        for (var file = 0; file < files.Count; file++)
        {
            var name = files.Count == 1 ? files[file].File : $"[{file + 1}] {files[file].File}";
            var listed = Listed(setter, name, files[file].Sha256);
            yield return file > 0 ? new Block(listed) : new Block(
            [
                .. setter.Paragraph("Source files", Sheet.HeadingSize, Weight.Bold),
                Strip.Gap(2),
                .. setter.Paragraph(
                    "The statement lines above are copied from these files, as the host downloaded them from the agency. The SHA-256 fingerprint is of "
                    + "the whole file: it changes if anything in the file changes.",
                    Sheet.LabelSize + 0.5, tone: Tone.Muted),
                .. FoldedNote(setter),
                Strip.Gap(4),
                .. listed,
            ]);
        }
    }

    /// <summary>The list of the attached statements.</summary>
    public static IEnumerable<Block> AttachmentBlocks(IReadOnlyList<Attachment> attachments, StripSetter setter)
    {
        for (var number = 0; number < attachments.Count; number++)
        {
            var attachment = attachments[number];
            var pages = attachment.Pages == 1 ? "1 page" : $"{attachment.Pages} pages";
            var listed = Listed(setter, $"{attachment.Name}, {pages}", attachment.Sha256);
            yield return number > 0 ? new Block(listed) : new Block(
                [Strip.Gap(6), .. setter.Paragraph("Attached after this summary", Sheet.HeadingSize, Weight.Bold), Strip.Gap(4), .. listed]);
        }
    }

    private static List<Strip> FoldedNote(StripSetter setter) => setter.Type.Folded
        ? setter.Paragraph(
            "Letters that can't be printed here are written in Latin letters or as \"?\"; the files have the originals.",
            Sheet.LabelSize + 0.5, tone: Tone.Muted)
        : [];

    private static List<Strip> Listed(StripSetter setter, string name, string sha256) =>
    [
        .. setter.Paragraph(name, Sheet.BodySize),
        .. setter.Paragraph($"SHA-256 {sha256}", Sheet.CellSize, tone: Tone.Muted),
        Strip.Gap(5),
    ];
}
