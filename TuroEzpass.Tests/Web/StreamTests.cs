using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using TuroEzpass.Contracts;

namespace TuroEzpass.Tests.Web;

/// <summary>Requests that pass through the dashboard: uploads and events; and failures of the API.</summary>
public sealed class StreamTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_passes_through_with_its_form_fields(bool byScript)
    {
        var got = new List<string>();
        await using var stub = await StubApi.StartAsync(app => app.MapPost("/api/imports", async (HttpRequest request) =>
        {
            var form = await request.ReadFormAsync(Cancel);
            using var reader = new StreamReader(form.Files[0].OpenReadStream());
            got.Add($"{request.Headers.Authorization} {form.Files[0].Name} {form.Files[0].FileName} {form["kind"]} {await reader.ReadToEndAsync(Cancel)}");
            return Results.Json(new Import { Id = "ab", Status = ImportStatus.Queued, File = form.Files[0].FileName, At = "2026-01-01T00:00:00Z", By = "x" }, statusCode: 202);
        }));
        using var visitor = await stub.VisitorAsync();
        using var answer = await SendAsync(visitor, byScript, await TokenAsync(visitor));

        Assert.Equal(["Bearer tok file März.csv Statement a,b", "Bearer tok file two.csv Statement c"], got);
        Assert.Equal(byScript ? HttpStatusCode.Accepted : HttpStatusCode.Redirect, answer.StatusCode);
        if (byScript)
            Assert.Equal(2, (await answer.Content.ReadFromJsonAsync<List<Import>>(Cancel))!.Count);
        else
            Assert.Equal("/imports", answer.Headers.Location?.OriginalString);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_file_from_another_site_is_refused_before_it_is_forwarded(bool byScript)
    {
        var calls = 0;
        await using var stub = await StubApi.StartAsync(app => app.MapPost("/api/imports", () => calls++));
        using var visitor = await stub.VisitorAsync();
        using var answer = await SendAsync(visitor, byScript, "forged");
        // Without scripts the user is redirected to the page that shows the error.
        Assert.Equal(byScript ? HttpStatusCode.BadRequest : HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal(byScript ? null : "/imports", answer.Headers.Location?.OriginalString);
        Assert.Equal(0, calls);
    }

    [Fact]
    public async Task Events_come_as_they_happen()
    {
        var next = new SemaphoreSlim(0);
        await using var stub = await StubApi.StartAsync(app => app.MapGet("/api/events", async (HttpContext context) =>
        {
            context.Response.ContentType = "text/event-stream";
            await context.Response.WriteAsync("event: ledger\ndata: {\"version\":\"1\"}\n\n", Cancel);
            await context.Response.Body.FlushAsync(Cancel);
            await next.WaitAsync(Cancel);
            await context.Response.WriteAsync("event: ledger\ndata: {\"version\":\"2\"}\n\n", Cancel);
        }));
        using var visitor = await stub.VisitorAsync();
        using var answer = await visitor.Client.GetAsync(new Uri("/live", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancel);
        Assert.Equal("text/event-stream", answer.Content.Headers.ContentType?.MediaType);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Cancel));
        Assert.Equal("event: ledger", await reader.ReadLineAsync(Cancel));
        Assert.Equal("data: {\"version\":\"1\"}", await reader.ReadLineAsync(Cancel));
        next.Release();
        Assert.Contains("\"2\"", await reader.ReadToEndAsync(Cancel), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Events_need_a_session()
    {
        await using var stub = await StubApi.StartAsync(_ => { });
        using var visitor = new WebVisitor(stub.Address);
        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.GetAsync("/live")).StatusCode);
    }

    [Theory]
    [InlineData(503, ProblemTypes.Maintenance, "Down for maintenance", "Back at noon.")]
    [InlineData(503, null, "Server not responding", "This page retries automatically.")]
    [InlineData(500, null, "Something went wrong", "<code>trace-1</code>")]
    [InlineData(403, null, "You don’t have access", "Back at noon.")]
    public async Task Failures_of_the_API_are_explained(int status, string? type, string title, string text)
    {
        await using var stub = await StubApi.StartAsync(app => app.MapGet("/api/me", () => Results.Problem(
            "Back at noon.", statusCode: status, title: "No", type: type, extensions: new Dictionary<string, object?> { ["traceId"] = "trace-1" })));
        using var visitor = await stub.VisitorAsync();
        using var answer = await visitor.GetAsync("/");
        var html = await answer.Content.ReadAsStringAsync(Cancel);
        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Contains($"<h1>{title}</h1>", html, StringComparison.Ordinal);
        Assert.Contains(text, html, StringComparison.Ordinal);
    }

    private static async Task<string> TokenAsync(WebVisitor visitor) => (await visitor.HtmlAsync("/sign-in")).Split("name=\"form-token\" content=\"")[1].Split('"')[0];

    private static async Task<HttpResponseMessage> SendAsync(WebVisitor visitor, bool byScript, string token)
    {
        using var form = new MultipartFormDataContent();
        if (!byScript)
            form.Add(new StringContent(token), "__RequestVerificationToken");
        form.Add(new StringContent("Statement"), "kind");
        form.Add(new StringContent("a,b"), "file", "März.csv");
        form.Add(new StringContent("c"), "file", "two.csv");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/uploads") { Content = form };
        if (byScript)
            request.Headers.Add("RequestVerificationToken", token);
        return await visitor.Client.SendAsync(request, Cancel);
    }
}
