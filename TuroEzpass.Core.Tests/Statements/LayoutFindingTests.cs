using System.Text;
using TuroEzpass.Core;
using TuroEzpass.Core.Statements;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Statements;

/// <summary>The layout is found by its header, and a file that is not a statement is rejected with a helpful message.</summary>
public sealed class LayoutFindingTests
{
    private static readonly string Toll = Nj("2025-11-12 12:00:00");

    [Theory]
    [InlineData(NjHeader, "ezpassnj")]
    [InlineData(Nj18Header, "ezpassnj-18col")]
    [InlineData(NyHeader, "ezpassny")]
    [InlineData(NyBusinessHeader, "ezpassny-business")]
    [InlineData(MdHeader, "driveezmd")]
    [InlineData(PaHeader, "paturnpike")]
    public void Each_header_is_of_its_layout(string header, string layout)
    {
        Assert.Equal(layout, Read(header + "\n").Layout.Id);
        Assert.Equal(layout, Read(header.ToLowerInvariant() + "\n").Layout.Id);
        Assert.Equal(layout, Read("  " + header.Replace(",", " ,  ", StringComparison.Ordinal).Replace(" ", "  ", StringComparison.Ordinal) + "\n").Layout.Id);
        Assert.Equal(layout, Read("\uFEFF" + header + "\n").Layout.Id);
        Assert.Equal(layout, Read("\"" + header.Replace(",", "\",\"", StringComparison.Ordinal) + "\"\r\n").Layout.Id);
    }

