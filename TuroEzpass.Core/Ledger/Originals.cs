using NodaTime.Text;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <summary>The originals that an owner's facts name, read and parsed once. If a guest was erased, the original is its
/// redacted copy.</summary>
internal sealed class Originals(IProofStore proofs, OwnerId owner)
{
    private const int IsoDay = 10;
    private readonly Dictionary<string, string> replaced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, byte[]> bytes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Sha, string File, string? Vehicle, string? Layout), Statement> statements = [];
    private readonly Dictionary<(string Sha, string AsOf, string File), TripsFile> trips = [];
    private readonly Dictionary<string, IReadOnlyList<Handover>> handovers = new(StringComparer.Ordinal);

    /// <summary>The symbol tables that all statements share.</summary>
    public Symbols Symbols { get; } = new();

    /// <summary>Results for tolls on the files up to a position in the log, for <see cref="ClaimGrounds"/>.</summary>
    public Dictionary<(long Seq, string TollId, LedgerSettings Settings), Ground?> Grounds { get; } = [];

    /// <summary>Reads the originals that the facts name and that were not read yet.</summary>
    /// <exception cref="LedgerDamagedException">An original is missing or has changed.</exception>
    public async Task LoadAsync(IEnumerable<Fact> facts, CancellationToken cancellation = default)
    {
        var list = facts.ToList();
        foreach (var (old, now) in list.OfType<GuestErased>().SelectMany(fact => fact.Replaced))
            Replace(old, now);
        // Guests are also erased from withdrawn trips files, so their originals are read too.
        var standing = StandingFacts.Of(list).ToHashSet<Fact>(ReferenceEqualityComparer.Instance);
        foreach (var fact in list)
        {
            switch (fact)
            {
                case StatementImported statement when standing.Contains(statement) && !statements.ContainsKey(Key(statement)):
                    if (statement.LayoutSha256 is { } layout)
                        await LoadAsync(layout, cancellation).ConfigureAwait(false);
                    await LoadAsync(statement.Sha256, cancellation).ConfigureAwait(false);
                    break;
                case TripsImported file:
                    await LoadAsync(file.Sha256, cancellation).ConfigureAwait(false);
                    break;
                case HandoversImported file:
                    await LoadAsync(file.Sha256, cancellation).ConfigureAwait(false);
                    break;
                case FleetReplaced fleet:
                    await LoadAsync(fleet.Sha256, cancellation).ConfigureAwait(false);
                    break;
            }
        }
    }

    /// <summary>The bytes of an original or of its redacted copy.</summary>
    public byte[] Bytes(string sha256) => bytes[Current(sha256)];

    /// <summary>A parsed statement.</summary>
    public Statement StatementOf(StatementImported fact)
    {
        if (statements.TryGetValue(Key(fact), out var known))
            return known;
        var catalog = LayoutCatalog.BuiltIn;
        if (fact.LayoutSha256 is { } layout)
            catalog = catalog.With([LayoutFile.Read("layout", new StringReader(System.Text.Encoding.UTF8.GetString(Bytes(layout))))]);
        var statement = new StatementReader(catalog, Symbols).Read(fact.FileName, Bytes(fact.Sha256), fact.Vehicle);
        Keep(fact, statement);
        // Only its rows are needed from here on.
        bytes.Remove(Current(fact.Sha256));
        return statement;
    }

    /// <summary>Caches a statement that the caller has parsed with <see cref="Symbols"/>, if it was read as the fact says. Another process may
    /// have imported the same file for another car: that one is parsed as its own fact says.</summary>
    public void Keep(StatementImported fact, Statement statement)
    {
        // No toll is later than the day of its import in UTC, which starts before any day in America.
        statement.ReadOn(LocalDatePattern.Iso.Parse(fact.At[..IsoDay]).Value);
        statements.TryAdd(Key(fact), statement);
    }

    /// <summary>A parsed trips file.</summary>
    public TripsFile TripsOf(TripsImported fact)
    {
        var key = (Current(fact.Sha256), fact.AsOf, fact.FileName);
        if (!trips.TryGetValue(key, out var file))
            trips.Add(key, file = TripsReader.Read(fact.FileName, Bytes(fact.Sha256), LocalDatePattern.Iso.Parse(fact.AsOf).Value));
        return file;
    }

    /// <summary>The stated times in a fact; none if it states no times.</summary>
    public IReadOnlyList<Handover> HandoversOf(Fact fact) => fact switch
    {
        HandoversImported file => FileOf(file),
        HandoversStated stated => stated.Handovers,
        _ => [],
    };

    private IReadOnlyList<Handover> FileOf(HandoversImported fact)
    {
        if (!handovers.TryGetValue(fact.Sha256, out var known))
            handovers.Add(fact.Sha256, known = [.. HandoversFile.Read(fact.FileName, Bytes(fact.Sha256)).Lines.Select(line => line.Handover)]);
        return known;
    }

    private static (string Sha, string File, string? Vehicle, string? Layout) Key(StatementImported fact) => (fact.Sha256, fact.FileName, fact.Vehicle, fact.LayoutSha256);

    /// <summary>The current SHA-256 of an original: its own, or that of its last redacted copy.</summary>
    public string Current(string sha256)
    {
        while (replaced.TryGetValue(sha256, out var now))
            sha256 = now;
        return sha256;
    }

    /// <summary>Reads an original or its redacted copy.</summary>
    /// <exception cref="LedgerDamagedException">It is missing or has changed.</exception>
    public async Task<byte[]> ReadAsync(string sha256, CancellationToken cancellation = default)
    {
        var current = Current(sha256);
        return bytes.TryGetValue(current, out var known) ? known : await GetAsync(current, cancellation).ConfigureAwait(false);
    }

    private async Task LoadAsync(string sha256, CancellationToken cancellation)
    {
        var current = Current(sha256);
        if (!bytes.ContainsKey(current))
            bytes.Add(current, await GetAsync(current, cancellation).ConfigureAwait(false));
    }

    private async Task<byte[]> GetAsync(string sha256, CancellationToken cancellation) =>
        await proofs.GetAsync(new ProofAddress(ProofKind.Statement, owner, sha256), cancellation).ConfigureAwait(false) switch
        {
            ProofGet.Found found => found.Content.ToArray(),
            ProofGet.Tampered tampered => throw new LedgerDamagedException($"The original {sha256} has changed: its SHA-256 is now {tampered.ActualSha256}. Restore it from a backup."),
            _ => throw new LedgerDamagedException($"The original {sha256} is missing. Restore it from a backup."),
        };

    /// <summary>Replaces an original by its redacted copy, also in this cache.</summary>
    private void Replace(string old, string now)
    {
        if (!replaced.TryAdd(old, now))
            return;
        bytes.Remove(old);
        foreach (var key in trips.Keys.Where(key => key.Sha == old).ToList())
            trips.Remove(key);
    }
}

/// <summary>An original that the ledger's facts name is missing or has changed.</summary>
/// <param name="message">What is damaged, and what to do.</param>
public sealed class LedgerDamagedException(string message) : Exception(message);
