using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Fonts.Standard14Fonts;
using UglyToad.PdfPig.Graphics.Operations.TextObjects;
using UglyToad.PdfPig.Graphics.Operations.TextPositioning;
using UglyToad.PdfPig.Graphics.Operations.TextShowing;
using UglyToad.PdfPig.Graphics.Operations.TextState;
using UglyToad.PdfPig.Writer;

namespace TuroEzpass.Core.Proofs;

/// <summary>Draws finished pages into a PDF.</summary>
internal sealed class PdfPen(PdfDocumentBuilder builder, IGlyphs regular, IGlyphs bold)
{
    private const double RuleWidth = 0.6;

    /// <summary>Adds the pages.</summary>
    public void Draw(IReadOnlyList<EvidencePage> pages)
    {
        var regularFont = Add(regular, Standard14Font.Helvetica, Alphabet(pages, Weight.Regular));
        var boldFont = Add(bold, Standard14Font.HelveticaBold, Alphabet(pages, Weight.Bold));
        foreach (var page in pages)
        {
            var sheet = builder.AddPage(Sheet.Width, page.Height);
            DrawLines(page, sheet);
            regularFont.UseOn(sheet);
            boldFont.UseOn(sheet);
            Tone? ink = null;
            foreach (var run in page.Runs)
            {
                if (ink != run.Tone)
                    sheet.SetTextAndFillColor((byte)run.Tone, (byte)run.Tone, (byte)run.Tone);
                ink = run.Tone;
                (run.Weight == Weight.Bold ? boldFont : regularFont).Write(run, Round(run.Left), Round(page.Height - run.Baseline));
            }
        }
    }

    private static void DrawLines(EvidencePage page, PdfPageBuilder sheet)
    {
        if (page.Grounds.Count > 0)
        {
            // PdfPig strokes what it fills; in the same gray, the thin edge can't be seen.
            sheet.SetStrokeColor((byte)Tone.Shade, (byte)Tone.Shade, (byte)Tone.Shade);
            sheet.SetTextAndFillColor((byte)Tone.Shade, (byte)Tone.Shade, (byte)Tone.Shade);
        }

        foreach (var ground in page.Grounds)
        {
            var corner = new PdfPoint(ground.Left, Round(page.Height - ground.Top - ground.Height));
            sheet.DrawRectangle(corner, ground.Width, Round(ground.Height), 0.1, fill: true);
        }

        foreach (var rule in page.Rules)
        {
            var height = Round(page.Height - rule.Top);
            sheet.SetStrokeColor((byte)rule.Tone, (byte)rule.Tone, (byte)rule.Tone);
            sheet.DrawLine(new PdfPoint(Sheet.Left, height), new PdfPoint(Sheet.Right, height), RuleWidth);
        }
    }

    private PdfFont Add(IGlyphs glyphs, Standard14Font builtIn, string alphabet) => new(
        glyphs is EmbeddedGlyphs embedded ? builder.AddTrueTypeFont(embedded.Face.Cut(alphabet)) : builder.AddStandard14Font(builtIn),
        alphabet);

    // Each distinct letter once; the title and the page numbers guarantee that there are some.
    private static string Alphabet(IReadOnlyList<EvidencePage> pages, Weight weight) => string.Concat(pages
        .SelectMany(page => page.Runs).Where(run => run.Weight == weight).SelectMany(run => run.Text).Distinct().Order());

    // A thousandth of a point is far below what can be seen, and keeps the file small.
    private static double Round(double points) => Math.Round(points, 3);

    /// <summary>A font of the PDF with the code of each letter. PdfPig's own way of adding text looks up the outline of every
    /// letter and makes an object of it. Here it is called once for each distinct letter, and text is written with the codes.</summary>
    private sealed class PdfFont(PdfDocumentBuilder.AddedFont font, string alphabet)
    {
        private readonly Dictionary<char, byte> codes = [];
        private PdfPageBuilder? sheet;
        private SetFontAndSize? named;

        /// <summary>Registers the font with a page and finds out its codes.</summary>
        public void UseOn(PdfPageBuilder page)
        {
            sheet = page;
            var operations = page.CurrentStream.Operations;
            var before = operations.Count;
            page.AddText(codes.Count == 0 ? alphabet : alphabet[..1], 1, new PdfPoint(0, 0), font);
            var trial = operations[before..];
            operations.RemoveRange(before, operations.Count - before);

            named = trial.OfType<SetFontAndSize>().Single();
            if (codes.Count > 0)
                return;
            var letter = 0;
            foreach (var code in trial.OfType<ShowText>().SelectMany(show => show.Bytes.ToArray()))
                codes.Add(alphabet[letter++], code);
        }

        /// <summary>Writes a run.</summary>
        public void Write(Run run, double left, double baseline)
        {
            var text = new byte[run.Text.Length];
            for (var letter = 0; letter < text.Length; letter++)
                text[letter] = codes[run.Text[letter]];
            sheet!.CurrentStream.Operations.AddRange(
            [
                BeginText.Value, new SetFontAndSize(named!.Font, run.Size), new MoveToNextLineWithOffset(left, baseline),
                new ShowText(text), EndText.Value,
            ]);
        }
    }
}
