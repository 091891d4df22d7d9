using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

// Imports, runs, figures, settings.
public sealed partial class ApiClient
{
    /// <summary>Files that wait, failed or were taken in. New ones go through <c>/uploads</c>.</summary>
    public Task<ImportList> ImportsAsync(string? cursor = null, int? limit = null) => GetAsync<ImportList>(Path("api/imports", ("cursor", cursor), ("limit", limit)));

    /// <summary>Where a file stands.</summary>
    public Task<Import> ImportAsync(string id) => GetAsync<Import>($"api/imports/{Esc(id)}");

    /// <summary>Forgets a file that failed.</summary>
    public Task ForgetImportAsync(string id) => DoAsync(HttpMethod.Delete, $"api/imports/{Esc(id)}");

    /// <summary>Sends a file that was made here; a person's own go through <c>/uploads</c>.</summary>
    public async Task<Import> SendImportAsync(string file, byte[] content, ImportKind kind)
    {
        using var form = new MultipartFormDataContent
        {
            { new StringContent(kind.ToString()), "kind" },
            { new ByteArrayContent(content), "file", file },
        };
        using var response = await SendAsync(HttpMethod.Post, "api/imports", form);
        return await BodyAsync<Import>(response);
    }

    /// <summary>Takes a file that failed in once more.</summary>
    public Task<Import> ImportAgainAsync(string id, string? vehicle) => ReadAsync<Import>(HttpMethod.Post, $"api/imports/{Esc(id)}/again", new ImportAgain(vehicle));

    /// <summary>The columns of a statement whose layout is not known.</summary>
    public Task<ImportColumns> ImportColumnsAsync(string id) => GetAsync<ImportColumns>($"api/imports/{Esc(id)}/columns");

    /// <summary>Its first rows as they would be taken in.</summary>
    public Task<LayoutPreview> PreviewLayoutAsync(string id, ColumnMapping mapping) => ReadAsync<LayoutPreview>(HttpMethod.Post, $"api/imports/{Esc(id)}/layout/preview", mapping);

    /// <summary>Keeps what its columns hold, and takes it in.</summary>
    public Task<Import> SaveLayoutAsync(string id, SaveLayout layout) => ReadAsync<Import>(HttpMethod.Post, $"api/imports/{Esc(id)}/layout", layout);

    /// <summary>Collections, the newest first.</summary>
    public Task<Page<Run>> RunsAsync(string? cursor = null, int? limit = null) => GetAsync<Page<Run>>(Path("api/runs", ("cursor", cursor), ("limit", limit)));

    /// <summary>The collections of a day.</summary>
    public Task<IReadOnlyList<Run>> RunsOfDayAsync(string userId, string day) => GetAsync<IReadOnlyList<Run>>($"api/runs/{Esc(userId)}/{Esc(day)}");

    /// <summary>Asks for a collection; one that waits already is joined.</summary>
    public Task<ScrapeStarted> ScrapeAsync(StartScrape? asked = null) => ReadAsync<ScrapeStarted>(HttpMethod.Post, "api/scrape", asked ?? new StartScrape());

    /// <summary>Asks for a collection of every owner: the operators'.</summary>
    public Task<ScrapeOfAllStarted> ScrapeAllAsync() => ReadAsync<ScrapeOfAllStarted>(HttpMethod.Post, "api/operations/scrape", null);

    /// <summary>What came of it all.</summary>
    public Task<Analytics> AnalyticsAsync() => GetAsync<Analytics>("api/analytics");

    /// <summary>Operators: how the system does.</summary>
    public Task<Operations> OperationsAsync() => GetAsync<Operations>("api/operations");

    /// <summary>How tolls are judged.</summary>
    public Task<Tagged<Settings>> SettingsAsync() => GetTaggedAsync<Settings>("api/settings");

    /// <summary>Changes how tolls are judged.</summary>
    public Task<Settings> PutSettingsAsync(Settings settings, string etag) => ReadAsync<Settings>(HttpMethod.Put, "api/settings", settings, etag);

    /// <summary>What was done to the ledger, the newest first.</summary>
    public Task<Page<AuditEntry>> AuditAsync(string? cursor = null, int? limit = null) => GetAsync<Page<AuditEntry>>(Path("api/audit", ("cursor", cursor), ("limit", limit)));
}
