using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.Runtime;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage.Aws;

namespace TuroEzpass.Tests.Storage;

/// <summary>Behavior that only AWS has: lost responses, partly processed batches, links, and the runbook's two secrets.</summary>
public sealed class AwsStoreTests : StorageContract<AwsEngine>
{
    private static readonly RecordKey Key = new(Owner.Partition("LEASE"), "writer");

    [Fact]
    public async Task A_write_with_a_lost_response_is_recognized()
    {
        var wire = new FaultyWire { Lose = "PutItem" };
        var store = await StoreAsync(wire);

        var result = await store.PutAsync(new(Key, "mine"u8.ToArray()), Expected.Nothing, Cancel);

        Assert.Equal(2, wire.Sent["PutItem"]);
        var stored = Assert.IsType<PutResult.Stored>(result);
        Assert.Equal(stored.Version, (await store.GetAsync(Key, Cancel))!.Version);
    }

    [Fact]
    public async Task A_lost_response_followed_by_another_write_is_reported_as_unknown()
    {
        var wire = new FaultyWire { Lose = "PutItem" };
        var store = await StoreAsync(wire);
        var other = new DynamoRecordStore(await Engine.DynamoAsync(), Engine.Table!, Engine.Clock);
        wire.AfterLoss = async () =>
        {
            var mine = await other.GetAsync(Key, Cancel);
            await other.PutAsync(new(Key, "other"u8.ToArray()), Expected.VersionIs(mine!.Version), Cancel);
        };

        var fault = await Assert.ThrowsAsync<StorageException>(() => store.PutAsync(new(Key, "mine"u8.ToArray()), Expected.Nothing, Cancel));

        Assert.Contains("not known", fault.What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_lost_answer_before_an_item_that_was_there_is_a_plain_conflict()
    {
        var wire = new FaultyWire();
        var store = await StoreAsync(wire);
        var there = Assert.IsType<PutResult.Stored>(await store.PutAsync(new(Key, "first"u8.ToArray()), Expected.Nothing, Cancel)).Version;
        Engine.Clock.AdvanceMilliseconds(1);

        wire.Lose = "PutItem";
        var creating = await store.PutAsync(new(Key, "mine"u8.ToArray()), Expected.Nothing, Cancel);
        Assert.IsType<PutResult.Stored>(await store.PutAsync(new(Key, "second"u8.ToArray()), Expected.VersionIs(there), Cancel));
        wire.Lose = "PutItem";
        var changing = await store.PutAsync(new(Key, "mine"u8.ToArray()), Expected.VersionIs(there), Cancel);

        Assert.Equal(new PutResult.Conflict(there), creating);
        Assert.Equal(new PutResult.Conflict(there + 1), changing);
    }

    [Fact]
    public async Task Unprocessed_items_of_a_batch_are_sent_again()
    {
        var wire = new FaultyWire { Refuse = "BatchWriteItem" };
        var store = await StoreAsync(wire);

        await store.PutBatchAsync([.. Enumerable.Range(0, 25).Select(n => new RecordWrite(Key with { Sort = $"{n:00}" }, "x"u8.ToArray()))], Cancel);

        Assert.Equal(2, wire.Sent["BatchWriteItem"]);
        Assert.Equal(25, (await store.QueryAsync(new(RecordSource.Partition, Key.Partition), Cancel)).Items.Count);
    }

    [Fact]
    public async Task A_missing_table_is_reported_with_a_remedy()
    {
        var store = new DynamoRecordStore(await Engine.DynamoAsync(), "no-such-table", Engine.Clock);

        var fault = await Assert.ThrowsAsync<StorageException>(() => store.GetAsync(Key, Cancel));

        Assert.Equal("no-such-table", fault.Where);
        Assert.Contains("app-resources.template", fault.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_link_is_followed_without_signing_in_and_names_the_file()
    {
        var store = await Engine.ProofsAsync();
        var address = Assert.IsType<ProofPut.Stored>(
            await store.PutAsync(ProofKind.Proof, Owner, new MemoryStream("%PDF"u8.ToArray()), "application/pdf", Cancel)).Info.Address;

        var link = await store.LinkAsync(address, Duration.FromMinutes(5), "claim 1.pdf", Cancel);

        using var http = new HttpClient();
        using var response = await http.GetAsync(link.Address, Cancel);
        Assert.Equal("%PDF", await response.Content.ReadAsStringAsync(Cancel));
        Assert.Contains("response-content-disposition=attachment%3B%20filename%3D%22claim%201.pdf%22", link.Address.Query, StringComparison.Ordinal);
        var seconds = int.Parse(link.Address.Query.Split("X-Amz-Expires=")[1].Split('&')[0], null);
        Assert.InRange(seconds, 290, 300);
    }

    [Fact]
    public async Task A_blob_that_exists_is_not_uploaded_over()
    {
        var store = await Engine.ProofsAsync();
        var address = Assert.IsType<ProofPut.Stored>(
            await store.PutAsync(ProofKind.Proof, Owner, new MemoryStream([1, 2]), "image/png", Cancel)).Info.Address;
        await Engine.TamperAsync(address);

        // If-None-Match prevents it, although the stored bytes differ: what was stored is evidence, even of tampering.
        Assert.IsType<ProofPut.AlreadyThere>(await store.PutAsync(ProofKind.Proof, Owner, new MemoryStream([1, 2]), "image/png", Cancel));
        Assert.IsType<ProofGet.Tampered>(await store.GetAsync(address, Cancel));
    }

    [Fact]
    public async Task The_runbooks_secrets_belong_to_one_owner_and_are_changed_elsewhere()
    {
        await SecretAsync("turo-ezpass/ezpass/credentials", """{"username":"fleet@example.com","password":"hunter2"}""");
        await SecretAsync("turo-ezpass/turo/credentials", """["hunter2"]""");
        var store = await Engine.CredentialsAsync(sharedSecretsOwner: Owner);

        var found = Assert.IsType<CredentialRead.Found>(await store.ReadCredentialsAsync(Owner, "ezpass", Cancel)).Credentials;
        var unreadable = await store.ReadCredentialsAsync(Owner, "turo", Cancel);
        var saved = await store.SaveCredentialsAsync(Owner, "ezpass", new("a", "b"), Cancel);

        Assert.Equal(("fleet@example.com", "hunter2"), (found.UserName, found.Password));
        Assert.DoesNotContain("hunter2", Assert.IsType<CredentialRead.Unreadable>(unreadable).ToString(), StringComparison.Ordinal);
        Assert.Contains("update-secret --secret-id turo-ezpass/ezpass/credentials", Assert.IsType<CredentialSave.ManagedElsewhere>(saved).Remedy, StringComparison.Ordinal);
        Assert.IsType<CredentialRead.Missing>(await store.ReadCredentialsAsync(OwnerId.Parse("host-2"), "ezpass", Cancel));
        Assert.IsType<CredentialRead.Missing>(await store.ReadCredentialsAsync(Owner, "sunpass", Cancel));
    }

    [Fact]
    public async Task Credentials_are_stored_as_secure_strings()
    {
        var store = await Engine.CredentialsAsync();
        await store.SaveCredentialsAsync(Owner, "ezpass", new("user", "password"), Cancel);

        var client = await Engine.SsmAsync();
        var parameter = (await client.GetParameterAsync(new() { Name = "/turo-ezpass/host-1/ezpass", WithDecryption = false }, Cancel)).Parameter;

        Assert.Equal("SecureString", parameter.Type.Value);
        Assert.NotEqual("""{"username":"user","password":"password"}""", parameter.Value);
    }

    [Fact]
    public async Task The_registered_services_find_the_emulator_by_the_environment()
    {
        var engine = Engine;
        await engine.TableAsync();
        await engine.ProofsAsync();
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(AwsChild).Assembly.Location, AwsChild.Verb, engine.Table!, engine.Bucket!])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in new[]
        {
            ("AWS_ENDPOINT_URL", (await AwsEmulator.GetAsync()).Endpoint.ToString()), ("AWS_REGION", "us-east-1"),
            ("AWS_ACCESS_KEY_ID", "test"), ("AWS_SECRET_ACCESS_KEY", "test"),
        })
        {
            start.Environment[name] = value;
        }

        using var child = Process.Start(start)!;
        var link = (await child.StandardOutput.ReadToEndAsync(Cancel)).Trim();
        await child.WaitForExitAsync(Cancel);

        Assert.True(child.ExitCode == 0, await child.StandardError.ReadToEndAsync(Cancel));
        using var http = new HttpClient();
        Assert.Equal("proof", await http.GetStringAsync(new Uri(link), Cancel));
    }

    /// <summary>Secrets Manager's package is not available, so the secret is created over HTTP, like the AWS CLI does.
    /// Emulators look at the service's name in the signature and don't check the signature.</summary>
    private static async Task SecretAsync(string name, string value)
    {
        using var http = new HttpClient();
        var exists = false;
        foreach (var (action, key) in new[] { ("CreateSecret", "Name"), ("PutSecretValue", "SecretId") })
        {
            if (exists) return;
            using var request = new HttpRequestMessage(HttpMethod.Post, (await AwsEmulator.GetAsync()).Endpoint)
            {
                Content = new StringContent(new JsonObject { [key] = name, ["SecretString"] = value }.ToJsonString(), Encoding.UTF8, "application/x-amz-json-1.1"),
            };
            request.Headers.Add("X-Amz-Target", $"secretsmanager.{action}");
            request.Headers.TryAddWithoutValidation("Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/secretsmanager/aws4_request, SignedHeaders=host, Signature=0");
            using var response = await http.SendAsync(request, Cancel);
            exists = response.IsSuccessStatusCode;
        }
        Assert.True(exists);
    }

    private async Task<DynamoRecordStore> StoreAsync(FaultyWire wire)
    {
        await Engine.TableAsync();
        return new DynamoRecordStore(await Engine.DynamoAsync(wire), Engine.Table!, Engine.Clock);
    }

    /// <summary>A connection to the emulator that loses the first response to one operation, or rejects the whole first batch.</summary>
    private sealed class FaultyWire : HttpClientFactory
    {
        public string? Lose { get; set; }

        public string? Refuse { get; init; }

        public Func<Task>? AfterLoss { get; set; }

        public Dictionary<string, int> Sent { get; } = [];

        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => new(new Handler(this));

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        private sealed class Handler(FaultyWire wire) : DelegatingHandler(new HttpClientHandler())
        {
            protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                var operation = request.Headers.GetValues("X-Amz-Target").Single().Split('.')[1];
                wire.Sent[operation] = wire.Sent.GetValueOrDefault(operation) + 1;
                if (operation == wire.Refuse && wire.Sent[operation] == 1)
                {
                    var batch = JsonNode.Parse(await request.Content!.ReadAsStringAsync(cancellationToken))!;
                    return new HttpResponseMessage(HttpStatusCode.OK)
                    {
                        RequestMessage = request,
                        Content = new StringContent(new JsonObject { ["UnprocessedItems"] = batch["RequestItems"]!.DeepClone() }.ToJsonString()),
                    };
                }
                var response = await base.SendAsync(request, cancellationToken);
                if (operation != wire.Lose) return response;
                wire.Lose = null;
                if (wire.AfterLoss is { } then) await then();
                throw new HttpRequestException("The connection was reset.");
            }
        }
    }
}
