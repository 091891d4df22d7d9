using Microsoft.AspNetCore.Html;

namespace TuroEzpass.PortalSimulator.Pages;

/// <summary>A table rendered on the server.</summary>
internal static class Table
{
    /// <summary>A table with a header.</summary>
    /// <param name="id">The table's ID.</param>
    /// <param name="header">The column names.</param>
    /// <param name="rows">The cells of each row.</param>
    public static IHtmlContent Of(string id, IEnumerable<string> header, IEnumerable<IEnumerable<string>> rows) => Html.Of($"""
        <div class="scroll" tabindex="0" role="region" aria-label="Rows">
        <table id="{id}">
        <thead><tr>{Html.Join(header.Select(name => Html.Of($"<th scope=\"col\">{name}</th>")))}</tr></thead>
        <tbody>
        {Html.Join(rows.Select(row => Html.Of($"<tr>{Html.Join(row.Select(cell => Html.Of($"<td>{cell}</td>")))}</tr>\n")))}</tbody>
        </table>
        </div>
        """);
}
