using SkiaSharp;
using TuroEzpass.Core;
using TuroEzpass.Core.Proofs;
using static TuroEzpass.Tests.Proofs.EvidenceSamples;

namespace TuroEzpass.Tests.Proofs;

public sealed class EvidenceTests
{
    private static readonly string[] Names =
    [
        "Jürgen Müller", "Nguyễn Thị Ánh", "李小龍", "Zoë 😀👩🏽‍🚀 Smith", "محمد علي", "שלום כהן", "a\u0001b\tc\r\nd\u0085e", "Zero\u200B\u200D\uFEFFWidth",
        "lone \uD83D surrogate \uDE00", "e\u0301\u0302\u0303", "\uE000 private", "", "   ", "ﷺ", "O'Brien `quoted` \\(paren)", "नमस्ते ไทย 한국어",
    ];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_PDF_shows_the_trip_and_every_toll_with_its_row_and_the_hash_of_its_file(bool withFont)
    {
        var claim = Claim(tolls: 3);

        var text = Letters(EvidencePdf.Render(claim, withFont ? SystemFonts() : NoFonts, []));

        string[] expected = ["Summary by the host", "41234567", "Ada Byron", "Toyota Camry 2022", "NY ABC1234", claim.TripStart, claim.TripEnd, "Total of 3 tolls", "$16.65", Sha, "Page 1 of 1"];
        Assert.All(expected, part => Assert.Contains(Squeezed(part), text));
        Assert.All(claim.Tolls, toll =>
        {
            Assert.Contains(Squeezed($"{toll.Date}{toll.Time}{toll.Agency}{toll.Plaza}{toll.ReadBy}{toll.Amount.ToDollars()}"), text);
            Assert.Contains(Squeezed($"Statement line {toll.Rows[0].Line} of ezpassny-transactions.csv"), text);
            Assert.Contains(Squeezed(string.Concat(toll.Rows[0].Headers)), text);
            Assert.Contains(Squeezed(string.Concat(toll.Rows[0].Cells)), text);
        });
        Assert.Equal(2, text.Split(Sha).Length); // once, not at each row
    }

    [Fact]
    public void The_footer_says_that_it_is_the_hosts_own_paper_and_names_an_attached_statement_only_when_there_is_one()
    {
        var alone = Letters(EvidencePdf.Render(Claim(), NoFonts, []));
        var with = Letters(EvidencePdf.Render(Claim(), NoFonts, [Statement()]));

        Assert.Contains(Squeezed("not affiliated with, made by or checked by Turo or any toll agency"), alone);
        Assert.DoesNotContain("attached", alone);
        Assert.Contains(Squeezed("agency's own statement is attached after this summary"), with);
    }

    [Fact]
    public void Names_in_any_script_are_drawn_with_and_without_a_font()
    {
        Assert.All(Names, name =>
        {
            var claim = Claim(guest: name, plaza: name);
            Assert.NotEmpty(Letters(EvidencePdf.Render(claim, NoFonts, [])));
            Assert.NotEmpty(Letters(EvidencePdf.Render(claim, SystemFonts(), [])));
            Assert.Single(EvidencePng.Render(claim, SystemFonts()).Pages);
        });
    }

    [Fact]
    public void A_font_keeps_the_letters_that_it_has_and_writes_the_others_in_Latin()
    {
        var text = Letters(EvidencePdf.Render(Claim(guest: "Müller Nguyễn ☃ שלום"), SystemFonts(), []));
        var plain = Letters(EvidencePdf.Render(Claim(guest: "Müller Nguyễn 李"), NoFonts, []));

        Assert.Contains("MüllerNguyễn", text);
        Assert.DoesNotContain("ש", text);
        Assert.Contains("MullerNguyenLi", plain);
        Assert.Contains(Squeezed("the files have the originals"), plain);
    }

    [Fact]
    public void More_different_letters_than_PdfPig_can_number_do_not_break_the_PDF()
    {
        var many = string.Concat(Enumerable.Range(0x00C0, 400).Select(code => (char)code));

        var text = Letters(EvidencePdf.Render(Claim(guest: many, plaza: many), SystemFonts(), []));

        Assert.Contains("ÀÁÂÃ", text);
    }

    [Fact]
    public void Without_a_font_the_picture_is_left_out_with_a_reason_and_the_PDF_is_still_made()
    {
        var picture = EvidencePng.Render(Claim(), NoFonts);

        Assert.False(NoFonts.HasFont);
        Assert.Empty(picture.Pages);
        Assert.Contains("no TrueType font", picture.SkippedBecause);
        Assert.NotEmpty(Letters(EvidencePdf.Render(Claim(), NoFonts, [])));
    }

