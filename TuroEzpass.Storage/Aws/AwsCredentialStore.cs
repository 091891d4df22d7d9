using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using NodaTime;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Storage.Aws;

/// <summary>Credentials in AWS. The two secrets in the runbook, <c>turo-ezpass/ezpass/credentials</c> and
/// <c>turo-ezpass/turo/credentials</c>, belong to one configured owner and are read through Parameter
/// Store's reference to Secrets Manager (https://docs.aws.amazon.com/systems-manager/latest/userguide/integration-ps-secretsmanager.html),
/// because the package AWSSDK.SecretsManager is not available on every feed. All other owners' credentials are SecureString parameters
/// <c>/turo-ezpass/&lt;owner&gt;/&lt;portal&gt;</c>. Sessions are objects <c>sessions/&lt;owner&gt;/&lt;portal&gt;</c>.</summary>
/// <param name="client">The client.</param>
/// <param name="objects">The bucket of the sessions.</param>
/// <param name="sharedSecretsOwner">The owner of the two secrets; null for none.</param>
/// <param name="kmsKeyId">The key for SecureString parameters; null for the account's own.</param>
public sealed class AwsCredentialStore(
    IAmazonSimpleSystemsManagement client, S3Objects objects, OwnerId? sharedSecretsOwner, string? kmsKeyId) : ICredentialStore
{
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly AwsCalls calls = new(AwsCalls.ParameterStore, "credentials", TimeSpan.FromSeconds(20));

    /// <inheritdoc />
    public async Task<CredentialRead> ReadCredentialsAsync(OwnerId owner, string portal, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        var shared = IsShared(owner, portal);
        var remedy = shared ? Rotate(portal) : $"Store the credentials of '{owner}' for '{portal}': turoezpass credentials set {portal}";
        var name = shared ? $"/aws/reference/secretsmanager/{SecretOf(portal)}" : NameOf(owner, portal);
        var value = await calls.RunAsync("GetParameter", async token =>
        {
            try
            {
                return (await client.GetParameterAsync(new GetParameterRequest { Name = name, WithDecryption = true }, token).ConfigureAwait(false)).Parameter.Value;
            }
            catch (ParameterNotFoundException)
            {
                return null;
            }
        }, cancellation).ConfigureAwait(false);
        if (value is null) return new CredentialRead.Missing(remedy);
        return Parse(value) is { } credentials
            ? new CredentialRead.Found(credentials)
            : new CredentialRead.Unreadable($"The stored credentials do not have the form {{\"username\":…,\"password\":…}}. {remedy}");
    }

    /// <inheritdoc />
    public async Task<CredentialSave> SaveCredentialsAsync(
        OwnerId owner, string portal, PortalCredentials credentials, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        ArgumentNullException.ThrowIfNull(credentials);
        if (IsShared(owner, portal)) return new CredentialSave.ManagedElsewhere(Rotate(portal));
        var request = new PutParameterRequest
        {
            Name = NameOf(owner, portal),
            Type = ParameterType.SecureString,
            Value = JsonSerializer.Serialize(new Secret(credentials.UserName, credentials.Password), Json),
            Overwrite = true,
            KeyId = kmsKeyId,
            // Chooses the standard tier, unless a long password with multi-byte characters needs the advanced one.
            Tier = ParameterTier.IntelligentTiering,
        };
        await calls.RunAsync("PutParameter", token => client.PutParameterAsync(request, token), cancellation).ConfigureAwait(false);
        return new CredentialSave.Done();
    }

    /// <inheritdoc />
    public async Task<CredentialSave> ForgetCredentialsAsync(OwnerId owner, string portal, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        if (IsShared(owner, portal)) return new CredentialSave.ManagedElsewhere(Rotate(portal));
        await calls.RunAsync("DeleteParameter", async token =>
        {
            try
            {
                await client.DeleteParameterAsync(new DeleteParameterRequest { Name = NameOf(owner, portal) }, token).ConfigureAwait(false);
            }
            catch (ParameterNotFoundException)
            {
                // It was already deleted.
            }
            return true;
        }, cancellation).ConfigureAwait(false);
        return new CredentialSave.Done();
    }

    /// <inheritdoc />
    public async Task<SessionRead> ReadSessionAsync(OwnerId owner, string portal, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        return await objects.GetAsync(SessionOf(owner, portal), cancellation).ConfigureAwait(false) is { } found
            ? new SessionRead.Found(found.Content, Instant.FromDateTimeUtc(found.LastModified.ToUniversalTime()))
            : new SessionRead.Missing();
    }

    /// <inheritdoc />
    public Task SaveSessionAsync(OwnerId owner, string portal, ReadOnlyMemory<byte> state, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        StorageLimits.CheckSession(state);
        var bytes = state.ToArray();
        return objects.PutAsync(SessionOf(owner, portal), bytes, "application/octet-stream", SHA256.HashData(bytes), onlyNew: false, cancellation);
    }

    /// <inheritdoc />
    public Task ForgetSessionAsync(OwnerId owner, string portal, CancellationToken cancellation = default)
    {
        StorageLimits.CheckPortal(portal);
        return objects.DeleteAsync(SessionOf(owner, portal), cancellation);
    }

    private static string NameOf(OwnerId owner, string portal) => $"/turo-ezpass/{owner.Text}/{portal}";

    private static string SecretOf(string portal) => $"turo-ezpass/{portal}/credentials";

    private static string SessionOf(OwnerId owner, string portal) => $"sessions/{owner.Text}/{portal}";

    private static string Rotate(string portal) =>
        $"aws secretsmanager update-secret --secret-id {SecretOf(portal)} --secret-string '{{\"username\":\"…\",\"password\":\"…\"}}'";

    private static PortalCredentials? Parse(string value)
    {
        try
        {
            return JsonSerializer.Deserialize<Secret>(value) is { UserName: { } user, Password: { } password } ? new PortalCredentials(user, password) : null;
        }
        catch (Exception error) when (error is JsonException or ArgumentException)
        {
            // The exception's message could quote the secret, so it is not used.
            return null;
        }
    }

    private bool IsShared(OwnerId owner, string portal) => portal is "ezpass" or "turo" && owner == sharedSecretsOwner;

    private sealed record Secret(
        [property: JsonPropertyName("username")] string? UserName,
        [property: JsonPropertyName("password")] string? Password);
}
