namespace TuroEzpass.AppHost.Grounds;

/// <summary>The section Storage of a service's configuration on AWS (TuroEzpass.Storage/StorageOptions.cs), from the stack's outputs.</summary>
internal static class StorageSettings
{
    /// <summary>Sets a service's settings.</summary>
    /// <param name="service">The service.</param>
    /// <param name="output">Returns an output of the stack by its name.</param>
    public static void Give(IResourceBuilder<ProjectResource> service, Func<string, ReferenceExpression> output) => service
        .WithEnvironment("Storage__Engine", "Aws")
        .WithEnvironment("Storage__Table", output("TableName"))
        .WithEnvironment("Storage__Bucket", output("BucketName"))
        .WithEnvironment("Storage__KmsKeyId", output("DataKeyArn"))
        .WithEnvironment("Storage__Queues__Scrapes", output("ScrapesQueueUrl"))
        .WithEnvironment("Storage__Queues__ScrapesDead", output("ScrapesDeadQueueUrl"))
        .WithEnvironment("Storage__Queues__Imports", output("ImportsQueueUrl"))
        .WithEnvironment("Storage__Queues__ImportsDead", output("ImportsDeadQueueUrl"));

    /// <summary>Sends a service's AWS calls to an emulator, which accepts any key.</summary>
    public static void UseEmulator(IResourceBuilder<ProjectResource> service, EndpointReference emulator, string region) => service
        .WithEnvironment("AWS_ENDPOINT_URL", emulator)
        .WithEnvironment("AWS_ACCESS_KEY_ID", "test")
        .WithEnvironment("AWS_SECRET_ACCESS_KEY", "test")
        .WithEnvironment("AWS_REGION", region);

    /// <summary>One region for the stack and the services: each region of an emulator keeps its own resources.</summary>
    public static string Region(IDistributedApplicationBuilder builder) => builder.Configuration["AWS_REGION"] ?? "us-east-1";
}
