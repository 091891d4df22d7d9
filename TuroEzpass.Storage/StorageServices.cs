using Amazon.DynamoDBv2;
using Amazon.S3;
using Amazon.SimpleSystemsManagement;
using Amazon.SQS;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using NodaTime;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Aws;
using TuroEzpass.Storage.Files;
using TuroEzpass.Storage.Sqlite;

namespace TuroEzpass.Storage;

/// <summary>Registers the storage ports.</summary>
public static class StorageServices
{
    /// <summary>Adds <see cref="IRecordStore"/>, <see cref="IProofStore"/>, <see cref="ICredentialStore"/> and
    /// <see cref="IWorkQueue"/> of the engine that the section <c>Storage</c> selects; for the embedded engine also
    /// <see cref="FileProofLinks"/>. The store is opened on first use.</summary>
    /// <exception cref="OptionsValidationException">A value is missing or invalid; the message names the key.</exception>
    public static IServiceCollection AddTuroEzpassStorage(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = StorageOptionsReader.Read(configuration);
        services.AddSingleton(Options.Create(options));
        services.TryAddSingleton<IClock>(SystemClock.Instance);
        return options.Engine == StorageEngineName.Local ? AddLocal(services, options.DataFolder!) : AddAws(services, options);
    }

    private static IServiceCollection AddLocal(IServiceCollection services, string folder) => services
        .AddSingleton(_ => SqliteDatabase.Open(folder))
        .AddSingleton(_ => LocalKeys.Open(folder))
        .AddSingleton<FileProofLinks>()
        .AddSingleton<IRecordStore, SqliteRecordStore>()
        .AddSingleton<ILedgerBackup>(provider => new UpgradeBackup(folder, provider.GetRequiredService<IClock>()))
        .AddSingleton<IWorkQueue, SqliteWorkQueue>()
        .AddSingleton<IProofStore>(provider => new FileProofStore(
            folder, provider.GetRequiredService<FileProofLinks>(), provider.GetRequiredService<IClock>()))
        .AddSingleton<ICredentialStore>(provider => new FileCredentialStore(
            folder, provider.GetRequiredService<LocalKeys>(), provider.GetRequiredService<IClock>()));

    private static IServiceCollection AddAws(IServiceCollection services, StorageOptions options) => services
        .AddAwsClients()
        .AddSingleton<ILedgerBackup, PointInTimeNote>()
        .AddSingleton(provider => new S3Objects(provider.GetRequiredService<IAmazonS3>(), options.Bucket!, options.KmsKeyId))
        .AddSingleton<IRecordStore>(provider => new DynamoRecordStore(
            provider.GetRequiredService<IAmazonDynamoDB>(), options.Table, provider.GetRequiredService<IClock>()))
        .AddSingleton<IWorkQueue>(provider => new SqsWorkQueue(provider.GetRequiredService<IAmazonSQS>(), options.Queues))
        .AddSingleton<IProofStore, S3ProofStore>()
        .AddSingleton<ICredentialStore>(provider => new AwsCredentialStore(
            provider.GetRequiredService<IAmazonSimpleSystemsManagement>(),
            provider.GetRequiredService<S3Objects>(),
            options.SharedSecretsOwner is { } owner ? OwnerId.Parse(owner) : null,
            options.KmsKeyId));
}
