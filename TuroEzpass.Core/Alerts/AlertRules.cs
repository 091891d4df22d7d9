namespace TuroEzpass.Core.Alerts;

/// <summary>The alert rules, read from <c>alert-rules.yaml</c>. Every other list of alerts is generated from it or compared with it.</summary>
/// <param name="All">All rules, in the order of the file.</param>
/// <param name="Levels">The channels of each level.</param>
/// <param name="Vanishing">The agencies that delete toll history.</param>
public sealed record AlertRules(
    IReadOnlyList<AlertRule> All, IReadOnlyDictionary<AlertLevel, IReadOnlyList<AlertChannel>> Levels, IReadOnlyList<VanishingHistory> Vanishing)
{
    /// <summary>The built-in rules.</summary>
    public static AlertRules BuiltIn { get; } = Load();

    /// <summary>Finds a rule by its id; null if there is none.</summary>
    public AlertRule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    private static AlertRules Load()
    {
        using var stream = typeof(AlertRules).Assembly.GetManifestResourceStream("alert-rules.yaml")!;
        using var reader = new StreamReader(stream);
        return AlertRuleFile.Read("alert-rules.yaml", reader);
    }
}
