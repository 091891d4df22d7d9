using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Tests.Storage;

/// <summary>A process that knows AWS only from its environment, like a service: uses the ports once and prints a link.</summary>
public static class AwsChild
{
    public const string Verb = "aws-child";

    public static async Task<int> RunAsync(string table, string bucket)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Engine"] = "Aws",
            ["Storage:Table"] = table,
            ["Storage:Bucket"] = bucket,
        }).Build();
        await using var services = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddTuroEzpassStorage(configuration).BuildServiceProvider();
        var owner = OwnerId.Parse("host-1");

        await services.GetRequiredService<IRecordStore>().PutAsync(new(new("SYS#TEST", "1"), "x"u8.ToArray()), Expected.Nothing);
        var session = services.GetRequiredService<ICredentialStore>();
        await session.SaveSessionAsync(owner, "turo", "cookies"u8.ToArray());
        var proofs = services.GetRequiredService<IProofStore>();
        var put = await proofs.PutAsync(ProofKind.Proof, owner, new MemoryStream(Encoding.UTF8.GetBytes("proof")), "text/plain");
        var link = await proofs.LinkAsync(((ProofPut.Stored)put).Info.Address, Duration.FromMinutes(5), "proof.txt");
        Console.WriteLine(link.Address.AbsoluteUri);
        return await session.ReadSessionAsync(owner, "turo") is SessionRead.Found ? 0 : 1;
    }
}
