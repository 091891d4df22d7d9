using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Proofs;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Cli;

/// <summary>Writes the evidence of each claim into <c>claims/</c>, and takes away what an earlier run wrote there.</summary>
internal sealed class EvidenceFiles(ReconcileInputs inputs, Reconciliation reconciliation, StatementReader reader, IReadOnlyList<ProofFile> proofs)
{
    private const string Folder = "claims";

    /// <summary>Writes them.</summary>
    /// <returns>The files, relative to the results' folder, in the claims' order.</returns>
    public IReadOnlyList<string> Write(IReadOnlyList<Claim> claims, Progress progress, List<string> notes)
    {
        RemoveEarlier();
        if (!inputs.WritesEvidence || claims.Count == 0)
            return [];
        Directory.CreateDirectory(Path.Combine(inputs.Out.FullName, Folder));
        var fonts = EvidenceFonts.FindOnSystem();
        var cells = ReadCells(claims);
        var written = new List<string>[claims.Count];
        var skipped = new string?[claims.Count];
        var done = 0;
        Parallel.For(0, claims.Count, index =>
        {
            var document = EvidenceBuilder.Build(reconciliation, claims[index], place => cells[place.Statement].GetValueOrDefault(place.Row, []));
            (written[index], skipped[index]) = Write(document, fonts);
            if (Interlocked.Increment(ref done) % 50 == 0)
                progress.Say($"evidence {done} of {claims.Count}");
        });
        if (skipped.FirstOrDefault(why => why is not null) is { } reason)
            notes.Add($"No evidence images were drawn: {reason}");
        return [.. written.SelectMany(files => files)];
    }

    private (List<string> Files, string? Skipped) Write(EvidenceDocument document, EvidenceFonts fonts)
    {
        var name = FileName(document.ReservationId);
        var files = new List<string>();
        void Save(string file, byte[] bytes)
        {
            File.WriteAllBytes(Path.Combine(inputs.Out.FullName, Folder, file), bytes);
            files.Add($"{Folder}/{file}");
        }

        Save($"{name}.pdf", EvidencePdf.Render(document, fonts, proofs));
        var images = EvidencePng.Render(document, fonts);
        for (var page = 0; page < images.Pages.Count; page++)
            Save(page == 0 ? $"{name}.png" : $"{name}-{page + 1}.png", images.Pages[page]);
        return (files, images.SkippedBecause);
    }

    private List<IReadOnlyDictionary<int, string[]>> ReadCells(IReadOnlyList<Claim> claims)
    {
        var places = claims.SelectMany(claim => claim.Tolls).SelectMany(toll => toll.Rows).ToLookup(place => place.Statement);
        return
        [
            .. reconciliation.Statements.Select((statement, index) => places[index].Any()
                ? reader.ReadCells(statement.FileName, InputFiles.Read(inputs.Statements[index]), places[index].Select(place => place.Row).ToHashSet())
                : new Dictionary<int, string[]>()),
        ];
    }

    /// <summary>A reservation id is digits; whatever else it may hold must not leave the folder.</summary>
    private static string FileName(string reservationId) =>
        string.Concat(reservationId.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));

    private void RemoveEarlier()
    {
        var summary = Path.Combine(inputs.Out.FullName, "summary.json");
        if (!File.Exists(summary))
            return;
        foreach (var file in Summary.EvidenceOf(File.ReadAllText(summary)))
        {
            var path = Path.Combine(inputs.Out.FullName, Folder, Path.GetFileName(file));
            if (File.Exists(path))
                File.Delete(path);
        }
    }
}
