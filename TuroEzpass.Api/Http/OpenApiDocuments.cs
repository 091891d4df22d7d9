using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace TuroEzpass.Api.Http;

/// <summary>Adds to the OpenAPI document what the endpoints do not describe themselves.</summary>
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
                Description = "Tolls, trips and claims of one owner. Times are ISO 8601 with offset, amounts are integer cents with a currency, and errors are problem documents (RFC 9457).",
            };
            document.Components ??= new OpenApiComponents();
            document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
            document.Components.SecuritySchemes[Scheme] = new OpenApiSecurityScheme
            {
                Type = SecuritySchemeType.Http,
                Scheme = "bearer",
                Description = "A session's token or a personal access token. Cookies are ignored.",
            };
            // A relative server address, so that the document is right at any address.
            document.Servers = [new OpenApiServer { Url = "/" }];
            return Task.CompletedTask;
        });
        options.AddSchemaTransformer((schema, context, _) =>
        {
            // The generator can't see which values a custom converter allows.
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
                Description = "The owner, for people with access to several. Default: your own.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String },
            });
            if (metadata.OfType<ExpectsIdempotencyKey>().Any())
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = IdempotencyKeys.Header,
                    In = ParameterLocation.Header,
                    Description = "Makes it safe to repeat a request: within a day, the same request with the same key is executed once and gets the same response.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = 255 },
                });
            }

            return Task.CompletedTask;
        });
    }

    private static List<JsonNode> NamesOf(Type choices) => [.. Enum.GetNames(choices).Select(name => JsonValue.Create(name))];
}
