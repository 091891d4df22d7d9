namespace TuroEzpass.Core.Alerts;

/// <summary>The rules. Data: <c>alert-rules.yaml</c>, which every place that alerts is made from or compared with.</summary>
/// <param name="All">All rules, in the order of the file.</param>
/// <param name="Levels">The channels of each level.</param>
/// <param name="Vanishing">The agencies that delete history.</param>
public sealed record AlertRules(
    IReadOnlyList<AlertRule> All, IReadOnlyDictionary<AlertLevel, IReadOnlyList<AlertChannel>> Levels, IReadOnlyList<VanishingHistory> Vanishing)
{
    /// <summary>Those that come with the program.</summary>
    public static AlertRules BuiltIn { get; } = Load();

    /// <summary>The rule of an id; null when there is none.</summary>
    public AlertRule? Find(string id) => All.FirstOrDefault(rule => rule.Id == id);

    private static AlertRules Load()
    {
        using var stream = typeof(AlertRules).Assembly.GetManifestResourceStream("alert-rules.yaml")!;
        using var reader = new StreamReader(stream);
        return AlertRuleFile.Read("alert-rules.yaml", reader);
    }
}
