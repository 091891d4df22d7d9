namespace TuroEzpass.Core.Alerts;

/// <summary>A rule whose condition is true now.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="Subject">What it is about; empty for a rule with a single subject.</param>
/// <param name="Title">The title. It becomes the subject of a mail, so it must not contain a guest's name, tag or plate.</param>
/// <param name="Detail">Details and what to do.</param>
/// <param name="Link">The dashboard page to open.</param>
public sealed record Finding(AlertRule Rule, string Subject, string Title, string Detail, string Link)
{
    /// <summary>The id of its alert.</summary>
    public string Id => Alert.IdOf(Rule.Id, Subject);
}
