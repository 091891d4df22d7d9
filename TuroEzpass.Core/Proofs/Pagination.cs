namespace TuroEzpass.Core.Proofs;

/// <summary>A gray background, in points from the page's top left corner.</summary>
internal readonly record struct Ground(double Left, double Top, double Width, double Height);

/// <summary>A horizontal line across the page, at a height in points from the top.</summary>
internal readonly record struct Rule(double Top, Tone Tone);

/// <summary>One finished page, with everything at its position.</summary>
internal sealed class EvidencePage
{
    public List<Ground> Grounds { get; } = [];

    public List<Rule> Rules { get; } = [];

    public List<Run> Runs { get; } = [];

    /// <summary>The page's height in points.</summary>
    public double Height { get; set; }
}

/// <summary>Divides content into pages.</summary>
/// <param name="maxHeight">The largest height of a page in points.</param>
/// <param name="maxTolls">The most tolls on a page.</param>
/// <param name="cropped">Whether a page ends below its content instead of having the full height.</param>
internal sealed class Pagination(double maxHeight, int maxTolls, bool cropped)
{
    private const double FooterGap = 10;

    private readonly List<EvidencePage> pages = [];
    private EvidencePage page = new();
    private double at;
    private double bottom;
    private int tolls;
    private bool hasTableHead;
    private bool isFresh;

    /// <summary>Places everything: each block on one page if it fits, heads repeated, footers numbered.</summary>
    public List<EvidencePage> Divide(Content content)
    {
        bottom = maxHeight - Sheet.Margin - content.Footer.Height - FooterGap;
        StartPage(content);
        foreach (var block in content.Blocks)
        {
            var head = block.IsToll && !hasTableHead ? content.TableHead.Height : 0;
            var isFull = block.IsToll && tolls == maxTolls;
            if (isFull || (at + head + block.Height > bottom && !isFresh))
                StartPage(content);
            if (block.IsToll)
            {
                PlaceTableHead(content);
                tolls++;
            }

            Place(block, content);
        }

        for (var number = 0; number < pages.Count; number++)
            Finish(pages[number], number + 1, content);
        return pages;
    }

    private void StartPage(Content content)
    {
        page = new EvidencePage();
        pages.Add(page);
        at = Sheet.Margin;
        (tolls, hasTableHead) = (0, false);
        if (pages.Count > 1)
            Place(content.RunningHead, content);
        isFresh = true;
    }

    private void PlaceTableHead(Content content)
    {
        if (hasTableHead)
            return;
        hasTableHead = true;
        Place(content.TableHead, content);
    }

    private void Place(Block block, Content content)
    {
        foreach (var strip in block.Strips)
        {
            // Only within a block that is longer than a page.
            if (at + strip.Height > bottom && !isFresh)
            {
                StartPage(content);
                if (block.IsToll)
                    PlaceTableHead(content);
            }

            Place(strip);
        }
    }

    private void Place(Strip strip)
    {
        if (strip.Shaded)
            Shade(strip.Height);
        foreach (var run in strip.Runs)
            page.Runs.Add(run with { Baseline = at + run.Baseline });
        at += strip.Height;
        if (strip.RuleBelow is { } tone)
            page.Rules.Add(new Rule(at, tone));
        page.Height = at;
        isFresh = false;
    }

    // Backgrounds that touch are drawn as one; two with a common edge would show a seam.
    private void Shade(double height)
    {
        if (page.Grounds is [.., var last] && Math.Abs(last.Top + last.Height - at) < 0.01)
            page.Grounds[^1] = last with { Height = last.Height + height };
        else
            page.Grounds.Add(new Ground(Sheet.GroundLeft, at, Sheet.Right - Sheet.GroundLeft, height));
    }

    private void Finish(EvidencePage finished, int number, Content content)
    {
        var top = cropped ? finished.Height + FooterGap : maxHeight - Sheet.Margin - content.Footer.Height;
        finished.Rules.Add(new Rule(top - 4, Tone.HairLine));
        var below = top;
        foreach (var strip in content.Footer.Strips)
        {
            foreach (var run in strip.Runs)
                finished.Runs.Add(run with { Baseline = below + run.Baseline });
            below += strip.Height;
        }

        var pageNumber = content.PageNumber(number, pages.Count);
        finished.Runs.Add(pageNumber with { Baseline = top + pageNumber.Baseline });
        finished.Height = cropped ? below + Sheet.Margin : maxHeight;
    }
}
