namespace TuroEzpass.Tests.Configuration;

/// <summary>Keys without an options class: read by name in our code, or by the framework, the AWS SDK and OpenTelemetry. Of the latter, only
/// those that matter here are listed; all others work as well.</summary>
internal static class NamedKeys
{
    private static readonly string[] Services = ["api", "web", "scraper"];
    private static readonly string[] Everywhere = ["api", "web", "scraper", "cli"];

    public static IReadOnlyList<ConfigurationKey> All { get; } =
    [
        new("Imports:Concurrency", "1", ["api", "cli"], false, "How many files this process imports at once: 0 to 16. 0 leaves imports to other processes."),
        new("BehindProxy", "false", ["api", "web", "cli"], false, "An HTTPS proxy is in front: the service may listen on other addresses than this machine, and trusts `X-Forwarded-*`. Set it only if nothing but the proxy can reach the port."),
        new("behind-proxy", "false", ["api", "web", "cli"], false, "The same, for the command line."),
        new("ForwardedHeaders_Enabled", "false", Services, false, "The framework's own setting for this. Aspire sets it.") { Variable = "ASPNETCORE_FORWARDEDHEADERS_ENABLED" },
        new("urls", "", Everywhere, false, "Addresses to listen on, separated by semicolons.") { Variable = "ASPNETCORE_URLS" },
        new("http_ports", "", Services, false, "HTTP ports to listen on, on every address.") { Variable = "ASPNETCORE_HTTP_PORTS" },
        new("HTTP_PORTS", "", Services, false, "The same without the prefix, as Aspire publishes it."),
        new("Kestrel:Endpoints", "", Services, false, "Addresses with certificates, as Kestrel documents them."),
        new("environment", "Production", Services, false, "The environment's name; `Development` shows more details of errors.") { Variable = "DOTNET_ENVIRONMENT" },
        new("AllowedHosts", "*", ["api", "web"], false, "Host names that the service responds to, separated by semicolons."),
        new("Logging:LogLevel:Default", "Information", Everywhere, false, "The lowest level that is logged. Default in `serve`: `Warning`."),
        new("Logging:Console:FormatterName", "simple", Services, false, "`operators` writes each line as a JSON object: `level`, `message`, `userId`, `runId`, `duration`, `traceId`, without exception messages."),
        new("services:api:http:0", "", ["web"], false, "The address of `https+http://api` (service discovery)."),
        new("services:api:https:0", "", ["web"], false, "The same with HTTPS."),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "", Everywhere, false, "Where logs, metrics and traces are exported (OTLP). Default: nowhere."),
        new("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc", Services, false, "`grpc` or `http/protobuf`."),
        new("OTEL_EXPORTER_OTLP_HEADERS", "", Services, true, "Headers for the export, such as an API key."),
        new("OTEL_SERVICE_NAME", "", Services, false, "The service's name in the exported telemetry. Default: `api`, `web` or `scraper`. Leave it unset for `serve`, whose three hosts have these names."),
        new("OTEL_RESOURCE_ATTRIBUTES", "", Services, false, "Further attributes of the service in the exported telemetry."),
        new("OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY", "", Services, false, "`in_memory` retries failed exports. Aspire sets it."),
        new("AWS_REGION", "", Everywhere, false, "The AWS region. It can also come from ECS or a profile."),
        new("AWS_DEFAULT_REGION", "", Everywhere, false, "The same, under the AWS CLI's name."),
        new("AWS:Region", "", Everywhere, false, "The same, as a setting."),
        new("AWS_PROFILE", "", Everywhere, false, "A profile in `~/.aws`, for your own machine."),
        new("AWS_ACCESS_KEY_ID", "", Everywhere, true, "An access key, if there is neither a role nor a profile."),
        new("AWS_SECRET_ACCESS_KEY", "", Everywhere, true, "The secret of that access key."),
        new("AWS_ENDPOINT_URL", "", Everywhere, false, "The endpoint of AWS, for emulators."),
        new("AWS_ENDPOINT_URL_S3", "", Everywhere, false, "The endpoint of S3 only."),
        new("https_ports", "", Services, false, "HTTPS ports to listen on, on every address.") { Variable = "ASPNETCORE_HTTPS_PORTS" },
        new("PATH", "", ["scraper", "cli"], false, "Where the collector searches for a browser."),
        new("DISPLAY", "", ["cli"], false, "The X11 display, needed to show a browser window for signing in at a site."),
        new("WAYLAND_DISPLAY", "", ["cli"], false, "The same for Wayland."),
        new("TUROEZPASS_TOKEN", "", ["cli"], true, "`scrape --server`: your access token for the server, if there is no `--token-file`."),
        new("TUROEZPASS_PORTALS", "", ["AppHost"], false, "`live` collects from the real sites. Default: from the simulator."),
        new("TUROEZPASS_STORE", "embedded", ["AppHost"], false, "The backing store of a run: `embedded`, `moto`, `localstack` or `aws`. Launch profiles set it."),
        new("TUROEZPASS_DATA", "artifacts/apphost-data", ["AppHost"], false, "The data folder of `embedded`. Two runs at the same time need two folders."),
        new("LOCALSTACK_AUTH_TOKEN", "", ["AppHost"], true, "A LocalStack account token, which its newer images require."),
        new("Parameters:ezpass-credentials", "", ["AppHost"], true, "The E-ZPass sign-in for the stack's secret, as JSON."),
        new("Parameters:turo-credentials", "", ["AppHost"], true, "The Turo sign-in for the stack's secret, as JSON."),
    ];
}
