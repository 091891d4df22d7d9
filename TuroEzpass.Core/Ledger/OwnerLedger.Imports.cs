using NodaTime.Text;
using TuroEzpass.Core.Fleet;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Trips;

namespace TuroEzpass.Core.Ledger;

/// <content>Importing statements, trips and the fleet.</content>
public sealed partial class OwnerLedger
{
    private const int LeastIdLetters = 6;

    /// <summary>Imports a toll statement: stores the original, stages its rows, commits them with one fact, and applies it.</summary>
    /// <exception cref="InputException">The file can't be read.</exception>
    public Task<ImportResult> ImportStatementAsync(
        string fileName, byte[] bytes, string by, string? vehicle = null, byte[]? layout = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return LedgerTelemetry.ImportAsync("statement", () => TakeStatementAsync(fileName, bytes, by, vehicle, layout, cancellation));
    }

    private async Task<ImportResult> TakeStatementAsync(
        string fileName, byte[] bytes, string by, string? vehicle, byte[]? layout, CancellationToken cancellation)
    {
        var sha = FileContent.Sha256(bytes);
        var layoutSha = layout is null ? null : FileContent.Sha256(layout);
        if (Known() is { } known)
            return new ImportResult(false, known.Rows, 0);

        // With another vehicle or layout, the file replaces itself.
        StatementImported? Known() => state.Imports.FirstOrDefault(import =>
            import.Sha256 == sha && (vehicle is null || import.Vehicle == vehicle) && (layoutSha is null || import.LayoutSha256 == layoutSha));

        Progress?.Report(new LedgerProgress(LedgerStage.Reading));
        var statement = LedgerTelemetry.Span("ledger.read", span =>
        {
            var catalog = LayoutCatalog.BuiltIn;
            if (layout is not null)
                catalog = catalog.With([LayoutFile.Read("layout", new StringReader(System.Text.Encoding.UTF8.GetString(layout)))]);
            var read = new StatementReader(catalog, originals.Symbols).Read(fileName, bytes, vehicle);
            span?.SetTag("ledger.rows", read.Rows.Count);
            return read;
        });
        if (statement.Layout.OneVehicle && vehicle is null)
            throw new InputException(fileName, null, "the file has no tag or plate column.", "Choose its vehicle when you import it.") { Topic = InputTopic.Vehicle };
        if (layout is not null)
            await KeepOriginalAsync(layout, "text/yaml", cancellation).ConfigureAwait(false);
        await KeepOriginalAsync(bytes, "application/octet-stream", cancellation).ConfigureAwait(false);
        await LedgerTelemetry.SpanAsync("ledger.stage", async span =>
        {
            await StagedRows.StageAsync(host.Records, owner, statement, Progress, cancellation).ConfigureAwait(false);
            return span?.SetTag("ledger.rows", statement.Rows.Count);
        }).ConfigureAwait(false);
        var isNew = false;
        var written = await WriteAsync(
            (now, seq) =>
            {
                isNew = Known() is null;
                if (!isNew)
                    return null;
                var fact = new StatementImported
                {
                    Seq = seq,
                    At = now,
                    By = by,
                    Sha256 = sha,
                    FileName = fileName,
                    Vehicle = vehicle,
                    LayoutSha256 = layoutSha,
                    Rows = statement.Rows.Count,
                };
                originals.Keep(fact, statement);
                return fact;
            },
            cancellation).ConfigureAwait(false);
        return new ImportResult(isNew, statement.Rows.Count, written);
    }

    /// <summary>Imports a trip-earnings export. Trips are versioned, and the affected tolls are matched again.</summary>
    /// <exception cref="InputException">The file can't be read.</exception>
    public Task<ImportResult> ImportTripsAsync(string fileName, byte[] bytes, string by, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return LedgerTelemetry.ImportAsync("trips", () => TakeTripsAsync(fileName, bytes, by, cancellation));
    }

