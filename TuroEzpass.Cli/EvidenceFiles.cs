using TuroEzpass.Core;
using TuroEzpass.Core.Claims;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Proofs;
using TuroEzpass.Core.Statements;

namespace TuroEzpass.Cli;

/// <summary>Writes the evidence of each claim into <c>claims/</c> and deletes what an earlier run wrote there.</summary>
internal sealed class EvidenceFiles(ReconcileInputs inputs, Reconciliation reconciliation, StatementReader reader, IReadOnlyList<ProofFile> proofs)
{
    private const string Folder = "claims";

    /// <summary>Lists the claims whose evidence a run draws, so that a later run can delete what it doesn't draw itself.</summary>
    private const string ListName = ".drawn";

    private readonly string folder = Path.Combine(inputs.Out.FullName, Folder);

    /// <summary>Writes the evidence files.</summary>
    /// <returns>The files, relative to the results folder, in the order of the claims.</returns>
    public IReadOnlyList<string> Write(IReadOnlyList<Claim> claims, Progress progress, List<string> notes)
    {
        RemoveEarlier();
        if (!inputs.WritesEvidence || claims.Count == 0)
            return [];
        Directory.CreateDirectory(folder);
        // The list is written first: if this run is stopped, the next one knows what to delete.
        File.WriteAllLines(Path.Combine(folder, ListName), claims.Select(claim => FileName(claim.Trip.ReservationId)));
        var fonts = EvidenceFonts.FindOnSystem();
        var cells = ReadCells(claims);
        var written = new List<string>[claims.Count];
        var skipped = new string?[claims.Count];
        var done = 0;
        try
        {
            Parallel.For(0, claims.Count, index =>
            {
                var document = EvidenceBuilder.Build(reconciliation, claims[index], place => cells[place.Statement].GetValueOrDefault(place.Row, RowCells.None));
                (written[index], skipped[index]) = Save(document, folder, fonts, proofs);
                if (Interlocked.Increment(ref done) % 50 == 0)
                    progress.Say($"evidence {done} of {claims.Count}");
            });
        }
        catch (AggregateException faults)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
        }

        if (skipped.FirstOrDefault(why => why is not null) is { } reason)
            notes.Add($"No evidence images were drawn: {reason}");
        return [.. written.SelectMany(files => files).Select(file => $"{Folder}/{file}")];
    }

    /// <summary>Finds the fonts and draws an empty page while the files are being read: in a short run, half of the
    /// time goes into starting the renderers.</summary>
    public static void WarmUp() => _ = Task.Run(() =>
    {
        var fonts = EvidenceFonts.FindOnSystem();
        var row = new EvidenceRow("", 1, new string('0', 64), ["A"], ["1"]);
        var document = new EvidenceDocument("1", "", "", [], [], "", "", [new EvidenceToll("", "", "", "", "", Money.Zero, [row])], Money.Zero);
        EvidencePdf.Render(document, fonts, []);
        EvidencePng.Render(document, fonts);
    });

    /// <summary>Draws one claim's evidence into a folder.</summary>
    /// <returns>The files' names, and the reason if there is no image.</returns>
    public static (List<string> Files, string? Skipped) Save(EvidenceDocument document, string folder, EvidenceFonts fonts, IReadOnlyList<ProofFile> proofs)
    {
        var name = FileName(document.ReservationId);
        var files = new List<string> { $"{name}.pdf" };
        ResultFile.Write(Path.Combine(folder, files[0]), stream => stream.Write(EvidencePdf.Render(document, fonts, proofs)));
        var images = EvidencePng.Render(document, fonts);
        for (var page = 0; page < images.Pages.Count; page++)
        {
            var file = page == 0 ? $"{name}.png" : $"{name}-{page + 1}.png";
            ResultFile.Write(Path.Combine(folder, file), stream => stream.Write(images.Pages[page]));
            files.Add(file);
        }

        return (files, images.SkippedBecause);
    }

    private List<IReadOnlyDictionary<int, RowCells>> ReadCells(IReadOnlyList<Claim> claims)
    {
        var places = claims.SelectMany(claim => claim.Tolls).SelectMany(toll => toll.Rows).ToLookup(place => place.Statement);
        return
        [
            .. reconciliation.Statements.Select((statement, index) => places[index].Any()
                ? reader.ReadCells(statement.FileName, SameBytes(statement, inputs.Statements[index]), places[index].Select(place => place.Row).ToHashSet())
                : new Dictionary<int, RowCells>()),
        ];
    }

    /// <summary>Reads the statement again and compares it: the evidence must quote the file that was matched.</summary>
    private static byte[] SameBytes(Statement statement, FileInfo file)
    {
        var bytes = InputFiles.Read(file);
        return Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)) == statement.Sha256
            ? bytes
            : throw new InputException(file.Name, null, "the file was changed while it was being read.", "Run the command again.");
    }

    /// <summary>A reservation id should be only digits; any other character is replaced so that the path stays inside the folder.</summary>
    private static string FileName(string reservationId) =>
        string.Concat(reservationId.Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' ? letter : '_'));

    private void RemoveEarlier()
    {
        var list = Path.Combine(folder, ListName);
        if (!File.Exists(list))
            return;
        foreach (var name in File.ReadAllLines(list).Where(name => name.Length > 0 && name == FileName(name)))
        {
            foreach (var file in Directory.EnumerateFiles(folder, $"{name}*").Where(file => IsOf(Path.GetFileName(file), name)))
                File.Delete(file);
        }

        File.Delete(list);
    }

    /// <summary>Whether a file belongs to this claim: its PDF, or one of its numbered images.</summary>
    private static bool IsOf(string file, string name)
    {
        var rest = file[name.Length..];
        return rest is ".pdf" or ".png" or ".pdf.unfinished" or ".png.unfinished"
            || (rest.StartsWith('-') && rest.EndsWith(".png", StringComparison.Ordinal) && rest[1..^4].All(char.IsAsciiDigit));
    }
}
