using Amazon;
using Amazon.CloudFormation;
using Amazon.Runtime;
using Aspire.Hosting.AWS.CloudFormation;
using Microsoft.Extensions.Diagnostics.HealthChecks;

// The system as a diagram: what the services stand on first, then the services, each after what it needs.

var builder = DistributedApplication.CreateBuilder(args);

// What a run stands on is its launch profile's choice; what is published stands on AWS, whatever the profile.
var store = builder.ExecutionContext.IsPublishMode ? "aws" : builder.Configuration["TUROEZPASS_STORE"] ?? "localstack";
if (store is not ("localstack" or "aws" or "embedded"))
    throw new InvalidOperationException($"TUROEZPASS_STORE is '{store}': say 'localstack', 'aws' or 'embedded'.");

// One region for the stack, for LocalStack and for the services: each region of LocalStack keeps its own resources.
var region = builder.Configuration["AWS_REGION"] ?? "us-east-1";
var awsConfig = builder.AddAWSSDKConfig()
    .WithRegion(RegionEndpoint.GetBySystemName(region))
    // It asks AWS who we are, which who works with LocalStack need not be able to answer.
    .WithSdkValidation(store == "aws");
if (store == "aws" && builder.Configuration["AWS_PROFILE"] is { Length: > 0 } profile)
    awsConfig.WithProfile(profile);

var appResources = store == "embedded" ? null : AddAppResources();
var localstack = store == "localstack" ? AddLocalStack() : null;

var api = builder.AddProject<Projects.TuroEzpass_Api>("api")
    .WithHttpHealthCheck("/health")
    .WithEnvironment("Auth__Mode", "Local");
OnTheStore(api);

// The only one that browsers reach.
var web = builder.AddProject<Projects.TuroEzpass_Web>("web")
    .WithExternalHttpEndpoints()
    .WithHttpHealthCheck("/health")
    .WithReference(api)
    .WaitFor(api);
OnTheStore(web);

// The API prints the link that sets the system up, and people open it at the Web.
api.WithEnvironment("Auth__WebUrl", web.GetEndpoint("http"));

// On AWS EventBridge asks for the daily collection; on a developer's machine nobody does but the command below.
var scraper = builder.AddProject<Projects.TuroEzpass_Scraper>("scraper")
    .WithHttpHealthCheck("/health")
    .WithEnvironment("Scraper__Schedule", "External");
OnTheStore(scraper);

if (builder.ExecutionContext.IsRunMode)
{
    // Developers collect from sites that are made up, unless they say that they mean the real ones.
    if (builder.Configuration["TUROEZPASS_PORTALS"] != "live")
    {
        var simulator = builder.AddProject<Projects.TuroEzpass_PortalSimulator>("portal-simulator")
            .WithHttpHealthCheck("/health");
        scraper
            .WithEnvironment("Scraper__Simulator", simulator.GetEndpoint("http"))
            .WaitFor(simulator);
    }

    // Made anew for each run, so that only this dashboard's command is listened to.
    var runNowKey = Guid.NewGuid().ToString("N");
    scraper
        .WithEnvironment("Scraper__RunNowKey", runNowKey)
        .WithCommand(
            "run-now",
            "Run now",
            async context =>
            {
                using var client = new HttpClient { BaseAddress = new Uri(scraper.GetEndpoint("http").Url) };
                client.DefaultRequestHeaders.Add("X-Run-Now-Key", runNowKey);
                using var answer = await client.PostAsync(new Uri("/run-now", UriKind.Relative), null, context.CancellationToken);
                return answer.IsSuccessStatusCode
                    ? CommandResults.Success()
                    : CommandResults.Failure($"The scraper answered {(int)answer.StatusCode}: see its log.");
            },
            new CommandOptions
            {
                Description = "Asks for a collection of every owner that has an account turned on.",
                IconName = "Play",
                UpdateState = context => context.ResourceSnapshot.HealthStatus == HealthStatus.Healthy ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
            });
}

builder.Build().Run();

