namespace TuroEzpass.Api.Http;

internal static class IdempotencyPending
{
    public static TBuilder WithIdempotencyKey<TBuilder>(this TBuilder builder) => builder;
}