    private async Task<ImportResult> TakeTripsAsync(string fileName, byte[] bytes, string by, CancellationToken cancellation)
    {
        var sha = FileContent.Sha256(bytes);
        var asOf = Today();
        var file = LedgerTelemetry.Span("ledger.read", span =>
        {
            var read = TripsReader.Read(fileName, bytes, LocalDatePattern.Iso.Parse(asOf).Value);
            span?.SetTag("ledger.rows", read.Rows.Count);
            return read;
        });
        // The same trips in a file with a later date show that nothing changed until then.
        bool IsKnown() => state.Standing.OfType<TripsImported>().Any(known => known.Sha256 == sha && (originals.TripsOf(known) is var same && (same.IsDated == file.IsDated ? same.Date >= file.Date || !file.IsDated : same.IsDated)));
        if (IsKnown())
            return new ImportResult(false, file.Rows.Count, 0);
        var isNew = false;
        var written = await WriteLaterAsync(
            async (now, seq) =>
            {
                isNew = !IsKnown();
                if (!isNew)
                    return null;
                // Only after it is known to be new: another process may have imported it and erased its guests since.
                await KeepOriginalAsync(bytes, "text/csv", cancellation).ConfigureAwait(false);
                return new TripsImported { Seq = seq, At = now, By = by, Sha256 = sha, FileName = fileName, AsOf = asOf };
            },
            cancellation).ConfigureAwait(false);
        return new ImportResult(isNew, file.Rows.Count, written);
    }

    /// <summary>Replaces the whole fleet by a <c>fleet.csv</c>.</summary>
    /// <exception cref="InputException">The file can't be read, or two lines contradict each other.</exception>
    public Task<ImportResult> ImportFleetAsync(string fileName, byte[] bytes, string by, CancellationToken cancellation = default) =>
        ImportFleetAsync(fileName, bytes, by, _ => true, cancellation);

    /// <summary>Imports a fleet file if the fleet that it replaces is the one that the caller saw.</summary>
    private Task<ImportResult> ImportFleetAsync(string fileName, byte[] bytes, string by, Func<string?, bool> mayReplace, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return LedgerTelemetry.ImportAsync("fleet", () => TakeFleetAsync(fileName, bytes, by, mayReplace, cancellation));
    }

    private async Task<ImportResult> TakeFleetAsync(string fileName, byte[] bytes, string by, Func<string?, bool> mayReplace, CancellationToken cancellation)
    {
        var sha = FileContent.Sha256(bytes);
        var files = state.Standing.OfType<TripsImported>().Select(originals.TripsOf).ToList();
        var lines = LedgerTelemetry.Span("ledger.read", span =>
        {
            var read = FleetFile.Read(fileName, bytes, TripBook.ReadVehicles(files), state.Settings.Zone);
            span?.SetTag("ledger.rows", read.Count);
            return read;
        });
        if (state.Standing.OfType<FleetReplaced>().LastOrDefault()?.Sha256 == sha)
            return new ImportResult(false, lines.Count, 0);
        await KeepOriginalAsync(bytes, "text/csv", cancellation).ConfigureAwait(false);
        var isNew = false;
        var written = await WriteAsync(
            (now, seq) =>
            {
                var last = state.Standing.OfType<FleetReplaced>().LastOrDefault()?.Sha256;
                if (!mayReplace(last))
                    throw new LedgerStaleException("The fleet has changed since you opened it. Check it again.");
                isNew = last != sha;
                return isNew ? new FleetReplaced { Seq = seq, At = now, By = by, Sha256 = sha, FileName = fileName } : null;
            },
            cancellation).ConfigureAwait(false);
        return new ImportResult(isNew, lines.Count, written);
    }

    /// <summary>Imports a file with the real times of pickups and returns.</summary>
    /// <exception cref="InputException">The file can't be read, or a guest would return the car before picking it up.</exception>
    public Task<ImportResult> ImportHandoversAsync(string fileName, byte[] bytes, string by, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        return LedgerTelemetry.ImportAsync("handovers", () => TakeHandoversAsync(fileName, bytes, by, cancellation));
    }

