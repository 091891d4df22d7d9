using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;
using TuroEzpass.Contracts;

namespace TuroEzpass.Cli.Operate;

/// <summary>The API of a running system, as a signed-in user. Every failure is a <see cref="RemoteException"/>.</summary>
internal sealed class RemoteApi : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };
    private readonly HttpClient client;
    private bool isSession;

    /// <summary>Creates a client that is not signed in.</summary>
    /// <param name="address">The API's address.</param>
    /// <param name="token">The access token, if there is one.</param>
    public RemoteApi(Uri address, string? token = null)
    {
        // Redirects are not followed, so that the token is sent only to the host it was meant for.
        client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address, Timeout = TimeSpan.FromSeconds(60) };
        client.DefaultRequestHeaders.UserAgent.ParseAdd("turoezpass");
        Use(token);
    }

    /// <summary>Connects as the operator that the options name.</summary>
    /// <exception cref="RemoteException">The sign-in was refused, or none is given.</exception>
    public static async Task<RemoteApi> ConnectAsync(RemoteOptions options, CancellationToken cancellation)
    {
        var api = new RemoteApi(options.Api, options.Token);
        try
        {
            if (options.SignIn is { } signIn)
                await api.SignInAsync(signIn.UserName, signIn.Password, cancellation).ConfigureAwait(false);
            else if (options.Token is null)
                throw new RemoteException("Sign-in required: give --token-file with an operator's token, or --user-file with an operator's user name and password.");
            return api;
        }
        catch
        {
            api.Dispose();
            throw;
        }
    }

    /// <summary>Signs in with a local account.</summary>
    public async Task SignInAsync(string userName, string password, CancellationToken cancellation)
    {
        Use((await ReadAsync<Session>(HttpMethod.Post, "api/sign-in", new SignInRequest(userName, password), cancellation).ConfigureAwait(false)).Token);
        isSession = true;
    }

    /// <summary>Ends the session that <see cref="SignInAsync"/> started; a token from the options stays valid.</summary>
    public async Task SignOutAsync(CancellationToken cancellation)
    {
        if (!isSession)
            return;
        isSession = false;
        using var response = await SendAsync(HttpMethod.Post, "api/sign-in/sign-out", null, cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends a request and reads the JSON response.</summary>
    public async Task<T> ReadAsync<T>(HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var response = await SendAsync(method, path, body is null ? null : JsonContent.Create(body, body.GetType(), options: Json), cancellation).ConfigureAwait(false);
        return await response.Content.ReadFromJsonAsync<T>(Json, cancellation).ConfigureAwait(false)
            ?? throw new RemoteException($"{method} {path} returned an empty response. Is this the address of a TuroEzpass server?");
    }

    /// <summary>Downloads a file.</summary>
    public async Task<byte[]> BytesAsync(string path, CancellationToken cancellation)
    {
        using var response = await SendAsync(HttpMethod.Get, path, null, cancellation).ConfigureAwait(false);
        return await response.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false);
    }

    /// <summary>Sends a request and returns any success response.</summary>
    /// <exception cref="RemoteException">The request failed; the message has the system's reason.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        var response = await AskAsync(method, path, content, cancellation).ConfigureAwait(false);
        if (response.IsSuccessStatusCode)
            return response;
        using (response)
            throw new RemoteException($"{method} /{path}: {(int)response.StatusCode}. {await DetailAsync(response, cancellation).ConfigureAwait(false)}".TrimEnd());
    }

    /// <summary>Sends a request and returns any response.</summary>
    /// <exception cref="RemoteException">There was no response.</exception>
    public async Task<HttpResponseMessage> AskAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        try
        {
            return await client.SendAsync(request, cancellation).ConfigureAwait(false);
        }
        catch (HttpRequestException fault)
        {
            throw new RemoteException($"{client.BaseAddress} can't be reached: {fault.Message} Check the address and that the system is running.", fault);
        }
        catch (OperationCanceledException fault) when (!cancellation.IsCancellationRequested)
        {
            throw new RemoteException($"{client.BaseAddress} did not respond to {method} /{path} within {client.Timeout.TotalSeconds:0} seconds.", fault);
        }
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private void Use(string? token) => client.DefaultRequestHeaders.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);

    private static async Task<string> DetailAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.Content.Headers.ContentType?.MediaType == "application/problem+json")
        {
            try
            {
                using var problem = await JsonDocument.ParseAsync(await response.Content.ReadAsStreamAsync(cancellation).ConfigureAwait(false), cancellationToken: cancellation).ConfigureAwait(false);
                if (problem.RootElement.TryGetProperty("detail", out var detail) && detail.GetString() is { } text)
                    return text;
            }
            catch (JsonException)
            {
                // Without a readable problem document, the status code gives the message.
            }
        }

        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized => "Unknown or expired sign-in.",
            HttpStatusCode.Forbidden => "Only operators can do this.",
            HttpStatusCode.NotFound => "Is this the address of a TuroEzpass server?",
            _ => "",
        };
    }
}
