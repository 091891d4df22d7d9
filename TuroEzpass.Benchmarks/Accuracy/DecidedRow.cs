using System.Globalization;
using Sylvan.Data.Csv;
using TuroEzpass.Core.Matching;

namespace TuroEzpass.Benchmarks.Accuracy;

/// <summary>A line of <c>outcomes.csv</c>.</summary>
internal sealed record DecidedRow(string Statement, int Line, Outcome Outcome, string Reason, string Reservation, long Cents)
{
    /// <summary>Reads the file.</summary>
    public static List<DecidedRow> Read(byte[] outcomes)
    {
        using var reader = CsvDataReader.Create(new StreamReader(new MemoryStream(outcomes)));
        var rows = new List<DecidedRow>();
        while (reader.Read())
        {
            var amount = reader.GetString(7);
            rows.Add(new DecidedRow(
                reader.GetString(0), reader.GetInt32(1), Enum.Parse<Outcome>(reader.GetString(2)), reader.GetString(4), reader.GetString(5),
                amount.Length == 0 ? 0 : (long)(decimal.Parse(amount, NumberStyles.Number | NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture) * 100)));
        }

        return rows;
    }
}
