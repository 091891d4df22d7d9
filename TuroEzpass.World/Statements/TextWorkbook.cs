using System.IO.Compression;
using System.Text;
using System.Xml;

namespace TuroEzpass.World.Statements;

/// <summary>Writes a workbook in the same way as Pennsylvania's site: all cells as shared strings, names with the prefix <c>x:</c>, a BOM before each
/// part, and no <c>core.xml</c>. No library writes these oddities, and reading them must be tested. The same rows give the same bytes.</summary>
internal static class TextWorkbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Packages = "http://schemas.openxmlformats.org/package/2006";

    // The earliest time that a ZIP file can contain.
    private static readonly DateTimeOffset Written = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Writes a workbook with one sheet.</summary>
    /// <param name="sheet">The sheet's name.</param>
    /// <param name="rows">The rows; empty cells are left out.</param>
    public static byte[] Of(string sheet, IReadOnlyList<string[]> rows)
    {
        var texts = new Dictionary<string, int>(StringComparer.Ordinal);
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            Part(archive, "[Content_Types].xml", ContentTypes);
            Part(archive, "_rels/.rels", writer => WriteRelations(writer, ("rId1", "officeDocument", "xl/workbook.xml")));
            Part(archive, "xl/workbook.xml", writer => Workbook(writer, sheet));
            Part(archive, "xl/_rels/workbook.xml.rels", writer => WriteRelations(writer, ("rId1", "worksheet", "worksheets/sheet1.xml"), ("rId2", "sharedStrings", "sharedStrings.xml")));
            Part(archive, "xl/worksheets/sheet1.xml", writer => Sheet(writer, rows, texts));
            Part(archive, "xl/sharedStrings.xml", writer => Texts(writer, texts));
        }

        return file.ToArray();
    }

    private static void Part(ZipArchive archive, string name, Action<XmlWriter> write)
    {
        var entry = archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Written;
        using var stream = entry.Open();
        using var writer = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true) });
        write(writer);
    }

    private static void ContentTypes(XmlWriter writer)
    {
        const string Office = "application/vnd.openxmlformats-";
        writer.WriteStartElement("Types", $"{Packages}/content-types");
        Add("Default", "Extension", "rels", $"{Office}package.relationships+xml");
        Add("Default", "Extension", "xml", "application/xml");
        Add("Override", "PartName", "/xl/workbook.xml", $"{Office}officedocument.spreadsheetml.sheet.main+xml");
        Add("Override", "PartName", "/xl/worksheets/sheet1.xml", $"{Office}officedocument.spreadsheetml.worksheet+xml");
        Add("Override", "PartName", "/xl/sharedStrings.xml", $"{Office}officedocument.spreadsheetml.sharedStrings+xml");
        writer.WriteEndElement();

        void Add(string element, string key, string of, string type)
        {
            writer.WriteStartElement(element, $"{Packages}/content-types");
            writer.WriteAttributeString(key, of);
            writer.WriteAttributeString("ContentType", type);
            writer.WriteEndElement();
        }
    }

    private static void WriteRelations(XmlWriter writer, params (string Id, string Type, string Target)[] relations)
    {
        writer.WriteStartElement("Relationships", $"{Packages}/relationships");
        foreach (var (id, type, target) in relations)
        {
            writer.WriteStartElement("Relationship", $"{Packages}/relationships");
            writer.WriteAttributeString("Id", id);
            writer.WriteAttributeString("Type", $"{Relations}/{type}");
            writer.WriteAttributeString("Target", target);
            writer.WriteEndElement();
        }

        writer.WriteEndElement();
    }

    private static void Workbook(XmlWriter writer, string sheet)
    {
        writer.WriteStartElement("x", "workbook", Main);
        writer.WriteStartElement("x", "sheets", Main);
        writer.WriteStartElement("x", "sheet", Main);
        writer.WriteAttributeString("name", sheet);
        writer.WriteAttributeString("sheetId", "1");
        writer.WriteAttributeString("r", "id", Relations, "rId1");
        writer.WriteEndDocument();
    }

    private static void Sheet(XmlWriter writer, IReadOnlyList<string[]> rows, Dictionary<string, int> texts)
    {
        writer.WriteStartElement("x", "worksheet", Main);
        writer.WriteStartElement("x", "sheetData", Main);
        for (var row = 0; row < rows.Count; row++)
        {
            writer.WriteStartElement("x", "row", Main);
            writer.WriteAttributeString("r", XmlConvert.ToString(row + 1));
            for (var column = 0; column < rows[row].Length; column++)
            {
                if (rows[row][column] is not { Length: > 0 } text)
                    continue;
                texts.TryAdd(text, texts.Count);
                writer.WriteStartElement("x", "c", Main);
                writer.WriteAttributeString("r", $"{(char)('A' + column)}{XmlConvert.ToString(row + 1)}");
                writer.WriteAttributeString("t", "s");
                writer.WriteElementString("x", "v", Main, XmlConvert.ToString(texts[text]));
                writer.WriteEndElement();
            }

            writer.WriteEndElement();
        }

        writer.WriteEndDocument();
    }

    private static void Texts(XmlWriter writer, Dictionary<string, int> texts)
    {
        writer.WriteStartElement("x", "sst", Main);
        foreach (var text in texts.OrderBy(text => text.Value))
        {
            writer.WriteStartElement("x", "si", Main);
            writer.WriteStartElement("x", "t", Main);
            // Leading and trailing spaces matter.
            writer.WriteAttributeString("xml", "space", null, "preserve");
            writer.WriteString(text.Key);
            writer.WriteEndElement();
            writer.WriteEndElement();
        }

        writer.WriteEndDocument();
    }
}