    private async Task<ImportResult> TakeHandoversAsync(string fileName, byte[] bytes, string by, CancellationToken cancellation)
    {
        var sha = FileContent.Sha256(bytes);
        var file = LedgerTelemetry.Span("ledger.read", span =>
        {
            var read = HandoversFile.Read(fileName, bytes);
            span?.SetTag("ledger.rows", read.Lines.Count);
            return read;
        });
        IReadOnlyList<HandoverLine> unknown = [];
        var isNew = false;
        await KeepOriginalAsync(bytes, "text/csv", cancellation).ConfigureAwait(false);
        var written = await WriteAsync(
            (now, seq) =>
            {
                // Stated again after something else was stated, it counts again.
                isNew = state.Standing.LastOrDefault(fact => fact is HandoversImported or HandoversStated) is not HandoversImported last || last.Sha256 != sha;
                unknown = file.Check(state.Reconciliation.Trips);
                return isNew ? new HandoversImported { Seq = seq, At = now, By = by, Sha256 = sha, FileName = fileName } : null;
            },
            cancellation).ConfigureAwait(false);
        return new ImportResult(isNew, file.Lines.Count, written) { UnknownTrips = [.. unknown.Select(line => line.Handover.ReservationId).Distinct(StringComparer.Ordinal)] };
    }

    /// <summary>The imported files, in the order of their imports, including withdrawn ones.</summary>
    public IReadOnlyList<ImportItem> Imports() => [.. Items.ImportItems()];

    /// <summary>Finds an import by its id or the start of it.</summary>
    /// <exception cref="LedgerRefusedException">There is no such import, or several start like this.</exception>
    public ImportItem FindImport(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var found = Imports().Where(import => import.Id.StartsWith(id, StringComparison.OrdinalIgnoreCase)).ToList();
        return found is [var only] && id.Length >= LeastIdLetters ? only
            : throw new LedgerRefusedException(id.Length < LeastIdLetters ? $"Give at least {LeastIdLetters} letters of the import's ID."
                : found.Count == 0 ? $"Import {id} not found." : $"{found.Count} imports start with {id}. Give more letters of the ID.");
    }

    /// <summary>Withdraws an imported file: it no longer counts. Its original is kept. Decisions on its rows wait until the file is imported
    /// again; claims keep their tolls and are flagged.</summary>
    /// <param name="id">The import: the SHA-256 of the file.</param>
    /// <param name="by">Who.</param>
    /// <param name="ifMatch">The ETag of the import that the person saw; null to skip the check.</param>
    /// <exception cref="LedgerRefusedException">There is no such import, or it is already withdrawn.</exception>
    /// <exception cref="LedgerStaleException">The import has changed since.</exception>
    public Task<int> WithdrawImportAsync(string id, string by, string? ifMatch = null, CancellationToken cancellation = default) => WriteAsync(
        (now, seq) =>
        {
            RefuseIfChanged(ifMatch, Items.ImportOf(id)?.Json, "This import has changed since you opened it. Open it again, then decide.");
            var fact = state.Standing.LastOrDefault(fact => StandingFacts.IdOf(fact) == id)
                ?? throw new LedgerRefusedException(state.Facts.Any(fact => StandingFacts.IdOf(fact) == id) ? "This import is already withdrawn." : $"Import {id} not found.");
            return new ImportWithdrawn { Seq = seq, At = now, By = by, Sha256 = id, FileName = StandingFacts.NameOf(fact) };
        },
        cancellation);

    private async Task<string> KeepOriginalAsync(byte[] bytes, string contentType, CancellationToken cancellation)
    {
        using var stream = new MemoryStream(bytes, writable: false);
        return await host.Proofs.PutAsync(ProofKind.Statement, owner, stream, contentType, cancellation).ConfigureAwait(false) switch
        {
            ProofPut.Stored stored => stored.Info.Address.Sha256,
            ProofPut.AlreadyThere there => there.Info.Address.Sha256,
            _ => throw new LedgerRefusedException("The file is too large to store. Export a shorter date range."),
        };
    }
}