    [Fact]
    public void New_Jerseys_older_files_call_the_description_activity() =>
        Assert.Equal("ezpassnj", Read(NjHeader.Replace("DESCRIPTION", "ACTIVITY", StringComparison.Ordinal) + "\n").Layout.Id);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(14)]
    public void A_header_may_stand_after_a_preamble_and_lines_stay_physical(int before)
    {
        var preamble = string.Concat(Enumerable.Range(1, before).Select(line => $"Account statement part {line}\n"));
        var row = Assert.Single(Read($"{preamble}{NjHeader}\n\n{Toll}\n").Rows);

        Assert.Equal(before + 3, row.Line);
    }

    [Fact]
    public void A_header_after_the_first_fifteen_lines_is_not_looked_for() =>
        Assert.Throws<InputException>(() => Read($"{string.Concat(Enumerable.Repeat("preamble\n", 15))}{NjHeader}\n{Toll}\n"));

    [Fact]
    public void An_unknown_header_is_reported_with_the_most_similar_layout_and_the_differences()
    {
        var header = NjHeader.Replace("EXIT TIME", "LEAVE TIME", StringComparison.Ordinal);
        var fault = Assert.Throws<InputException>(() => Read($"{header}\n{Toll}\n"));

        Assert.Equal("statement.csv", fault.File);
        Assert.All(["LEAVE TIME", "EXIT TIME", "TAG/PLATE NUMBER", "ezpassnj", "docs/LAYOUTS.md"], part => Assert.Contains(part, fault.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void An_unknown_column_is_not_ignored() =>
        Assert.Throws<InputException>(() => Read($"{NjHeader},REVERSED?\n{Toll},yes\n"));

    [Theory]
    [InlineData("<!DOCTYPE html>\n<html><head><title>Sign in</title></head></html>")]
    [InlineData("\uFEFF\n  <HTML><body>signed out</body></HTML>")]
    public void A_web_page_saved_as_CSV_says_that_the_site_signed_out(string text) =>
        Assert.Contains("signed you out", Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("\n")]
    [InlineData("\uFEFF")]
    [InlineData("\uFEFF\r\n \r\n")]
    [InlineData(" \t \n\n")]
    public void An_empty_file_is_reported(string text) =>
        Assert.Contains("empty", Assert.Throws<InputException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(new byte[] { 0x89, 0x50, 0x4E, 0x47, 0, 1, 2, 3 })]
    [InlineData(new byte[] { 0x25, 0x50, 0x44, 0x46, 0x2D, 0x31 })]
    [InlineData(new byte[] { 0x50, 0x4B, 0x03, 0x04, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 })]
    [InlineData(new byte[] { 0x1F, 0x8B, 0x08, 0x00 })]
    public void A_binary_file_is_refused(byte[] bytes) =>
        Assert.Equal("statement.csv", Assert.Throws<InputException>(() => new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read("statement.csv", bytes)).File);

    [Fact]
    public void A_header_alone_is_a_statement_without_rows()
    {
        Assert.Empty(Read(NjHeader).Rows);
        Assert.Empty(Read(NjHeader + "\r\n").Rows);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-32")]
    public void Excels_wide_text_is_read_or_refused_and_never_misread(string encoding)
    {
        var coding = Encoding.GetEncoding(encoding);
        byte[] bytes = [.. coding.GetPreamble(), .. coding.GetBytes($"{NjHeader}\r\n{Toll}\r\n")];
        try
        {
            Assert.Equal(2_17, Assert.Single(new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read("statement.csv", bytes).Rows).Amount!.Value.Cents);
        }
        catch (InputException)
        {
            Assert.Equal("utf-32", encoding);
        }
    }

    [Theory]
    [InlineData('\t')]
    [InlineData(';')]
    public void Other_delimiters_are_found(char delimiter) =>
        Assert.Equal(2_17, Assert.Single(Read($"{NjHeader}\n{Toll}\n".Replace(',', delimiter)).Rows).Amount!.Value.Cents);

    [Theory]
    [InlineData("kinds:\n  - { in: [type], matches: '^(?!VOID)TOLL', kind: toll }")] // look-ahead
    [InlineData("kinds:\n  - { in: [type], matches: '(TOLL', kind: toll }")]
    [InlineData("kinds:\n  - { in: [type], kind: nonsense }")]
    [InlineData("kinds: []")]
    [InlineData("kinds:\n")]
    [InlineData("kinds:\n  - { kind: toll, is: }")]
    [InlineData("unknownKey: 1")]
    [InlineData("kinds: [")]
    public void A_users_layout_with_a_fault_is_refused_with_its_name(string kinds)
    {
        var text = "id: own\nname: Own\nissuer: Own\nsign: positive-is-charge\ntimeMeans: exit\ndates: [M/d/yyyy]\ntables:\n  - columns: { date: [D], amount: [A], type: [T] }\n" + kinds + "\n";

        Refused(text);
    }

    [Theory]
    [InlineData("  - columns: { date: , amount: [A], type: [T] }")]
    [InlineData("  - columns: { date: [], amount: [A], type: [T] }")]
    [InlineData("  - columns: { date: [D], amount: [A], date: [E] }")]
    [InlineData("  - columns: { date: [D], amount: [A] }\n    ignored:")]
    [InlineData("  - columns:")]
    [InlineData("  -")]
    [InlineData("")]
    public void A_users_layout_with_an_empty_table_is_refused_with_its_name(string table) =>
        Refused("id: own\nname: Own\nissuer: Own\nsign: positive-is-charge\ntimeMeans: exit\ndates: [M/d/yyyy]\nkinds:\n  - { kind: toll }\ntables:\n" + table + "\n");

    /// <summary>A fault may appear when the layout is read, or when it is used; it must be reported as the file's, or do no harm.</summary>
    private static void Refused(string yaml)
    {
        try
        {
            var layout = LayoutFile.Read("own.yaml", new StringReader(yaml));
            new StatementReader(LayoutCatalog.BuiltIn.With([layout]), new Symbols()).Read("statement.csv", Encoding.UTF8.GetBytes("D,A,T\n11/12/2025,$1.00,TOLL\n"));
        }
        catch (InputException fault)
        {
            Assert.Contains(fault.File, new[] { "own.yaml", "statement.csv" });
        }
    }

    private static Statement Read(string text) => new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read("statement.csv", Encoding.UTF8.GetBytes(text));
}
