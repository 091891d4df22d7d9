namespace TuroEzpass.Tests.Configuration;

/// <summary>Keys without an options class: read by name in our code, or by the framework, the AWS SDK and OpenTelemetry. Of the latter only
/// those that matter here; all others work as well.</summary>
internal static class NamedKeys
{
    private static readonly string[] Services = ["api", "web", "scraper"];
    private static readonly string[] Everywhere = ["api", "web", "scraper", "cli"];

    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        new("Imports:Concurrency", "1", ["api", "cli"], false, "How many files this process takes in at once, 0 to 16; 0 leaves them to other processes."),
        new("BehindProxy", "false", ["api", "web", "cli"], false, "A proxy with HTTPS stands before: the service may listen beyond this machine, and believes `X-Forwarded-*`. Only where nothing else reaches its port."),
        new("behind-proxy", "false", ["api", "web", "cli"], false, "The same, for command lines."),
        new("ForwardedHeaders_Enabled", "false", Services, false, "The framework's own way to say it; Aspire sets it.") { Variable = "ASPNETCORE_FORWARDEDHEADERS_ENABLED" },
        new("urls", "", Everywhere, false, "Where to listen; several are parted by a semicolon.") { Variable = "ASPNETCORE_URLS" },
        new("http_ports", "", Services, false, "The same by ports alone, on every address.") { Variable = "ASPNETCORE_HTTP_PORTS" },
        new("HTTP_PORTS", "", Services, false, "The same without a prefix, as Aspire publishes it."),
        new("Kestrel:Endpoints", "", Services, false, "Addresses with certificates, as Kestrel documents them."),
        new("environment", "Production", Services, false, "The environment's name; `Development` shows more of errors.") { Variable = "DOTNET_ENVIRONMENT" },
        new("AllowedHosts", "*", ["api", "web"], false, "Host names that are answered, parted by semicolons."),
        new("Logging:LogLevel:Default", "Information", Everywhere, false, "The least important lines that are logged. `serve` takes `Warning`."),
        new("Logging:Console:FormatterName", "simple", Services, false, "`operators` writes one JSON object a line: `level`, `message`, `userId`, `runId`, `duration`, `traceId`; without the words of exceptions."),
        new("services:api:http:0", "", ["web"], false, "Where `https+http://api` is (service discovery)."),
        new("services:api:https:0", "", ["web"], false, "The same with HTTPS."),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "", Everywhere, false, "Where logs, metrics and traces are exported (OTLP); nowhere where not set."),
        new("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", Services, false, "`grpc` or `http/protobuf`."),
        new("OTEL_EXPORTER_OTLP_HEADERS", "", Services, true, "Headers of what is exported, such as a key."),
        new("OTEL_SERVICE_NAME", "", Services, false, "The service's name in what is exported; by default `api`, `web` or `scraper`. Leave it unset for `serve`, whose hosts have these three names."),
        new("OTEL_RESOURCE_ATTRIBUTES", "", Services, false, "More that is said of the service."),
        new("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "", Services, false, "`in_memory` tries exports again; Aspire sets it."),
        new("AWS_REGION", "", Everywhere, false, "The region; ECS and profiles tell it as well."),
        new("AWS_DEFAULT_REGION", "", Everywhere, false, "The same, as the AWS CLI calls it."),
        new("AWS:Region", "", Everywhere, false, "The same, as a setting."),
        new("AWS_PROFILE", "", Everywhere, false, "A profile of `~/.aws`, for a machine of one's own."),
        new("AWS_ACCESS_KEY_ID", "", Everywhere, true, "A key, where neither a role nor a profile is."),
        new("AWS_SECRET_ACCESS_KEY", "", Everywhere, true, "Its secret."),
        new("AWS_ENDPOINT_URL", "", Everywhere, false, "AWS's address, for emulators."),
        new("AWS_ENDPOINT_URL_S3", "", Everywhere, false, "S3's alone."),
        new("https_ports", "", Services, false, "Ports with HTTPS, on every address.") { Variable = "ASPNETCORE_HTTPS_PORTS" },
        new("PATH", "", ["scraper", "cli"], false, "Where a browser is looked for."),
        new("DISPLAY", "", ["cli"], false, "Whether a window can be shown to sign in at a site (X11)."),
        new("WAYLAND_DISPLAY", "", ["cli"], false, "The same with Wayland."),
        new("TUROEZPASS_TOKEN", "", ["cli"], true, "`scrape --server`: your access token for the server, where no `--token-file` is named."),
        new("TUROEZPASS_PORTALS", "", ["AppHost"], false, "`live`: a run collects from the real sites; otherwise from the simulator."),
        new("TUROEZPASS_STORE", "localstack", ["AppHost"], false, "What a run stands on: `localstack`, `aws` or `embedded`."),
        new("LOCALSTACK_AUTH_TOKEN", "", ["AppHost"], true, "LocalStack's account, which its newer images want."),
        new("Parameters:ezpass-credentials", "", ["AppHost"], true, "The sign-in at E-ZPass for the stack's secret, as JSON."),
        new("Parameters:turo-credentials", "", ["AppHost"], true, "The one at Turo."),
    ];
}
