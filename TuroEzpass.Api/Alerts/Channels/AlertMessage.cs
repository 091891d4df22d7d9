using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>One alert in a message.</summary>
/// <param name="News">What happened to it.</param>
/// <param name="Id">The alert's ID.</param>
/// <param name="Rule">Its rule; null for a test.</param>
/// <param name="Title">The title.</param>
/// <param name="Lines">The lines below the title.</param>
/// <param name="Link">The dashboard page to open; null if the dashboard's address is not configured.</param>
public sealed record AlertMessageItem(AlertNews News, string Id, AlertRule? Rule, string Title, IReadOnlyList<string> Lines, Uri? Link)
{
    /// <summary>The title with its status.</summary>
    public string Headline => News switch
    {
        AlertNews.Reminder => $"Still open: {Title}",
        AlertNews.Acknowledged => $"Acknowledged: {Title}",
        AlertNews.Resolved => $"Resolved: {Title}",
        _ => Title,
    };
}

/// <summary>A message to one channel.</summary>
/// <param name="Id">The ID; the same when it is sent again after a failure.</param>
/// <param name="Subject">The subject of a mail. It contains no guest's name, tag or plate.</param>
/// <param name="Items">The alerts.</param>
/// <param name="Settings">The page that changes what is sent; null if the dashboard's address is not configured.</param>
/// <param name="ForOperators">Whether it is for operators.</param>
public sealed record AlertMessage(string Id, string Subject, IReadOnlyList<AlertMessageItem> Items, Uri? Settings, bool ForOperators);
