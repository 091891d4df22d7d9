using System.Security.Cryptography;
using TuroEzpass.Api.Access;

namespace TuroEzpass.Api.Http;

/// <summary>Marks an operation that heeds <c>Idempotency-Key</c>.</summary>
internal sealed record ExpectsIdempotencyKey;

/// <summary>Makes POSTs safe to send again.</summary>
internal static class Idempotency
{
    private const int InMemoryBytes = 64 * 1024;
    private const int MostBodyBytes = 1024 * 1024;

    /// <summary>Heeds the header <c>Idempotency-Key</c>: the same request with the same key is done once, and answered the same each
    /// time for a day. Without the header nothing changes. For requests whose body is small.</summary>
    /// <param name="builder">The endpoints.</param>
    /// <param name="answerIsSecret">The answer shows a secret this once: a repeat is told so, instead of the answer.</param>
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

        // Who has no owner yet has nowhere to keep an answer.
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
            await Problems.Of(status, "The request is wrong", $"Its body breaks off, or has more than {MostBodyBytes} bytes.").ExecuteAsync(context);
            return;
        }

        var fingerprint = IdempotencyKeys.FingerprintOf(request.Method, request.Path.Value, request.QueryString.Value, body);
        await context.RequestServices.GetRequiredService<IdempotencyKeys>().AnswerAsync(context, caller, key!, fingerprint, answerIsSecret, () => act(context));
    }
}
