namespace TuroEzpass.Core.Proofs;

/// <summary>A label and its value, such as a column's header and a cell.</summary>
/// <param name="Label">Drawn small above the value.</param>
/// <param name="Value">The value.</param>
/// <param name="Absent">Whether the value only says that there is none; drawn light gray.</param>
internal readonly record struct LabelledValue(string Label, string Value, bool Absent = false);

/// <summary>A column of a strip: its position and text style.</summary>
/// <param name="Left">In points from the page's left edge.</param>
/// <param name="Width">In points.</param>
/// <param name="Size">The font size, in points.</param>
/// <param name="Weight">Regular or bold.</param>
/// <param name="Tone">How dark.</param>
/// <param name="AlignRight">Whether the text ends at the column's right edge, as amounts do.</param>
internal readonly record struct Column(
    double Left, double Width, double Size, Weight Weight = Weight.Regular, Tone Tone = Tone.Text, bool AlignRight = false);

/// <summary>The style of a grid of labeled values; sizes in points.</summary>
/// <param name="Columns">The number of columns that share the width.</param>
/// <param name="LabelSize">The font size of labels.</param>
/// <param name="ValueSize">The font size of values.</param>
/// <param name="ValueWeight">The weight of values.</param>
/// <param name="RowGap">The space below each row of the grid.</param>
internal readonly record struct GridStyle(int Columns, double LabelSize, double ValueSize, Weight ValueWeight, double RowGap);

/// <summary>Arranges text in strips: paragraphs, rows of columns, and grids of labeled values.</summary>
internal sealed class StripSetter(Typesetter type)
{
    private const double GridGap = 9;

    /// <summary>The typesetter.</summary>
    public Typesetter Type => type;

    /// <summary>Text across the page, in as many lines as it needs.</summary>
    public List<Strip> Paragraph(string text, double size, Weight weight = Weight.Regular, Tone tone = Tone.Text) =>
        Row([(text, new Column(Sheet.Left, Sheet.ContentWidth, size, weight, tone))]);

    /// <summary>Texts side by side, each wrapped in its column; there are as many strips as the longest text has lines.</summary>
    public List<Strip> Row(IReadOnlyList<(string Text, Column Column)> cells)
    {
        var lines = cells.Select(cell => Lines(cell.Text, cell.Column)).ToList();
        var size = cells.Max(cell => cell.Column.Size);
        var strips = new List<Strip>();
        for (var line = 0; line < lines.Max(cell => cell.Count); line++)
        {
            var runs = new List<Run>(cells.Count);
            for (var cell = 0; cell < cells.Count; cell++)
            {
                if (line < lines[cell].Count)
                    Add(runs, lines[cell][line], cells[cell].Column, size * Sheet.Ascent);
            }

            strips.Add(new Strip(size * Sheet.Leading, runs));
        }

        return strips;
    }

    /// <summary>Labeled values in equal columns. A long value takes several columns, a longer one several lines.</summary>
    public List<Strip> Grid(IEnumerable<LabelledValue> items, double left, double width, GridStyle style)
    {
        var (columns, labelSize, valueSize, valueWeight, rowGap) = style;
        var step = (width + GridGap) / columns;
        var strips = new List<Strip>();
        var row = new List<(string Label, string Value, Column LabelColumn, Column ValueColumn)>();
        var taken = 0;
        foreach (var item in items)
        {
            var tone = item.Absent ? Tone.Rule : Tone.Text;
            var (label, value) = (type.Printable(item.Label, Weight.Regular), type.Printable(item.Value, valueWeight));
            var wide = Math.Max(type.Width(label, labelSize, Weight.Regular), type.Width(value, valueSize, valueWeight));
            var span = Math.Clamp((int)Math.Ceiling((wide + GridGap) / step), 1, columns);
            if (taken + span > columns)
            {
                FlushGridRow(row, strips, rowGap);
                taken = 0;
            }

            var cell = new Column(left + taken * step, span * step - GridGap, labelSize, Weight.Regular, Tone.Muted);
            row.Add((label, value, cell, cell with { Size = valueSize, Weight = valueWeight, Tone = tone }));
            taken += span;
        }

        FlushGridRow(row, strips, rowGap);
        return strips;
    }

    // Label by label and value by value, so that a cell copied from the PDF is in one piece.
    private void FlushGridRow(List<(string Label, string Value, Column LabelColumn, Column ValueColumn)> row, List<Strip> strips, double gap)
    {
        if (row.Count == 0)
            return;
        var labels = Row([.. row.Select(item => (item.Label, item.LabelColumn))]);
        var values = Row([.. row.Select(item => (item.Value, item.ValueColumn))]);
        strips.AddRange(labels);
        strips.AddRange(values);
        strips.Add(Strip.Gap(gap));
        row.Clear();
    }

    private List<string> Lines(string text, Column column) =>
        type.Wrap(type.Printable(text, column.Weight), column.Size, column.Weight, column.Width);

    private void Add(List<Run> runs, string line, Column column, double baseline)
    {
        if (line.AsSpan().Trim(' ').IsEmpty)
            return;
        var left = column.AlignRight
            ? column.Left + column.Width - type.Width(line, column.Size, column.Weight)
            : column.Left;
        runs.Add(new Run(left, baseline, line, column.Size, column.Weight, column.Tone));
    }
}
