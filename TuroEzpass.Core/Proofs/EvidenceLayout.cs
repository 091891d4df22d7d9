namespace TuroEzpass.Core.Proofs;

/// <summary>An attached statement, as listed in the summary.</summary>
/// <param name="Name">The file name.</param>
/// <param name="Pages">The number of pages.</param>
/// <param name="Sha256">SHA-256 of the file, in lower-case hex.</param>
internal sealed record Attachment(string Name, int Pages, string Sha256);

/// <summary>Arranges the content of the evidence; independent of PDF and image.</summary>
internal sealed class EvidenceLayout
{
    private const string Title = "Summary by the host";
    private const string None = "-";

    private static readonly Column Number = new(Sheet.Left, 22, Sheet.BodySize, Tone: Tone.Muted);
    private static readonly Column Date = new(66, 56, Sheet.BodySize);
    private static readonly Column Time = new(124, 78, Sheet.BodySize);
    private static readonly Column Agency = new(206, 88, Sheet.BodySize);
    private static readonly Column Plaza = new(300, 120, Sheet.BodySize);
    private static readonly Column ReadBy = new(426, 76, Sheet.BodySize);
    private static readonly Column Amount = new(506, Sheet.Right - 506, Sheet.BodySize, Weight.Bold, AlignRight: true);

    private static readonly GridStyle FactGrid = new(3, Sheet.LabelSize, 10, Weight.Bold, RowGap: 6);
    private static readonly GridStyle CellGrid = new(6, Sheet.CellLabelSize, Sheet.CellSize, Weight.Regular, RowGap: 2.25);

    private readonly EvidenceDocument document;
    private readonly IReadOnlyList<Attachment> attachments;
    private readonly StripSetter setter;
    private readonly SourceFiles files;

    private EvidenceLayout(EvidenceDocument document, IReadOnlyList<Attachment> attachments, Typesetter type)
    {
        this.document = document;
        this.attachments = attachments;
        setter = new StripSetter(type);
        files = new SourceFiles(document);
    }

    /// <summary>Lays out a document.</summary>
    /// <param name="document">What to show.</param>
    /// <param name="attachments">The statements that follow the summary; none in an image.</param>
    /// <param name="type">The fonts.</param>
    public static Content Of(EvidenceDocument document, IReadOnlyList<Attachment> attachments, Typesetter type) =>
        new EvidenceLayout(document, attachments, type).Build();

    private Content Build()
    {
        var blocks = new List<Block> { Head(), Trip() };
        for (var toll = 0; toll < document.Tolls.Count; toll++)
            blocks.Add(Toll(toll + 1, document.Tolls[toll]));
        blocks.Add(Total());
        blocks.AddRange(files.Blocks(setter));
        blocks.AddRange(SourceFiles.AttachmentBlocks(attachments, setter));
        var footer = new Block(setter.Row([(Disclaimer, FooterColumn)]));
        return new Content(blocks, TableHead(), RunningHead(), footer, PageNumber);
    }

    private static Column FooterColumn => new(Sheet.Left, Sheet.ContentWidth - 70, Sheet.FooterSize, Tone: Tone.Muted);

    private string Disclaimer =>
        "This is the host's own summary of rows in the toll agency's statement. It is not affiliated with, made by or checked by Turo "
        + "or any toll agency."
        + (attachments.Count > 0 ? " The agency's own statement is attached after this summary." : "");

    private Block Head() => new([
        .. setter.Paragraph(Title, Sheet.TitleSize, Weight.Bold),
        Strip.Gap(2),
        .. setter.Paragraph("Tolls for one Turo trip, from the toll agency's statement", Sheet.BodySize, tone: Tone.Muted),
        new Strip(6, []) { RuleBelow = Tone.Text },
        Strip.Gap(9),
    ]);

    private Block Trip() => new([
        .. Facts(("Reservation", document.ReservationId), ("Guest", document.Guest), ("Vehicle", document.Vehicle)),
        .. Facts(("Trip start", document.TripStart), ("Trip end", document.TripEnd), (TollsLabel, document.Total.ToDollars())),
        .. StatedTimes(),
        .. Facts(
            (document.Plates.Count == 1 ? "Plate" : "Plates", string.Join(", ", document.Plates)),
            (document.Tags.Count == 1 ? "Transponder" : "Transponders", string.Join(", ", document.Tags))),
        Strip.Gap(6),
    ]);

    private List<Strip> StatedTimes() => document.PickedUp.Length + document.Returned.Length == 0 ? []
        : Facts(("Picked up, as stated by the host", document.PickedUp), ("Returned, as stated by the host", document.Returned));

    private string TollsLabel => document.Tolls.Count == 1 ? "Total of 1 toll" : $"Total of {document.Tolls.Count} tolls";

