using System.Net;
using System.Text.RegularExpressions;

namespace TuroEzpass.Tests.Web;

/// <summary>A client without scripts, for tests that need no real browser: it keeps cookies and fills in forms, and follows no redirects.</summary>
public sealed partial class WebVisitor : IDisposable
{
    private readonly HttpClient client;

    public WebVisitor(Uri address)
    {
        Cookies = new CookieContainer();
        client = new HttpClient(new HttpClientHandler { CookieContainer = Cookies, AllowAutoRedirect = false }) { BaseAddress = address };
    }

    public CookieContainer Cookies { get; }

    public HttpClient Client => client;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public Task<HttpResponseMessage> GetAsync(string path) => client.GetAsync(new Uri(path, UriKind.Relative), Cancel);

    public async Task<string> HtmlAsync(string path)
    {
        using var response = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsStringAsync(Cancel);
    }

    /// <summary>Sends a form with the antiforgery token of a page.</summary>
    /// <param name="path">The target of the form.</param>
    /// <param name="from">The page with the form.</param>
    /// <param name="fields">The values.</param>
    public async Task<HttpResponseMessage> PostAsync(string path, string from, params (string Name, string Value)[] fields)
    {
        var token = Token().Match(await HtmlAsync(from)).Groups[1].Value;
        return await PostWithAsync(path, [.. fields, ("__RequestVerificationToken", token)]);
    }

    /// <summary>Sends a form unchanged.</summary>
    public async Task<HttpResponseMessage> PostWithAsync(string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        return await client.PostAsync(new Uri(path, UriKind.Relative), form, Cancel);
    }

    public async Task<HttpResponseMessage> SignInAsync(string? returnUrl = null, string password = WebWorld.Password) =>
        await PostAsync("/sign-in", "/sign-in", ("UserName", WebWorld.UserName), ("Password", password), ("ReturnUrl", returnUrl ?? ""));

    public void Dispose() => client.Dispose();

    [GeneratedRegex("name=\"form-token\" content=\"([^\"]+)\"")]
    private static partial Regex Token();
}