// Everything that keeps data on AWS: the stack that production deploys too.
IResourceBuilder<ICloudFormationTemplateResource> AddAppResources()
{
    // The sign-ins at the portals, for the stack's two secrets. A stack takes texts, no parameters of Aspire's, so each
    // is given twice.
    builder.AddParameter("ezpass-credentials", () => SignIn("ezpass-credentials"), secret: true);
    builder.AddParameter("turo-credentials", () => SignIn("turo-credentials"), secret: true);

    // A relative path would be looked up from the process's working folder, which is another one under test.
    return builder
        .AddAWSCloudFormationTemplate("AppResources", Path.Combine(builder.AppHostDirectory, "cloudformation", "app-resources.template"), "turo-ezpass-app-resources")
        .WithParameter("EzpassCredentials", SignIn("ezpass-credentials"))
        .WithParameter("TuroCredentials", SignIn("turo-credentials"))
        .WithReference(awsConfig);
}

// From the user secrets. In a container an empty one will do, as in the template; in an account it would overwrite the
// one that is there.
string SignIn(string parameter) => builder.Configuration[$"Parameters:{parameter}"]
    ?? (store == "aws" && builder.ExecutionContext.IsRunMode
        ? throw new InvalidOperationException($"Parameters:{parameter} is missing: dotnet user-secrets set Parameters:{parameter} '{{\"username\":\"…\",\"password\":\"…\"}}' --project TuroEzpass.AppHost")
        : """{"username":"","password":""}""");

// AWS in a container, in a run only: neither it nor its address and its keys are published.
IResourceBuilder<ContainerResource> AddLocalStack()
{
    // 4.12.0 is pinned because later images end at once without an account's LOCALSTACK_AUTH_TOKEN.
    var container = builder.AddContainer("localstack", "localstack/localstack", "4.12.0")
        .WithHttpEndpoint(targetPort: 4566, name: "http")
        .WithHttpHealthCheck("/_localstack/health")
        .WithLifetime(ContainerLifetime.Persistent)
        .ExcludeFromManifest();
    if (!string.IsNullOrEmpty(builder.Configuration["LOCALSTACK_AUTH_TOKEN"]))
        container.WithEnvironment("LOCALSTACK_AUTH_TOKEN", builder.AddParameterFromConfiguration("localstack-auth-token", "LOCALSTACK_AUTH_TOKEN", secret: true));

    // The port is known only now, and is another one in every test.
    container.OnResourceEndpointsAllocated((_, _, _) =>
    {
        appResources!.Resource.CloudFormationClient = new AmazonCloudFormationClient(
            new BasicAWSCredentials("test", "test"),
            new AmazonCloudFormationConfig { ServiceURL = container.GetEndpoint("http").Url, AuthenticationRegion = region });
        return Task.CompletedTask;
    });
    appResources!.WaitFor(container);
    return container;
}

// The section Storage of a service's configuration (TuroEzpass.Storage/StorageOptions.cs).
void OnTheStore(IResourceBuilder<ProjectResource> service)
{
    if (appResources is null)
    {
        service
            .WithEnvironment("Storage__Engine", "Local")
            .WithEnvironment("Storage__DataFolder", Path.GetFullPath(Path.Combine(builder.AppHostDirectory, "..", "artifacts", "apphost-data")));
        return;
    }

    service
        .WithReference(awsConfig)
        .WaitFor(appResources)
        .WithEnvironment("Storage__Engine", "Aws")
        .WithEnvironment("Storage__Table", appResources.GetOutput("TableName"))
        .WithEnvironment("Storage__Bucket", appResources.GetOutput("BucketName"))
        .WithEnvironment("Storage__KmsKeyId", appResources.GetOutput("DataKeyArn"))
        .WithEnvironment("Storage__Queues__Scrapes", appResources.GetOutput("ScrapesQueueUrl"))
        .WithEnvironment("Storage__Queues__ScrapesDead", appResources.GetOutput("ScrapesDeadQueueUrl"))
        .WithEnvironment("Storage__Queues__Imports", appResources.GetOutput("ImportsQueueUrl"))
        .WithEnvironment("Storage__Queues__ImportsDead", appResources.GetOutput("ImportsDeadQueueUrl"));

    if (localstack is not null)
    {
        service
            .WithEnvironment("AWS_ENDPOINT_URL", localstack.GetEndpoint("http"))
            .WithEnvironment("AWS_ACCESS_KEY_ID", "test")
            .WithEnvironment("AWS_SECRET_ACCESS_KEY", "test");
    }
}
