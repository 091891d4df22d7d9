using System.Text;
using TuroEzpass.Core;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Tests.Statements;

/// <summary>Saved pages: <c>samples/pages</c> were saved from the simulator, never from the sites.</summary>
public sealed class SavedPageTests
{
    [Theory]
    [InlineData("ezpassny.html", "ezpassny-web")]
    [InlineData("ezpassnj.html", "ezpassnj")]
    [InlineData("paturnpike.html", "paturnpike-web")]
    public void A_saved_page_is_a_statement_of_its_table(string file, string layout)
    {
        var bytes = SampleFiles.Read($"pages/{file}");
        var statement = Reader.Read(file, bytes);
        Assert.Equal(layout, statement.Layout.Id);
        Assert.Equal(10, statement.Rows.Count);
        Assert.All(statement.Rows, row => Assert.True(row.Unreadable is null && row.Kind != RowKind.Unknown, $"{row.Unreadable}"));
        Assert.Contains(statement.Rows, row => row.Kind == RowKind.Toll && row.Amount > Money.Zero && row.Travel.HasTime);
        // The header is row 1 of the table.
        Assert.Equal(Enumerable.Range(2, 10), statement.Rows.Select(row => row.Line));
        Assert.Null(UploadContent.Fault(file, new MemoryStream(bytes), out _));
        Assert.Equal(UploadKind.Statement, UploadContent.KindOf(file, bytes));
    }

    [Fact]
    public void A_rows_cells_can_be_shown_as_the_page_had_them()
    {
        var cells = Reader.ReadCells("ny.html", SampleFiles.Read("pages/ezpassny.html"), new HashSet<int> { 3 })[3];
        Assert.Equal("Lane Txn ID", cells.Headers[0]);
        Assert.Equal(8, cells.Cells.Count);
    }

    [Fact]
    public void Tables_of_roles_lists_in_cells_and_tables_for_looks_are_read_too()
    {
        const string page = """
            <!-- saved from url=(0020)https://example.org/ --><html><body><table><tr><td>
            <div role="grid"><div role="row"><span role="columnheader">Lane Txn ID</span><span role="columnheader">Tag/Plate #</span><span role="columnheader">Agency</span><span role="columnheader">Entry Plaza</span><span role="columnheader">Exit Plaza</span><span role="columnheader">Class</span><span role="columnheader">Date</span><span role="columnheader">Amount</span></div>
            <div role="row"><span role="cell">33000000001</span><span role="cell">00499000<b>111</b></span><span role="cell">MTAB&amp;T</span><span role="cell"></span><span role="cell">RKB</span><span role="cell">31</span><span role="cell">10/4/26<br>3:19 PM</span><span role="cell">-$4.19</span></div></div>
            </td></tr></table><script>document.write('<table><tr><td>x</td></tr></table>')</script></body></html>
            """;
        var row = Assert.Single(Reader.Read("a.html", Encoding.UTF8.GetBytes(page)).Rows);
        Assert.Null(row.Unreadable);
        Assert.Equal(new Money(419), row.Amount);
        Assert.Equal("499000111", row.Tag!.Value);
        Assert.Equal(new NodaTime.LocalDateTime(2026, 10, 4, 15, 19), row.Travel.LocalDateTime);
    }

    [Theory]
    [InlineData("<!DOCTYPE html><html><body><h1>Logged out</h1><p>Please log in again.</p></body></html>", "signed you out")]
    [InlineData("<html><body><table><tr><td>Log in</td></tr></table></body></html>", "signed you out")]
    [InlineData("<html><body><table><tr><th>Name</th><th>Phone</th><th>Street</th></tr><tr><td>a</td><td>b</td><td>c</td></tr></table></body></html>", "header")]
    public void A_page_without_such_a_table_is_refused(string page, string why) =>
        Assert.Contains(why, Assert.Throws<InputException>(() => Reader.Read("a.html", Encoding.UTF8.GetBytes(page))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("<div>")]
    [InlineData("<table><tr><td>")]
    [InlineData("<b><i>")]
    [InlineData("<span role=row>")]
    public void A_deeply_nested_page_does_no_harm(string part)
    {
        var page = Encoding.UTF8.GetBytes("<html><body>" + string.Concat(Enumerable.Repeat(part, Rounds.Of(1_500, 5_000))));
        Assert.Throws<InputException>(() => Reader.Read("a.html", page));
    }

    [Fact]
    public void A_page_that_is_too_large_is_refused_before_it_is_read()
    {
        var page = new byte["<html>".Length + PageRecords.MostBytes];
        page.AsSpan().Fill((byte)'a');
        "<html>"u8.CopyTo(page);

        Assert.Contains("larger than", UploadContent.Fault("a.html", new MemoryStream(page), out _), StringComparison.Ordinal);
    }

    private static StatementReader Reader => new(LayoutCatalog.BuiltIn, new Symbols());
}
