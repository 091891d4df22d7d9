using TuroEzpass.Core.Alerts;

namespace TuroEzpass.Api.Alerts.Channels;

/// <summary>One thing that is told.</summary>
/// <param name="News">What is told of it.</param>
/// <param name="Id">Its alert's id.</param>
/// <param name="Rule">Its rule; null for a test.</param>
/// <param name="Title">What is so.</param>
/// <param name="Lines">More of it.</param>
/// <param name="Link">The page that helps, with the dashboard's address; null where that is not known.</param>
public sealed record AlertMessageItem(AlertNews News, string Id, AlertRule? Rule, string Title, IReadOnlyList<string> Lines, Uri? Link)
{
    /// <summary>The title with what is told of it.</summary>
    public string Headline => News switch
    {
        AlertNews.Reminder => $"Still so: {Title}",
        AlertNews.Acknowledged => $"Cared for: {Title}",
        AlertNews.Resolved => $"Over: {Title}",
        _ => Title,
    };
}

/// <summary>What is sent to one channel at once.</summary>
/// <param name="Id">Its id: the same when it is sent again after a failure.</param>
/// <param name="Subject">The subject of a mail: no guest's name, tag or plate.</param>
/// <param name="Items">What is told.</param>
/// <param name="Settings">Where to say of what one wants to be told; null where the dashboard's address is not known.</param>
/// <param name="ForOperators">Whether it is for who keeps the system running.</param>
public sealed record AlertMessage(string Id, string Subject, IReadOnlyList<AlertMessageItem> Items, Uri? Settings, bool ForOperators);
