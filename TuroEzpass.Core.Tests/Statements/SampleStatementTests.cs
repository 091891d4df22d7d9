using System.Text;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Time;

namespace TuroEzpass.Tests.Statements;

/// <summary>Every sample statement is read completely: the expected file next to it has all values of each row.</summary>
public class SampleStatementTests
{
    public static TheoryData<string> Tables => [.. SampleFiles.Tables];

    [Theory]
    [MemberData(nameof(Tables))]
    public void Every_row_of_the_sample_is_read_as_expected(string file)
    {
        var statement = new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read(file, SampleFiles.Read(file));

        Assert.Equal(SampleFiles.Expected(file + ".rows.txt"), Describe(statement));
    }

    [Fact]
    public void There_are_as_many_samples_as_were_found_in_the_field() => Assert.Equal(15, SampleFiles.Tables.Count());

    [Fact]
    public void Every_built_in_layout_has_a_sample()
    {
        var read = SampleFiles.Tables.Concat(SampleFiles.Pages).Select(file => new StatementReader(LayoutCatalog.BuiltIn, new Symbols()).Read(file, SampleFiles.Read(file)).Layout.Id);

        Assert.Empty(LayoutCatalog.BuiltIn.Layouts.Select(layout => layout.Id).Except(read));
    }

    private static string Describe(Statement statement)
    {
        var text = new StringBuilder();
        text.Append("layout ").Append(statement.Layout.Id).Append(", issuer ").Append(statement.Layout.Issuer).Append('\n');
        foreach (var row in statement.Rows)
        {
            string[] values =
            [
                $"line {row.Line}", row.Kind.ToString(), row.Unreadable?.ToString() ?? "", row.Identifier is null ? "no identifier" : string.Join(" + ", new[] { row.Tag, row.Plate }.OfType<TagOrPlate>()),
                $"{row.Plaza?.Agency.Code} [{string.Join(',', row.Plaza?.Zones.Select(zone => zone.Zone.Id) ?? [])}]",
                row.EntryPlaza.Length > 0 ? $"{row.EntryPlaza} -> {row.Plaza?.Code}" : row.Plaza?.Code ?? "",
                $"at {Time(row.Travel)}", row.OtherEnd.HasDate ? $"other end {Time(row.OtherEnd)}" : "", row.Missing == MissingEnd.None ? "" : $"missing {row.Missing}",
                $"posted {Time(row.Posted)}", $"cost {row.Amount?.ToString() ?? "none"}", row.TransactionId.IsEmpty ? "" : $"id {row.TransactionId}",
                row.VehicleClass.Length > 0 ? $"class {row.VehicleClass}" : "",
            ];
            text.AppendJoin(" | ", values.Where(value => value.Length > 0)).Append('\n');
        }

        return text.ToString();
    }

    private static string Time(TravelTime time) => time.Precision switch
    {
        TimePrecision.None => "none",
        TimePrecision.Day => time.Date.ToString("uuuu-MM-dd", null),
        TimePrecision.Minute => time.LocalDateTime.ToString("uuuu-MM-dd HH:mm", null),
        _ => time.LocalDateTime.ToString("uuuu-MM-dd HH:mm:ss", null),
    };
}
