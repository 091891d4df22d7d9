using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TuroEzpass.Api.Http;

/// <summary>What the OpenAPI document says beyond the endpoints themselves.</summary>
internal static class OpenApiDocuments
{
    private const string Scheme = "bearer";

    public static void Configure(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "TuroEzpass",
                Version = "v1",
                Description = "Tolls, trips and claims of one owner. Times are ISO 8601 with their offset, money is whole cents with its currency, faults are problem documents (RFC 9457).",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "The token of a sign-in, or a personal access token. Cookies are never looked at.",
            };
            // Wherever it is served, it describes the place it was asked at.
            document.Servers = [new OpenApiServer { Url = "/" }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // A converter of one's own tells the generator nothing.
            if (context.JsonTypeInfo.Type is { IsEnum: true } choices && schema.Enum is not { Count: > 0 })
                schema.Enum = NamesOf(choices);
            if (context.JsonTypeInfo.ElementType is { IsEnum: true } each && schema.Items is null)
                schema.Items = new OpenApiSchema { Enum = NamesOf(each) };
            CodeDocuments.Describe(schema, context.JsonTypeInfo.Type);
            return Task.CompletedTask;
        });
        options.AddOperationTransformer((operation, context, _) =>
        {
            var metadata = context.Description.ActionDescriptor.EndpointMetadata;
            if (metadata.OfType<IAllowAnonymous>().Any())
                return Task.CompletedTask;
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Scheme, context.Document)] = [] }];
            operation.Parameters ??= [];
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "userId",
                In = ParameterLocation.Query,
                Description = "The owner, for people who act for several; one's own unless told.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            if (metadata.OfType<ExpectsIdempotencyKey>().Any())
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = IdempotencyKeys.Header,
                    In = ParameterLocation.Header,
                    Description = "Makes it safe to send again: the same request with the same key is done once and answered the same, for a day.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
                });
            }

            return Task.CompletedTask;
        });
    }

    private static List<JsonNode> NamesOf(Type choices) => [.. Enum.GetNames(choices).Select(name => JsonValue.Create(name))];
}
