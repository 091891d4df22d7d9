using System.Net;
using System.Text;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>Formats a message for each channel.</summary>
public static class MessageTexts
{
    /// <summary>Plain text for a mail.</summary>
    public static string Plain(AlertMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var text = new StringBuilder();
        foreach (var item in message.Items)
        {
            text.Append(Mark(item, message)).Append(item.Headline).Append('\n');
            foreach (var line in item.Lines)
                text.Append(line).Append('\n');
            if (item.Link is not null)
                text.Append(item.Link).Append('\n');
            text.Append('\n');
        }

        text.Append("-- \n").Append(Why(message)).Append('\n');
        if (message.Settings is not null)
            text.Append(Change(message)).Append(": ").Append(message.Settings).Append('\n');
        return text.ToString();
    }

    /// <summary>Simple HTML for a mail, without pictures, scripts or external content.</summary>
    public static string Html(AlertMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var html = new StringBuilder("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>").Append(E(message.Subject)).Append("</title></head><body>");
        foreach (var item in message.Items)
        {
            html.Append("<h2>").Append(E(Mark(item, message) + item.Headline)).Append("</h2>");
            if (item.Lines.Count > 0)
                html.Append("<p>").AppendJoin("<br>", item.Lines.Select(E)).Append("</p>");
            if (item.Link is not null)
                html.Append("<p><a href=\"").Append(E(item.Link.AbsoluteUri)).Append("\">Open the page</a></p>");
        }

        html.Append("<hr><p><small>").Append(E(Why(message)));
        if (message.Settings is not null)
            html.Append(" <a href=\"").Append(E(message.Settings.AbsoluteUri)).Append("\">").Append(E(Change(message))).Append("</a>.");
        return html.Append("</small></p></body></html>").ToString();
    }

    /// <summary>Slack's markup; special characters in our texts are escaped.</summary>
    public static string Slack(AlertMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        return string.Join("\n\n", message.Items.Select(item => string.Join(
            '\n',
            [$"*{S(Mark(item, message) + item.Headline)}*", .. item.Lines.Select(S), .. item.Link is null ? Array.Empty<string>() : [$"<{S(item.Link.AbsoluteUri)}|Open the page>"]])));
    }

    private static string Mark(AlertMessageItem item, AlertMessage message) => message.ForOperators && item.Rule is { } rule ? $"[{rule.Priority}] " : "";

    private static string Why(AlertMessage message) => message.ForOperators
        ? "You get this because you operate TuroEzpass."
        : "You get this because your TuroEzpass account sends alerts to this address.";

    private static string Change(AlertMessage message) => message.ForOperators ? "View all alerts" : "Change or stop these messages";

    private static string E(string text) => WebUtility.HtmlEncode(text);

    private static string S(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
}
