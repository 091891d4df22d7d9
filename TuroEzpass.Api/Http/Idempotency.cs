using System.Security.Cryptography;
using TuroEzpass.Api.Access;

namespace TuroEzpass.Api.Http;

/// <summary>Marks an operation that supports <c>Idempotency-Key</c>.</summary>
internal sealed record ExpectsIdempotencyKey;

/// <summary>Makes POSTs safe to send again.</summary>
internal static class Idempotency
{
    private const int InMemoryBytes = 64 * 1024;
    private const int MostBodyBytes = 1024 * 1024;

    /// <summary>Supports the header <c>Idempotency-Key</c>: a request that is repeated with the same key is executed once and gets the same
    /// response for a day. Requests without the header are not affected. Only for requests with small bodies.</summary>
    /// <param name="builder">The endpoints.</param>
    /// <param name="answerIsSecret">Whether the response shows a secret only once: a repeat then gets a problem instead of the response.</param>
    public static TBuilder WithIdempotencyKey<TBuilder>(this TBuilder builder, bool answerIsSecret = false)
        where TBuilder : IEndpointConventionBuilder
    {
        builder.Add(endpoint =>
        {
            endpoint.Metadata.Add(new ExpectsIdempotencyKey());
            if (endpoint.RequestDelegate is { } act)
                endpoint.RequestDelegate = context => AnswerAsync(context, act, answerIsSecret);
        });
        return builder;
    }

    private static async Task AnswerAsync(HttpContext context, RequestDelegate act, bool answerIsSecret)
    {
        var wrong = IdempotencyKeys.KeyOf(context.Request, out var key);
        if (wrong is null && key is null)
        {
            await act(context);
            return;
        }

        if (wrong is not null)
        {
            await wrong.ExecuteAsync(context);
            return;
        }

        // A caller without an owner has nowhere to store the response.
        if (context.Features.Get<Caller>() is not { } caller)
        {
            await act(context);
            return;
        }

        var request = context.Request;
        string body;
        try
        {
            request.EnableBuffering(InMemoryBytes, MostBodyBytes);
            body = Convert.ToHexStringLower(await SHA256.HashDataAsync(request.Body, context.RequestAborted));
            request.Body.Position = 0;
        }
        catch (IOException fault)
        {
            var status = fault is BadHttpRequestException bad ? bad.StatusCode : StatusCodes.Status413PayloadTooLarge;
            await Problems.Of(status, "Invalid request", $"The body is incomplete or larger than {MostBodyBytes} bytes.").ExecuteAsync(context);
            return;
        }

        var fingerprint = IdempotencyKeys.FingerprintOf(request.Method, request.Path.Value, request.QueryString.Value, body);
        await context.RequestServices.GetRequiredService<IdempotencyKeys>().AnswerAsync(context, caller, key!, fingerprint, answerIsSecret, () => act(context));
    }
}
