using System.Text;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Ledger;

/// <summary>For trips files of any form, only the guest's cell changes and no other byte.</summary>
public sealed class TripsRedactionTests
{
    [Theory]
    [InlineData("Zoë Ångström", "(erased)")]
    [InlineData("\"Zoë Ångström\"", "\"(erased)\"")]
    [InlineData("  Zoë Ångström ", "  (erased) ")]
    [InlineData("\"Zoë, \"\"Z\"\" Ångström\"", "\"(erased)\"")]
    [InlineData("\"Zoë\nÅngström\"", "\"(erased)\"")]
    [InlineData("Zoë \"Z\" Ångström", "(erased)")]
    [InlineData("\"\"\"Zoë\"\"\"", "\"(erased)\"")]
    [InlineData("", "")]
    [InlineData("\"\"", "\"\"")]
    [InlineData("(erased)", "(erased)")]
    public void The_quoting_of_the_cell_stays(string guest, string expected) =>
        Assert.Equal(File(expected), Text(Redact(Encoding.UTF8.GetBytes(File(guest)))));

    [Theory]
    [InlineData("utf-8", false, "\n")]
    [InlineData("utf-8", true, "\r\n")]
    [InlineData("utf-16", true, "\r\n")]
    [InlineData("utf-16BE", true, "\n")]
    [InlineData("iso-8859-1", false, "\r\n")]
    [InlineData("iso-8859-1", false, "\r")]
    [InlineData("utf-8", false, "\r")]
    public void Encoding_mark_and_line_ends_stay(string encoding, bool hasMark, string lineEnd)
    {
        var by = Encoding.GetEncoding(encoding);
        byte[] Bytes(string guest) => [.. hasMark ? by.GetPreamble() : [], .. by.GetBytes(File(guest).Replace("\n", lineEnd, StringComparison.Ordinal))];

        Assert.Equal(Bytes("(erased)"), Redact(Bytes("Zoë Ångström")));
    }

    [Fact]
    public void Two_marks_or_bytes_that_are_no_letters_stay()
    {
        byte[] Odd(string guest) => [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(File(guest)), 0x0A, 0xFF, 0xFE, 0x0A];

        // The reader refuses the last line anyway, because it is not a trip; only its bytes matter here.
        var text = EncodedText.Of(Odd("Zoë"));
        Assert.Equal(Odd("Zoë"), text.Encode(text.Text));

        byte[] Twice(string guest) => [0xEF, 0xBB, 0xBF, 0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(File(guest))];
        Assert.Equal(Twice("(erased)"), Redact(Twice("Zoë")));
    }

    [Fact]
    public void A_half_pair_and_an_odd_last_byte_of_a_wide_file_stay()
    {
        byte[] bytes = [0xFF, 0xFE, 0x41, 0x00, 0x00, 0xD8, 0x42, 0x00, 0x07];

        var text = EncodedText.Of(bytes);

        Assert.Equal(bytes, text.Encode(text.Text));
    }

    [Fact]
    public void Quotation_marks_that_do_not_close_where_they_should_lose_the_name_all_the_same()
    {
        var redacted = TripsRedaction.Redact("trips.csv", Encoding.UTF8.GetBytes(File("\"Zoë \"Z\" Ångström\"")), new HashSet<string> { "50000001" });

        Assert.DoesNotContain("Zoë \"Z", Text(redacted.Bytes), StringComparison.Ordinal);
        Assert.Contains("Zoë Other", Text(redacted.Bytes), StringComparison.Ordinal);
        Assert.DoesNotContain("Ångström", Text(redacted.Bytes), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_column_of_guests_is_redacted_and_a_file_without_one_stays()
    {
        var two = $"Guest,{Rows.TripHeader}\nZoë,{Line("50000001", "Ångström")}\n";
        var none = $"{Rows.TripHeader.Replace("Guest,", "", StringComparison.Ordinal)}\n{Line("50000001", "").Replace("50000001,,", "50000001,", StringComparison.Ordinal)}\n";

        Assert.Equal($"Guest,{Rows.TripHeader}\n(erased),{Line("50000001", "(erased)")}\n", Text(Redact(Encoding.UTF8.GetBytes(two))));
        Assert.Equal(none, Text(Redact(Encoding.UTF8.GetBytes(none))));
    }

    private static string File(string guest) => $"{Rows.TripHeader}\n\n{Line("50000001", guest)}\n{Line("50000002", "Zoë Other")}\n";

    // The cell as it is given, quotation marks included.
    private static string Line(string id, string guest) => Rows.Trip(id, "2025-11-11 09:30", "2025-11-14 21:30", guest: "The guest").Replace("The guest", guest, StringComparison.Ordinal);

    private static byte[] Redact(byte[] bytes) => TripsRedaction.Redact("trips.csv", bytes, new HashSet<string> { "50000001" }).Bytes;

    private static string Text(byte[] bytes) => Encoding.UTF8.GetString(bytes);
}
