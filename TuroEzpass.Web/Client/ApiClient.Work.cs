using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

// Imports, runs, figures, settings.
public sealed partial class ApiClient
{
    /// <summary>Waiting, failed and imported files. New files go through <c>/uploads</c>.</summary>
    public Task<ImportList> ImportsAsync(string? cursor = null, int? limit = null) => GetAsync<ImportList>(Path("api/imports", ("cursor", cursor), ("limit", limit)));

    /// <summary>The status of a file.</summary>
    public Task<Import> ImportAsync(string id) => GetAsync<Import>($"api/imports/{Esc(id)}");

    /// <summary>Discards a failed file.</summary>
    public Task ForgetImportAsync(string id) => DoAsync(HttpMethod.Delete, $"api/imports/{Esc(id)}");

    /// <summary>Withdraws an imported file.</summary>
    public Task WithdrawImportAsync(string id, string etag) => DoAsync(HttpMethod.Delete, $"api/imports/{Esc(id)}", etag: etag);

    /// <summary>The handovers whose times tolls wait for.</summary>
    public Task<Page<HandoverQuestion>> HandoversAsync(string? cursor = null, int? limit = null) => GetAsync<Page<HandoverQuestion>>(Path("api/handovers", ("cursor", cursor), ("limit", limit)));

    /// <summary>Confirms that guests were on time.</summary>
    public Task ConfirmOnTimeAsync(IReadOnlyList<OnTimeAnswer> answers) => DoAsync(HttpMethod.Post, "api/handovers/on-time", answers);

    /// <summary>The stated times of a trip.</summary>
    public Task<Tagged<Handover>> HandoverAsync(string trip) => GetTaggedAsync<Handover>($"api/trips/{Esc(trip)}/handover");

    /// <summary>States the times of a trip.</summary>
    public Task<Handover> PutHandoverAsync(string trip, Handover handover, string etag) => ReadAsync<Handover>(HttpMethod.Put, $"api/trips/{Esc(trip)}/handover", handover, etag);

    /// <summary>Sends a generated file. Files from the browser go through <c>/uploads</c>.</summary>
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

    /// <summary>Retries a failed import.</summary>
    public Task<Import> ImportAgainAsync(string id, string? vehicle) => ReadAsync<Import>(HttpMethod.Post, $"api/imports/{Esc(id)}/again", new ImportAgain(vehicle));

    /// <summary>The columns of a statement whose layout is not known.</summary>
    public Task<ImportColumns> ImportColumnsAsync(string id) => GetAsync<ImportColumns>($"api/imports/{Esc(id)}/columns");

    /// <summary>The first rows as they would be imported.</summary>
    public Task<LayoutPreview> PreviewLayoutAsync(string id, ColumnMapping mapping) => ReadAsync<LayoutPreview>(HttpMethod.Post, $"api/imports/{Esc(id)}/layout/preview", mapping);

    /// <summary>Saves the layout and imports the file.</summary>
    public Task<Import> SaveLayoutAsync(string id, SaveLayout layout) => ReadAsync<Import>(HttpMethod.Post, $"api/imports/{Esc(id)}/layout", layout);

    /// <summary>Collections, newest first.</summary>
    public Task<Page<Run>> RunsAsync(string? cursor = null, int? limit = null) => GetAsync<Page<Run>>(Path("api/runs", ("cursor", cursor), ("limit", limit)));

    /// <summary>The collections of a day.</summary>
    public Task<IReadOnlyList<Run>> RunsOfDayAsync(string userId, string day) => GetAsync<IReadOnlyList<Run>>($"api/runs/{Esc(userId)}/{Esc(day)}");

    /// <summary>Starts a collection, or joins one that is already waiting.</summary>
    public Task<ScrapeStarted> ScrapeAsync(StartScrape? asked = null) => ReadAsync<ScrapeStarted>(HttpMethod.Post, "api/scrape", asked ?? new StartScrape());

    /// <summary>Operators: starts a collection for every owner.</summary>
    public Task<ScrapeOfAllStarted> ScrapeAllAsync() => ReadAsync<ScrapeOfAllStarted>(HttpMethod.Post, "api/operations/scrape", null);

    /// <summary>The owner's figures.</summary>
    public Task<Analytics> AnalyticsAsync() => GetAsync<Analytics>("api/analytics");

    /// <summary>Operators: the state of the system.</summary>
    public Task<Operations> OperationsAsync() => GetAsync<Operations>("api/operations");

    /// <summary>The matching rules.</summary>
    public Task<Tagged<Settings>> SettingsAsync() => GetTaggedAsync<Settings>("api/settings");

    /// <summary>Changes the matching rules.</summary>
    public Task<Settings> PutSettingsAsync(Settings settings, string etag) => ReadAsync<Settings>(HttpMethod.Put, "api/settings", settings, etag);

    /// <summary>The audit trail, newest first.</summary>
    public Task<Page<AuditEntry>> AuditAsync(string? cursor = null, int? limit = null) => GetAsync<Page<AuditEntry>>(Path("api/audit", ("cursor", cursor), ("limit", limit)));
}
