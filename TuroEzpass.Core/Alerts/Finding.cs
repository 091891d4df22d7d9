namespace TuroEzpass.Core.Alerts;

/// <summary>That a rule holds now.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">For what; empty where the rule has one subject only.</param>
/// <param name="Title">What is so, for people; no guest's name, tag or plate, for it becomes the subject of a mail.</param>
/// <param name="Detail">More of it.</param>
/// <param name="Link">The dashboard's page that helps.</param>
public sealed record Finding(AlertRule Rule, string Subject, string Title, string Detail, string Link)
{
    /// <summary>The id of its alert.</summary>
    public string Id => Alert.IdOf(Rule.Id, Subject);
}
