namespace TuroEzpass.Cli.Operate.Doctor;

/// <summary>How something stands.</summary>
internal enum Health
{
    /// <summary>As it should.</summary>
    Ok,

    /// <summary>It works; something of it does not, or may not for long.</summary>
    Warn,

    /// <summary>It does not work.</summary>
    Bad,
}

/// <summary>What the doctor found of one thing.</summary>
/// <param name="Area">What it belongs to: <c>store</c>, <c>clock</c> …</param>
/// <param name="Health">How it stands.</param>
/// <param name="Says">What was seen.</param>
/// <param name="Mend">What to do; empty where nothing is to be done.</param>
internal sealed record Finding(string Area, Health Health, string Says, string Mend = "")
{
    public static Finding Ok(string area, string says) => new(area, Health.Ok, says);

    public static Finding Warn(string area, string says, string mend) => new(area, Health.Warn, says, mend);

    public static Finding Bad(string area, string says, string mend) => new(area, Health.Bad, says, mend);
}
