namespace TuroEzpass.Contracts;

/// <summary>Signals that an owner's data changed. As a server-sent event: <c>event: ledger</c>.</summary>
/// <param name="Version">Opaque; differs after each change.</param>
public sealed record LedgerChanged(string Version);

/// <summary>The names of server-sent events.</summary>
public static class EventNames
{
    /// <summary>The ledger changed; data is <see cref="LedgerChanged"/>.</summary>
    public const string Ledger = "ledger";

    /// <summary>A file's import progressed; data is <see cref="Contracts.Import"/>.</summary>
    public const string Import = "import";

    /// <summary>A run progressed; data is <see cref="Contracts.Run"/>.</summary>
    public const string Run = "run";

    /// <summary>Nothing happened; keeps the connection open.</summary>
    public const string Idle = "idle";
}
