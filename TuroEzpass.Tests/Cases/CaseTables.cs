using System.Globalization;
using System.IO.Compression;
using Sylvan.Data.Csv;

namespace TuroEzpass.Tests.Cases;

/// <summary>The rows of a run's <c>outcomes.csv</c>, or of a ledger's export, and its claims.</summary>
internal sealed class CaseTables(List<Dictionary<string, string>> rows, List<Dictionary<string, string>> claims)
{
    public IReadOnlyList<Dictionary<string, string>> Rows => rows;

    public IReadOnlyList<Dictionary<string, string>> Claims => claims;

    public long OwedCents => rows.Where(row => row["outcome"] == "Matched").Sum(row => Cents(row["amount"]) ?? 0);

    public static CaseTables OfRun(string path) => new(Table(new StreamReader(path)), []);

    public static CaseTables OfExport(string path)
    {
        using var zip = ZipFile.OpenRead(path);
        List<Dictionary<string, string>> Of(string name) => Table(new StreamReader(zip.GetEntry(name)!.Open()));
        return new CaseTables(Of("tolls.csv"), Of("claims.csv"));
    }

    public Dictionary<string, string>? Find(string file, int line, int nth = 1) =>
        rows.Where(row => row["statement"] == file && row["line"] == line.ToString(CultureInfo.InvariantCulture)).ElementAtOrDefault(nth - 1);

    public static long? Cents(string text) => text.Length == 0 ? null : (long)(decimal.Parse(text, CultureInfo.InvariantCulture) * 100);

    public static string TextOf(Dictionary<string, string>? row) =>
        row is null ? "Absent" : string.Join(' ', new[] { row["outcome"], row.GetValueOrDefault("reservation_id", ""), row["amount"] }.Where(part => part.Length > 0));

    private static List<Dictionary<string, string>> Table(TextReader text)
    {
        using var reader = CsvDataReader.Create(text, new CsvDataReaderOptions { BufferSize = 1 << 20 });
        var read = new List<Dictionary<string, string>>();
        while (reader.Read())
            read.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, reader.GetString));
        return read;
    }
}