    private List<Strip> Facts(params ReadOnlySpan<(string Label, string Value)> facts)
    {
        var items = new List<LabelledValue>(facts.Length);
        foreach (var (label, value) in facts)
            items.Add(string.IsNullOrWhiteSpace(value) ? new(label, None, Absent: true) : new(label, value));
        return setter.Grid(items, Sheet.Left, Sheet.ContentWidth, FactGrid);
    }

    private Block TableHead()
    {
        var head = setter.Row([.. new (string Text, Column Column)[]
        {
            ("#", Number), ("Date", Date), ("Time", Time), ("Agency", Agency), ("Plaza", Plaza), ("Read by", ReadBy), ("Amount", Amount),
        }.Select(cell => (cell.Text, cell.Column with { Size = Sheet.LabelSize, Weight = Weight.Bold, Tone = Tone.Muted }))]);
        return new Block([.. head, new Strip(2, []) { RuleBelow = Tone.Rule }]);
    }

    private Block Toll(int number, EvidenceToll toll) => new(
    [
        Strip.Gap(4.5),
        .. setter.Row(
        [
            (Invariant($"{number}"), Number), (toll.Date, Date), (Given(toll.Time), Time), (Given(toll.Agency), Agency),
            (Given(toll.Plaza), Plaza), (Given(toll.ReadBy), ReadBy), (toll.Amount.ToDollars(), Amount),
        ]),
        .. toll.Rows.SelectMany(StatementRow),
        new Strip(4.5, []) { RuleBelow = Tone.HairLine },
    ], IsToll: true);

    private IEnumerable<Strip> StatementRow(EvidenceRow row)
    {
        const double padding = 6;
        var (left, width) = (Sheet.GroundLeft + padding, Sheet.Right - Sheet.GroundLeft - 2 * padding);
        List<Strip> strips =
        [
            Strip.Gap(3.5),
            .. setter.Row([(Invariant($"Statement line {row.Line} of {files.NameOf(row)}"), new Column(left, width, Sheet.LabelSize, Tone: Tone.Muted))]),
            Strip.Gap(2.5),
            .. setter.Grid(Cells(row), left, width, CellGrid),
        ];
        return [Strip.Gap(3), .. strips.Select(strip => strip with { Shaded = true })];
    }

    // Every header and every cell, even if a row is shorter or longer than its headers.
    private static IEnumerable<LabelledValue> Cells(EvidenceRow row)
    {
        for (var column = 0; column < Math.Max(row.Headers.Count, row.Cells.Count); column++)
        {
            var label = column < row.Headers.Count && !string.IsNullOrWhiteSpace(row.Headers[column])
                ? row.Headers[column].Trim()
                : Invariant($"column {column + 1}");
            yield return column >= row.Cells.Count ? new LabelledValue(label, "(missing)", Absent: true)
                : string.IsNullOrWhiteSpace(row.Cells[column]) ? new LabelledValue(label, "(empty)", Absent: true)
                : new LabelledValue(label, row.Cells[column]);
        }
    }

    private Block Total() => new(
    [
        Strip.Gap(5),
        .. setter.Row(
        [
            (TollsLabel, new Column(Sheet.Left, Amount.Left - Sheet.Left, 11, Weight.Bold)),
            (document.Total.ToDollars(), Amount with { Left = Amount.Left - 60, Width = Amount.Width + 60, Size = 11 }),
        ]),
        new Strip(4, []) { RuleBelow = Tone.Text },
        Strip.Gap(12),
    ]);

    private Block RunningHead()
    {
        var right = new Column(Sheet.Left + 150, Sheet.ContentWidth - 150, Sheet.BodySize, Tone: Tone.Muted, AlignRight: true);
        var reservation = setter.Type.Printable($"Reservation {document.ReservationId}, continued", Weight.Regular);
        return new Block(
        [
            .. setter.Row(
            [
                (Title, new Column(Sheet.Left, 150, Sheet.BodySize, Weight.Bold)),
                (setter.Type.Cut(reservation, right.Size, right.Weight, right.Width), right),
            ]),
            new Strip(4, []) { RuleBelow = Tone.Text },
            Strip.Gap(8),
        ]);
    }

    private Run PageNumber(int page, int pages)
    {
        var text = Invariant($"Page {page} of {pages}");
        var left = Sheet.Right - setter.Type.Width(text, Sheet.FooterSize, Weight.Regular);
        return new Run(left, Sheet.FooterSize * Sheet.Ascent, text, Sheet.FooterSize, Weight.Regular, Tone.Muted);
    }

    private static string Given(string value) => string.IsNullOrWhiteSpace(value) ? None : value;

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
