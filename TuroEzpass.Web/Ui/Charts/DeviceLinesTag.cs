using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Razor.TagHelpers;
using NodaTime;
using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Ui.Charts;

/// <summary><c>&lt;device-lines devices="…" car="…" /&gt;</c>: a car's tags and plates over the last year, one line each. A line that
/// touches an edge continues beyond it. The page also shows a table with the same dates.</summary>
[HtmlTargetElement("device-lines", TagStructure = TagStructure.WithoutEndTag)]
public sealed class DeviceLinesTag(Viewer viewer, IClock clock) : TagHelper
{
    private const int Width = 640;
    private const int RowHeight = 32;
    private const int Foot = 26;
    private const int Ahead = 20;
    private const int LeastDays = 365;
    private const int MostDays = 3 * 365;

    /// <summary>The tags and plates.</summary>
    public IReadOnlyList<Device> Devices { get; set; } = [];

    /// <summary>The car's name.</summary>
    public string Car { get; set; } = "";

    /// <inheritdoc />
    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(output);
        if (Devices.Count == 0)
        {
            output.SuppressOutput();
            return;
        }

        (output.TagName, output.TagMode) = ("figure", TagMode.StartTagAndEndTag);
        output.AddClasses("device-lines");
        var today = clock.GetCurrentInstant().InZone(viewer.Zone).Date;
        var first = Devices.Select(device => DayOf(device.From)).Where(day => day is not null).Append(today).Min()!.Value;
        var days = Math.Clamp(Period.DaysBetween(first, today) + Ahead, LeastDays, MostDays);
        var begin = today.PlusDays(Ahead - days);
        double X(LocalDate day) => Math.Clamp(Width * (double)Period.DaysBetween(begin, day) / days, 0, Width);
        var (id, height) = ($"lines-{context.UniqueId[..8]}", Devices.Count * RowHeight + Foot);
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"""<svg viewBox="0 0 {Width} {height}" role="img" aria-labelledby="{id}-t {id}-d"><title id="{id}-t">{Safe($"Tags and plates of {Car}")}</title><desc id="{id}-d">{Safe(string.Join("; ", Devices.Select(Sentence)))}</desc>""");
        Months(svg, begin, today, days, X, height);
        foreach (var (row, device) in Devices.Index())
        {
            var (from, to) = (DayOf(device.From) is { } start ? X(start) : 0, DayOf(device.To) is { } end ? X(end) : Width);
            var y = row * RowHeight + 2;
            var (place, anchor) = from < Width * 0.6 ? (from + 8, "start") : (to - 8, "end");
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="bar {(device.Kind == DeviceKind.Tag ? "tag" : "plate")}" x="{from:0.#}" y="{y}" width="{Math.Max(3, to - from):0.#}" height="{RowHeight - 8}" rx="5"/><text x="{place:0.#}" y="{y + 17}" text-anchor="{anchor}">{Safe(Name(device))}</text>""");
        }

        svg.Append(CultureInfo.InvariantCulture, $"""<line class="now" x1="{X(today):0.#}" x2="{X(today):0.#}" y1="0" y2="{height - Foot}"/>""");
        output.Content.SetHtmlContent(svg.Append("</svg>").ToString());
    }

    /// <summary>The number as people know it: a plate with its state, a tag with leading zeros.</summary>
    public static string Name(Device device)
    {
        ArgumentNullException.ThrowIfNull(device);
        return device.Kind == DeviceKind.Tag ? TagNumber(device.Value) : device.State.Length > 0 ? $"{device.State} {device.Value}" : device.Value;
    }

    /// <summary>A tag number as printed on the tag and on statements: eleven digits.</summary>
    public static string TagNumber(string digits) => digits.PadLeft(11, '0');

    private static void Months(StringBuilder svg, LocalDate begin, LocalDate today, int days, Func<LocalDate, double> x, int height)
    {
        var apart = days > LeastDays + 60 ? 6 : 3;
        for (var month = new LocalDate(begin.Year, 1, 1); month <= today; month = month.PlusMonths(apart))
        {
            if (month <= begin)
                continue;
            svg.Append(CultureInfo.InvariantCulture, $"""<line class="grid" x1="{x(month):0.#}" x2="{x(month):0.#}" y1="0" y2="{height - Foot}"/><text class="axis" x="{x(month):0.#}" y="{height - 6}" text-anchor="middle">{Locale.Month($"{month.Year:0000}-{month.Month:00}", month.Month == 1)}</text>""");
        }
    }

    private string Sentence(Device device) =>
        $"{(device.Kind == DeviceKind.Tag ? "tag" : "plate")} {Name(device)}, {(DayOf(device.From) is { } from ? $"from {viewer.Locale.Date(from)}" : "from the start")}{(DayOf(device.To) is { } to ? $" until {viewer.Locale.Date(to)}" : ", still in use")}";

    private LocalDate? DayOf(string? text) => Moments.Read(text, viewer.Zone)?.Day;

    private static string Safe(string text) => HtmlEncoder.Default.Encode(text);
}
