using Amazon.DynamoDBv2;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;
using Microsoft.Extensions.DependencyInjection;

namespace TuroEzpass.Storage.Aws;

/// <summary>The AWS clients: region, profile and credentials come from the SDK's standard chain and the section <c>AWS</c>, the
/// endpoint from <c>AWS_ENDPOINT_URL</c> if set.</summary>
internal static class AwsClients
{
    public static IServiceCollection AddAwsClients(this IServiceCollection services) => services
        .TryAddAWSService<IAmazonDynamoDB>((config, _) => Tune(config, TimeSpan.FromSeconds(6)))
        .TryAddAWSService<IAmazonS3>((config, _) => Tune(config, TimeSpan.FromSeconds(60)))
        .TryAddAWSService<IAmazonSQS>((config, _) => Tune(config, TimeSpan.FromSeconds(30)))
        .TryAddAWSService<IAmazonSimpleSystemsManagement>((config, _) => Tune(config, TimeSpan.FromSeconds(6)));

    /// <summary>Applies our settings to a client.</summary>
    /// <param name="config">The client's configuration.</param>
    /// <param name="oneTry">The time limit of one try.</param>
    public static void Tune(ClientConfig config, TimeSpan oneTry)
    {
        config.Timeout = oneTry;
        // AwsCalls retries; two layers of retries would multiply.
        config.MaxErrorRetry = 0;
        // Emulators are reached by IP address, where a bucket can't be part of the host name.
        if (config is AmazonS3Config s3 && (Names("AWS_ENDPOINT_URL_S3") || Names("AWS_ENDPOINT_URL") || s3.ServiceURL is not null)) s3.ForcePathStyle = true;

        static bool Names(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
    }
}
