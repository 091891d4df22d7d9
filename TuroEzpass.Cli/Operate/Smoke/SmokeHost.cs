using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using NodaTime;
using TuroEzpass.Contracts;
using UglyToad.PdfPig;

namespace TuroEzpass.Cli.Operate.Smoke;

/// <summary>The host of the test owner, who imports files, checks the claim, downloads its evidence and exports.</summary>
internal sealed class SmokeHost : IDisposable
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromMilliseconds(250);
    private readonly TestOwner owner;
    private readonly RemoteApi api;
    private readonly SmokeFiles files = new(SystemClock.Instance.GetCurrentInstant().InUtc().Date);
    private string? claim;

    public SmokeHost(Uri address, TestOwner owner) => (this.owner, api) = (owner, new RemoteApi(address, owner.Token));

    /// <summary>The steps, in order.</summary>
    public static IReadOnlyList<(string Name, Func<SmokeHost, CancellationToken, Task<string>> Work)> Steps { get; } =
    [
        ("host sign-in", (host, cancellation) => host.SignInAsync(cancellation)),
        ("trips", (host, cancellation) => host.ImportAsync("Trips", "trip_earnings_export_smoke.csv", host.files.Trips, 1, cancellation)),
        ("fleet", (host, cancellation) => host.ImportAsync("Fleet", "fleet.csv", host.files.Fleet, null, cancellation)),
        ("statement", (host, cancellation) => host.ImportAsync("Statement", "smoke-statement.csv", host.files.Statement, SmokeFiles.Rows, cancellation)),
        ("claim", (host, cancellation) => host.ClaimAsync(cancellation)),
        ("evidence", (host, cancellation) => host.EvidenceAsync(cancellation)),
        ("export", (host, cancellation) => host.ExportAsync(cancellation)),
    ];

    /// <inheritdoc />
    public void Dispose() => api.Dispose();

    private async Task<string> SignInAsync(CancellationToken cancellation)
    {
        if (owner is { UserName: { } userName, Password: { } password })
            await api.SignInAsync(userName, password, cancellation).ConfigureAwait(false);
        var me = await api.ReadAsync<WhoAmI>(HttpMethod.Get, "api/me", null, cancellation).ConfigureAwait(false);
        return me.Owners is [{ Role: MemberRole.Host } only] && only.Owner == owner.Owner && !me.Operator
            ? owner.Token is null ? "with user name and password" : "with its own session"
            : throw new RemoteException("The test owner's host is not who was expected: /api/me names other owners.");
    }

    private async Task<string> ImportAsync(string kind, string name, byte[] bytes, int? rows, CancellationToken cancellation)
    {
        using var form = new MultipartFormDataContent { { new StringContent(kind), "kind" } };
        form.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } }, "file", name);
        string id;
        using (var sent = await api.SendAsync(HttpMethod.Post, "api/imports", form, cancellation).ConfigureAwait(false))
            id = (await System.Net.Http.Json.HttpContentJsonExtensions.ReadFromJsonAsync<Import>(sent.Content, cancellation).ConfigureAwait(false))!.Id;
        while (true)
        {
            var import = await api.ReadAsync<Import>(HttpMethod.Get, $"api/imports/{id}", null, cancellation).ConfigureAwait(false);
            if (import.Status == ImportStatus.Failed)
                throw new RemoteException($"{name} was not imported: {import.Error}");
            if (import.Status == ImportStatus.Done)
                return rows is null ? "imported" : import.Rows == rows ? $"imported, {rows} {(rows == 1 ? "row" : "rows")}" : throw new RemoteException($"{name} has {rows} rows, but {import.Rows} were imported.");
            await Task.Delay(BetweenLooks, cancellation).ConfigureAwait(false);
        }
    }

    private async Task<string> ClaimAsync(CancellationToken cancellation)
    {
        var claims = await api.ReadAsync<Page<ClaimSummary>>(HttpMethod.Get, "api/claims", null, cancellation).ConfigureAwait(false);
        if (claims.Items is not [{ Trip: SmokeFiles.Reservation, Amount.Cents: SmokeFiles.ClaimCents, Tolls: 2 } only])
        {
            throw new RemoteException(claims.Items.Count == 0
                ? "The tolls led to no claim."
                : $"Expected one claim of {Dollars(SmokeFiles.ClaimCents)}; there {(claims.Items.Count == 1 ? "is one" : $"are {claims.Items.Count}")} of {Dollars(claims.Items.Sum(each => each.Amount.Cents))}.");
        }

        claim = only.Id;
        return $"{claim}, {Dollars(only.Amount.Cents)} for {only.Tolls} tolls";
    }

    private async Task<string> EvidenceAsync(CancellationToken cancellation)
    {
        var pdf = await api.BytesAsync($"api/claims/{claim}/evidence.pdf", cancellation).ConfigureAwait(false);
        string text;
        int pages;
        try
        {
            using var document = PdfDocument.Open(pdf);
            pages = document.NumberOfPages;
            text = string.Concat(document.GetPages().Select(page => page.Text));
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw new RemoteException("The evidence is not a readable PDF.", fault);
        }

        foreach (var due in new[] { SmokeFiles.Reservation, Dollars(SmokeFiles.ClaimCents) })
        {
            if (!text.Contains(due, StringComparison.Ordinal))
                throw new RemoteException($"The evidence does not contain '{due}'.");
        }

        return $"a PDF of {pages} {(pages == 1 ? "page" : "pages")}, {pdf.Length:#,0} bytes, with the trip and the amount";
    }

    private async Task<string> ExportAsync(CancellationToken cancellation)
    {
        var bytes = await api.BytesAsync("api/export", cancellation).ConfigureAwait(false);
        using var zip = new ZipArchive(new MemoryStream(bytes), ZipArchiveMode.Read);
        var rows = Lines(zip, "tolls.csv") - 1;
        if (rows != SmokeFiles.Rows)
            throw new RemoteException($"The export has {rows} tolls, but {SmokeFiles.Rows} were imported.");
        if (!zip.Entries.Any(entry => entry.FullName.StartsWith("originals/", StringComparison.Ordinal) && entry.Length == files.Statement.Length && Read(entry).SequenceEqual(files.Statement)))
            throw new RemoteException("The export does not contain the statement as it was sent.");
        return $"a zip of {zip.Entries.Count} files, {bytes.Length:#,0} bytes, with the statement as it was sent";
    }

    private static int Lines(ZipArchive zip, string name) => zip.GetEntry(name) is { } entry
        ? Encoding.UTF8.GetString(Read(entry)).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length
        : throw new RemoteException($"The export does not contain {name}.");

    private static byte[] Read(ZipArchiveEntry entry)
    {
        using var stream = entry.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static string Dollars(long cents) => new Core.Money(cents).ToDollars();
}
