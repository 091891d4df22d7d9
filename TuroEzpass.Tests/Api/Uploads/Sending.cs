using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using TuroEzpass.Contracts;
using TuroEzpass.Tests.Ledger;
using TuroEzpass.Tests.Matching;

namespace TuroEzpass.Tests.Api.Uploads;

/// <summary>Sends files as browsers and scripts do.</summary>
internal static class Sending
{
    /// <summary>How long to wait for a slow machine.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static byte[] Statement { get; } = LedgerWorld.Lines(Rows.NjHeader, Rows.Nj("2025-11-20 14:00:00"), Rows.Nj("2025-11-21 15:00:00"));

    public static byte[] Trips { get; } = LedgerWorld.Lines(Rows.TripHeader, Rows.Trip("50000001", "2025-11-20 10:00", "2025-11-22 10:00"));

    public static byte[] Fleet { get; } = LedgerWorld.Lines("kind,value,state,vehicle,from,to", "tag,00499000111,,1000001,2025-06-01,2025-12-31");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public static MultipartFormDataContent Form(byte[] bytes, string name = "nj.csv", params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (field, value) in fields)
            form.Add(new StringContent(value), field);
        form.Add(new ByteArrayContent(bytes), "file", name);
        return form;
    }

    public static async Task<HttpResponseMessage> SendAsync(this HttpClient client, HttpContent form, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/imports") { Content = form };
        if (key is not null)
            request.Headers.Add("Idempotency-Key", key);
        return await client.SendAsync(request, Cancel);
    }

    /// <summary>A form written byte by byte, which can be malformed.</summary>
    public static ByteArrayContent Raw(string body, string boundary = "xyz")
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body.ReplaceLineEndings("\r\n")));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse($"multipart/form-data; boundary={boundary}");
        return content;
    }

    public static async Task<Import> ImportAsync(this HttpResponseMessage response) => (await response.Content.ReadFromJsonAsync<Import>(Cancel))!;

    /// <summary>Waits until it is finished or has failed.</summary>
    public static async Task<Import> EndAsync(this HttpClient client, string id, Action? meanwhile = null)
    {
        for (var since = TimeProvider.System.GetTimestamp(); ; await Task.Delay(50, Cancel))
        {
            var import = (await client.GetFromJsonAsync<Import>($"/api/imports/{id}", Cancel))!;
            if (import.Status is ImportStatus.Done or ImportStatus.Failed)
                return import;
            Assert.True(TimeProvider.System.GetElapsedTime(since) < Patience, $"It is still {import.Status}.");
            meanwhile?.Invoke();
        }
    }

    /// <summary>Checks that the response is a problem with this status; returns its detail.</summary>
    public static async Task<string> ProblemAsync(this HttpResponseMessage response, int status)
    {
        var body = await response.Content.ReadAsStringAsync(Cancel);
        Assert.True((int)response.StatusCode == status, $"{(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return System.Text.Json.JsonDocument.Parse(body).RootElement.GetProperty("detail").GetString()!;
    }
}
