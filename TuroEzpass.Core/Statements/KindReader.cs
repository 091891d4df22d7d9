namespace TuroEzpass.Core.Statements;

/// <summary>Determines a row's kind by its table's rules, and caches the results. Not thread-safe.</summary>
internal sealed class KindReader(StatementTable table)
{
    private readonly Dictionary<Key, KindRule?> known = [];

    /// <summary>The first rule that matches, or null.</summary>
    public KindRule? Find(string type, string memo, string vehicleClass, TollPlaza plaza, bool isRead)
    {
        var key = new Key(type, memo, vehicleClass, plaza, isRead);
        if (!known.TryGetValue(key, out var rule))
            known.Add(key, rule = Read(key));
        return rule;
    }

    private KindRule? Read(Key key) => table.Kinds.FirstOrDefault(rule => Fits(rule, key));

    private static bool Fits(KindRule rule, Key key)
    {
        if (rule.OnlyRead && !key.IsRead)
            return false;
        if (rule.Agency.Length > 0 && key.Plaza.Agency.Code != rule.Agency)
            return false;
        if (rule.Plaza.Count > 0 && !rule.Plaza.Contains(key.Plaza.Code, StringComparer.OrdinalIgnoreCase))
            return false;
        return rule.In.Count == 0 || rule.In.Any(field => Fits(rule, key.Text(field)));
    }

    private static bool Fits(KindRule rule, string text) =>
        (rule.Is.Count == 0 || rule.Is.Contains(text, StringComparer.OrdinalIgnoreCase))
        && (rule.Matches is null || rule.Matches.IsMatch(text));

    private readonly record struct Key(string Type, string Memo, string Class, TollPlaza Plaza, bool IsRead)
    {
        // The texts are interned: equal texts are the same object.
        public bool Equals(Key other) =>
            ReferenceEquals(Type, other.Type) && ReferenceEquals(Memo, other.Memo) && ReferenceEquals(Class, other.Class)
            && ReferenceEquals(Plaza, other.Plaza) && IsRead == other.IsRead;

        public override int GetHashCode() => HashCode.Combine(Type.Length, Class.Length, Plaza.Index, IsRead);

        public string Text(StatementField field) => field switch
        {
            StatementField.Type => Type,
            StatementField.Memo => Memo,
            StatementField.Class => Class,
            StatementField.Plaza => Plaza.Code,
            StatementField.Agency => Plaza.Agency.Code,
            _ => "",
        };
    }
}
