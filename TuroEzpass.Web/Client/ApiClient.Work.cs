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

    /// <summary>Collections, the newest first.</summary>
    public Task<Page<Run>> RunsAsync(string? cursor = null, int? limit = null) => GetAsync<Page<Run>>(Path("api/runs", ("cursor", cursor), ("limit", limit)));

    /// <summary>The collections of a day.</summary>
    public Task<IReadOnlyList<Run>> RunsOfDayAsync(string userId, string day) => GetAsync<IReadOnlyList<Run>>($"api/runs/{Esc(userId)}/{Esc(day)}");

    /// <summary>Asks for a collection; one that waits already is joined.</summary>
    public Task<ScrapeStarted> ScrapeAsync(StartScrape? asked = null) => ReadAsync<ScrapeStarted>(HttpMethod.Post, "api/scrape", asked ?? new StartScrape());

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
