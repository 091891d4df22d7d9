using Amazon;
using Amazon.Extensions.NETCore.Setup;
using Amazon.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;
using TuroEzpass.Storage.Aws;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Tests.Storage;

/// <summary>The section <c>Storage</c> and its services.</summary>
public sealed class StorageServicesTests
{
    [Fact]
    public async Task The_local_engine_serves_all_four_ports_from_one_folder()
    {
        var folder = Directory.CreateTempSubdirectory("turoezpass-test-").FullName;
        await using (var services = Build(("Engine", "Local"), ("DataFolder", folder)))
        {
            Assert.IsType<SqliteRecordStore>(services.GetRequiredService<IRecordStore>());
            Assert.IsType<SqliteWorkQueue>(services.GetRequiredService<IWorkQueue>());
            Assert.NotNull(services.GetRequiredService<IProofStore>());
            Assert.NotNull(services.GetRequiredService<ICredentialStore>());
            Assert.Equal(folder, services.GetRequiredService<IOptions<StorageOptions>>().Value.DataFolder);
        }
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_aws_engine_serves_all_four_ports()
    {
        await using var services = Build(("Engine", "Aws"), ("Bucket", "turo-ezpass-proofs-123456789012"), ("SharedSecretsOwner", "me"),
            ("Queues:Scrapes", "https://sqs.us-east-1.amazonaws.com/123456789012/turo-ezpass-scrapes"));

        Assert.IsType<DynamoRecordStore>(services.GetRequiredService<IRecordStore>());
        Assert.IsType<SqsWorkQueue>(services.GetRequiredService<IWorkQueue>());
        Assert.IsType<S3ProofStore>(services.GetRequiredService<IProofStore>());
        Assert.IsType<AwsCredentialStore>(services.GetRequiredService<ICredentialStore>());
    }

    [Theory]
    [InlineData("Storage:Engine")]
    [InlineData("Storage:Engine", "Engine=Azure")]
    [InlineData("Storage:DataFolder", "Engine=Local")]
    [InlineData("Storage:Bucket", "Engine=Aws")]
    [InlineData("Storage:Bucket", "Engine=Aws", "Bucket=Not A Bucket")]
    [InlineData("Storage:Table", "Engine=Aws", "Bucket=proofs", "Table=a b")]
    [InlineData("Storage:Queues:ImportsDead", "Engine=Aws", "Bucket=proofs", "Queues:ImportsDead=a b")]
    [InlineData("Storage:SharedSecretsOwner", "Engine=Aws", "Bucket=proofs", "SharedSecretsOwner=Me!")]
    [InlineData("DataFodler", "Engine=Local", "DataFodler=/data")]
    public void A_missing_or_wrong_value_is_refused_at_start_naming_its_key(string key, params string[] settings)
    {
        var fault = Assert.Throws<OptionsValidationException>(() => Build([.. settings.Select(setting => (setting.Split('=')[0], setting.Split('=')[1]))]));

        Assert.Contains(key, fault.Message, StringComparison.Ordinal);
    }

    private static ServiceProvider Build(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create($"Storage:{setting.Key}", (string?)setting.Value))).Build();
        var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration);
        services.AddDefaultAWSOptions(new AWSOptions { Credentials = new BasicAWSCredentials("test", "test"), Region = RegionEndpoint.USEast1 });
        return services.AddTuroEzpassStorage(configuration).BuildServiceProvider();
    }
}
