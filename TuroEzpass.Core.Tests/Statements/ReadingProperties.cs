using System.Text;
using CsCheck;
using TuroEzpass.Core;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Trips;
using static TuroEzpass.Tests.Matching.Rows;

namespace TuroEzpass.Tests.Statements;

/// <summary>Properties of every file: nothing is lost or invented, and only a reported fault stops the reader.</summary>
public sealed class ReadingProperties
{
    private static readonly string[] Samples =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "samples")).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    /// <summary>A line of a file: its text, and its cents when it is a row (null when it is none).</summary>
    private static readonly Gen<(string Text, long? Cents)> Line = Gen.Frequency(
        (8, Gen.Select(Gen.Int[0, 59], Gen.Int[1, 99999]).Select((second, cents) => (Nj($"2025-11-12 12:00:{second:00}", $"(${cents / 100}.{cents % 100:00})"), (long?)cents))),
        (2, Gen.Int[1, 99999].Select(cents => (Nj("2025-11-12 12:00:00", $"${cents / 100}.{cents % 100:00} "), (long?)-cents))),
        (2, Gen.Int[1, 999999].Select(cents => ($"3/12/2025,3/12/2025,-,NJ E-ZPass,Prepaid Payment,,-,-,14:00:24,-,-,-,\"${(cents / 100m).ToString("#,##0.00", null)} \",Y,-,-,\"$7,428.45 \"", (long?)-cents))),
        (1, Gen.Const((Nj("2025-11-12 12:00:00", "oops"), (long?)0))),
        (1, Gen.Const(("Some words of the agency,,,,", (long?)0))),
        (2, Gen.OneOf("", "   ", "-----", ",,,,,,,,,,,,,,,,", NjHeader).Select(text => (text, (long?)null))));

    [Fact]
    public void Rows_in_are_rows_out_on_their_lines_and_every_cent_is_kept()
    {
        Gen.Select(Line.Array[0, 60], Gen.OneOf("\n", "\r\n"), Gen.Bool, Gen.Bool, Gen.Int[0, 6]).Sample((lines, end, mark, lastEnd, preamble) =>
        {
            var text = (mark ? "\uFEFF" : "") + string.Concat(Enumerable.Repeat($"About your account{end}", preamble)) + string.Join(end, lines.Select(line => line.Text).Prepend(NjHeader)) + (lastEnd ? end : "");
            var rows = Read("s.csv", Encoding.UTF8.GetBytes(text)).Rows;

            var expected = lines.Select((line, index) => (Line: preamble + index + 2, line.Cents)).Where(line => line.Cents is not null).ToList();
            Assert.Equal(expected.Select(line => line.Line), rows.Select(row => row.Line));
            Assert.Equal(expected.Sum(line => line.Cents), rows.Sum(row => row.Amount?.Cents ?? 0));
        }, iter: Rounds.Of(100, 3_000));
    }

    [Fact]
    public void Garbage_is_refused_and_never_breaks_the_reader()
    {
        Gen.Select(Gen.Byte.Array[0, 400], Gen.Int[0, 3]).Sample((bytes, start) => ReadsOrRefuses("x.csv", [.. Start(start), .. bytes]), iter: Rounds.Of(1_000, 30_000));

        static byte[] Start(int kind) => kind switch
        {
            0 => [],
            1 => Encoding.UTF8.GetBytes(NjHeader + "\n"),
            2 => Encoding.UTF8.GetBytes(NyHeader + "\r\n"),
            _ => [0x50, 0x4B, 0x03, 0x04],
        };
    }

    [Fact]
    public void A_damaged_sample_is_read_or_refused_and_never_breaks_the_reader()
    {
        Gen.Select(Gen.OneOf(Samples), Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte, Gen.Int[0, 2]).Array[1, 12]).Sample(
            (file, changes) => ReadsOrRefuses(Path.GetFileName(file), Changed(File.ReadAllBytes(file), changes)), iter: Rounds.Of(100, 2_500));
    }

    [Fact]
    public void A_damaged_text_file_loses_no_line_silently()
    {
        var letters = Gen.Char["\",-$ ()\tx0\u00e9;'="];
        Gen.Select(Gen.OneOf(Samples), Gen.Select(Gen.Int[0, 1 << 20], letters, Gen.Bool).Array[1, 10]).Where((file, _) => file.EndsWith(".csv", StringComparison.Ordinal) && !file.Contains("turo", StringComparison.Ordinal)).Sample((file, changes) =>
        {
            var text = new StringBuilder(File.ReadAllText(file).ReplaceLineEndings("\n"));
            var headerEnd = HeaderLines(file);
            foreach (var (at, letter, insert) in changes)
            {
                var place = headerEnd + (at % Math.Max(1, text.Length - headerEnd));
                if (insert)
                    text.Insert(place, letter);
                else if (place < text.Length && text[place] != '\n')
                    text[place] = letter;
            }

            AllLinesAreThere(text.ToString(), headerEnd, Path.GetFileName(file));
        }, iter: Rounds.Of(500, 15_000));
    }

    [Fact]
    public void A_damaged_trips_file_is_read_or_refused()
    {
        var bytes = File.ReadAllBytes(Samples.Single(file => file.Contains("turo-trip", StringComparison.Ordinal)));
        Gen.Select(Gen.Int[0, 1 << 20], Gen.Byte, Gen.Int[0, 2]).Array[1, 8].Sample(changes =>
        {
            try
            {
                TripsReader.Read("trips.csv", Changed(bytes, changes), new NodaTime.LocalDate(2026, 3, 31));
            }
            catch (InputException)
            {
                // Reported as a fault of the file.
            }
        }, iter: Rounds.Of(500, 15_000));
    }

    private static int HeaderLines(string file)
    {
        var text = File.ReadAllText(file).ReplaceLineEndings("\n");
        var start = file.Contains("epass-cfx", StringComparison.Ordinal) ? text.IndexOf('\n', StringComparison.Ordinal) + 1 : 0;
        return text.IndexOf('\n', start) + 1;
    }

    /// <summary>Every line after the header is a row, is blank or dashes, is the title or header of a section, or belongs to the
    /// quoted cell of a row before it.</summary>
    private static void AllLinesAreThere(string text, int headerEnd, string name)
    {
        var rows = Read(name, Encoding.UTF8.GetBytes(text)).Rows.ToDictionary(row => row.Line);
        var lines = text.Split('\n');
        var line = text[..headerEnd].Count(letter => letter == '\n');
        Assert.All(rows.Keys, number => Assert.InRange(number, line + 1, lines.Length));
        for (; line < lines.Length; line++)
        {
            if (rows.ContainsKey(line + 1) || lines[line].Trim(' ', ',', '-', '"', '\t').Length == 0 || IsHeading(lines[line]))
                continue;
            var owner = rows.Keys.Where(number => number <= line).DefaultIfEmpty(0).Max();
            var before = string.Join('\n', lines[Math.Max(0, owner - 1)..line]);
            Assert.True(owner > 0 && before.Count(letter => letter == '"') % 2 == 1 && lines[owner - 1].Count(letter => letter == ',') <= 2, $"line {line + 1} of {name} is lost: {lines[line]}");
        }
    }

    private static bool IsHeading(string line)
    {
        var text = line.Trim('"', ' ', '\t');
        return text.StartsWith("Vehicle Activity", StringComparison.OrdinalIgnoreCase) || text.StartsWith("Account Activity", StringComparison.OrdinalIgnoreCase)
            || LayoutCatalog.BuiltIn.TryMatch(line.Split(',').Select(cell => cell.Trim('"', ' ', '\t')).ToList(), out _, out _);
    }

    private static byte[] Changed(byte[] bytes, (int At, byte Value, int How)[] changes)
    {
        var list = bytes.ToList();
        foreach (var (at, value, how) in changes)
        {
            var place = at % Math.Max(1, list.Count);
            if (how == 0)
                list.Insert(place, value);
            else if (how == 1 && list.Count > 0)
                list[place] = value;
            else
                list.RemoveRange(place, Math.Min(value % 40, list.Count - place));
        }

        return [.. list];
    }

    private static void ReadsOrRefuses(string name, byte[] bytes)
    {
        try
        {
            var rows = Read(name, bytes).Rows;
            Assert.Equal(rows.Select(row => row.Line).Order().Distinct(), rows.Select(row => row.Line));
        }
        catch (InputException)
        {
            // Reported as a fault of the file.
        }
    }

    private static Statement Read(string name, byte[] bytes) => new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read(name, bytes);
}
