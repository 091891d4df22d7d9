using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using NodaTime;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Matching;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Collecting;
using TuroEzpass.Scraper.Runs;
using RunReason = TuroEzpass.Core.Runs.RunReason;

namespace TuroEzpass.Cli.Scrape;

/// <summary>Sends collected files to a server, which imports them as uploads. The token goes only to that server, and into no message.</summary>
internal sealed class ServerIntake : ICollectedIntake, IDisposable
{
    private const int Tries = 3;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private readonly HttpClient client;

    /// <summary>Creates the intake.</summary>
    /// <param name="server">The server's address: https, or this machine.</param>
    /// <param name="token">The access token.</param>
    public ServerIntake(Uri server, string token)
    {
        Destination = server.GetLeftPart(UriPartial.Path).TrimEnd('/');
        // Redirects are not followed: they could send the token and the files elsewhere.
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri($"{Destination}/"), Timeout = TimeSpan.FromMinutes(6) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    /// <inheritdoc />
    public string Destination { get; }

    /// <inheritdoc />
    public async Task<int> TakeInAsync(OwnerId owner, IReadOnlyList<CollectedFile> files, Instant since, Func<string, Task> taken, CancellationToken cancellation)
    {
        var fresh = 0;
        foreach (var file in files)
        {
            var (import, wasThere) = await SendAsync(file, cancellation).ConfigureAwait(false);
            for (var began = TimeProvider.System.GetTimestamp(); import.Status is ImportStatus.Queued or ImportStatus.Running;)
            {
                if (TimeProvider.System.GetElapsedTime(began) > Patience)
                    throw new IntakeException(RunReason.TimedOut, $"The server has not imported {file.Name} after {Patience.TotalMinutes:0} minutes. Check Imports there, then collect again.");
                await Task.Delay(Pause, cancellation).ConfigureAwait(false);
                import = await AskAsync(() => client.GetAsync($"api/imports/{import.Id}", cancellation), cancellation).ConfigureAwait(false) is var (answer, _) ? answer : import;
            }

            if (import.Status == ImportStatus.Failed)
                throw new IntakeException(RunReason.LayoutChanged, $"The server could not import {file.Name}. Its Imports page shows why and what to do.");
            if (!wasThere)
                fresh += import.Rows - import.Outcomes.GetValueOrDefault(nameof(Outcome.Duplicate));
            await taken(import.Id).ConfigureAwait(false);
        }

        return fresh;
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    /// <summary>Sends a file. Sending the same file again gives the same import.</summary>
    private async Task<(Import Import, bool WasThere)> SendAsync(CollectedFile file, CancellationToken cancellation)
    {
        // The server compares the request with the earlier one of the same key: the same bytes under another name are another request.
        var key = Convert.ToHexStringLower(SHA256.HashData([.. SHA256.HashData(file.Content.Span), .. System.Text.Encoding.UTF8.GetBytes(file.Name)]));
        var (import, status) = await AskAsync(async () =>
        {
            using var form = new MultipartFormDataContent
            {
                { new ReadOnlyMemoryContent(file.Content) { Headers = { ContentType = new MediaTypeHeaderValue("application/octet-stream") } }, "file", file.Name },
                { new StringContent(file.Kind == PortalKind.Trips ? "trips" : "statement"), "kind" },
            };
            using var request = new HttpRequestMessage(HttpMethod.Post, "api/imports") { Content = form, Headers = { { "Idempotency-Key", key } } };
            return await client.SendAsync(request, cancellation).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
        return (import, status == HttpStatusCode.OK && import.Status == ImportStatus.Done);
    }

    private async Task<(Import Import, HttpStatusCode Status)> AskAsync(Func<Task<HttpResponseMessage>> send, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                using var answer = await send().ConfigureAwait(false);
                if (answer.IsSuccessStatusCode)
                    return (await answer.Content.ReadFromJsonAsync<Import>(cancellation).ConfigureAwait(false) ?? throw new JsonException(), answer.StatusCode);
                if ((int)answer.StatusCode < 500 && answer.StatusCode != HttpStatusCode.TooManyRequests)
                    throw Refused(answer.StatusCode);
            }
            catch (Exception fault) when (fault is JsonException or NotSupportedException)
            {
                throw new IntakeException(RunReason.CannotRun, $"{Destination} is not a TuroEzpass server. Check the address in --server.");
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
            {
                // Retried below.
            }

            if (tries == Tries)
                throw new IntakeException(RunReason.CannotRun, $"The server at {Destination} returned errors. The collected files were not sent; collect again later.");
            await Task.Delay(Pause * tries, cancellation).ConfigureAwait(false);
        }
    }

    private IntakeException Refused(HttpStatusCode status) => new(RunReason.CannotRun, status switch
    {
        HttpStatusCode.Unauthorized => $"The server at {Destination} rejected the access token: it is unknown or has expired. Create a new one there in Settings → Access tokens.",
        HttpStatusCode.Forbidden => $"The access token doesn't allow sending files to {Destination}. Create one there as a host or co-host.",
        HttpStatusCode.RequestEntityTooLarge or HttpStatusCode.UnsupportedMediaType => $"The server at {Destination} does not accept this file. It may run another version.",
        _ => $"The server at {Destination} refused the file ({(int)status}). Check the address in --server and that both run the same version.",
    });
}