    [Fact]
    public void Files_that_are_not_fonts_are_skipped()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "samples", "README.md");

        Assert.False(EvidenceFonts.From([file, "/nowhere/none.ttf"]).HasFont);
    }

    [Fact]
    public void The_picture_has_dark_letters_where_the_title_stands_and_a_white_margin()
    {
        var picture = Assert.Single(EvidencePng.Render(Claim(), SystemFonts()).Pages);

        using var bitmap = SKBitmap.Decode(picture);
        Assert.Equal(1224, bitmap.Width);
        Assert.True(DarkPixels(picture, new SKRectI(88, 88, 500, 140)) > 500);
        Assert.Equal(0, DarkPixels(picture, new SKRectI(0, 0, 86, bitmap.Height)));
        Assert.Equal(0, DarkPixels(picture, new SKRectI(1138, 0, 1224, bitmap.Height)));
    }

    [Fact]
    public void Two_guests_give_two_pictures_but_the_same_guest_gives_the_same_bytes()
    {
        var ada = EvidencePng.Render(Claim(guest: "Ada"), SystemFonts()).Pages[0];

        Assert.Equal(ada, EvidencePng.Render(Claim(guest: "Ada"), SystemFonts()).Pages[0]);
        Assert.NotEqual(ada, EvidencePng.Render(Claim(guest: "Eve"), SystemFonts()).Pages[0]);
    }

    [Fact]
    public void The_same_document_gives_the_same_PDF_also_from_several_threads()
    {
        var (fonts, proofs) = (EvidenceFonts.FindOnSystem(), new[] { Statement() });
        var first = EvidencePdf.Render(Claim(), fonts, proofs);
        var others = new byte[16][];

        Parallel.For(0, others.Length, index => others[index] = EvidencePdf.Render(Claim(), fonts, proofs));

        Assert.All(others, other => Assert.Equal(first, other));
    }

    [Fact]
    public void Three_hundred_tolls_flow_over_numbered_pages_and_none_is_lost()
    {
        var claim = Claim(tolls: 300);

        var pdf = EvidencePdf.Render(claim, EvidenceFonts.FindOnSystem(), []);

        var text = Letters(pdf);
        var pages = Read(pdf, document => document.NumberOfPages);
        Assert.InRange(pages, 10, 100);
        Assert.All(claim.Tolls, toll => Assert.Contains(Squeezed($"Statement line {toll.Rows[0].Line} of"), text));
        Assert.All(Enumerable.Range(1, pages), page => Assert.Contains($"Page{page}of{pages}", text));
        Assert.InRange(text.Split("PlazaReadbyAmount").Length - 1, pages - 1, pages); // the last page may have no toll
        Read(pdf, document => { Assert.All(document.GetPages(), AssertAllInside); return 0; });
    }

    [Fact]
    public void A_picture_holds_forty_tolls_and_the_rest_go_on_further_pictures()
    {
        Assert.Single(EvidencePng.Render(Claim(tolls: 40), SystemFonts()).Pages);
        Assert.Equal(2, EvidencePng.Render(Claim(tolls: 41), SystemFonts()).Pages.Count);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_long_text_without_blanks_stays_inside_the_page(bool withFont)
    {
        var endless = string.Concat(Enumerable.Repeat("Wm8-", 900));
        var claim = Claim(guest: endless, plaza: endless) with { ReservationId = endless, Plates = [endless], Tags = [endless, endless] };

        var pdf = EvidencePdf.Render(claim, withFont ? SystemFonts() : NoFonts, []);

        Read(pdf, document => { Assert.All(document.GetPages(), AssertAllInside); return 0; });
        Assert.True(Letters(pdf).Split("Wm8-").Length > 900);
    }

    [Fact]
    public void Amounts_end_at_one_edge()
    {
        var claim = Claim() with { Tolls = [Toll(1, 5, "A"), Toll(2, 123_456, "B"), Toll(3, -554, "C")] };

        var ends = Read(EvidencePdf.Render(claim, EvidenceFonts.FindOnSystem(), []), document => document.GetPage(1).Letters
            .Where(letter => letter.StartBaseLine.X > 506 && letter.PointSize > 8)
            .GroupBy(letter => letter.StartBaseLine.Y, (_, line) => line.Max(letter => letter.EndBaseLine.X)).ToList());

        Assert.Equal(4, ends.Count); // three tolls and the total
        Assert.All(ends, end => Assert.Equal(568, end, 0.1));
    }

    [Fact]
    public void A_row_that_is_shorter_or_longer_than_its_headers_is_shown_whole()
    {
        var row = Claim().Tolls[0].Rows[0];
        var claim = Claim() with
        {
            Tolls = [Claim().Tolls[0] with { Rows = [row with { Cells = ["first", ""] }, row with { Cells = [.. row.Cells, "sixth"] }] }],
        };

        var text = Letters(EvidencePdf.Render(claim, NoFonts, []));

        Assert.Contains("first(empty)(missing)(missing)(missing)", text);
        Assert.Contains("column6", text);
        Assert.Contains("sixth", text);
    }

    [Fact]
    public void Two_files_with_one_name_are_distinguished_by_number_and_hash()
    {
        var row = Claim().Tolls[0].Rows[0];
        var other = row with { Sha256 = new string('b', 64), Line = 5 };
        var claim = Claim() with { Tolls = [Claim().Tolls[0] with { Rows = [row, other] }] };

        var text = Letters(EvidencePdf.Render(claim, NoFonts, []));

        Assert.Contains(Squeezed("Statement line 5 of ezpassny-transactions.csv [2]"), text);
        Assert.Contains(Squeezed($"[2] ezpassny-transactions.csv SHA-256 {other.Sha256}"), text);
    }

    [Fact]
    public void A_claim_without_tolls_is_still_a_document()
    {
        var empty = Claim() with { Tolls = [], Total = Money.Zero };

        Assert.Contains("Totalof0tolls$0.00", Letters(EvidencePdf.Render(empty, EvidenceFonts.FindOnSystem(), [])));
    }
}
