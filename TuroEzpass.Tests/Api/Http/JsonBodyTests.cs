using System.Net;
using TuroEzpass.Tests.Api.Access;

namespace TuroEzpass.Tests.Api.Http;

/// <summary>A JSON body that doesn't fit is explained in the API's own terms, without .NET types.</summary>
public sealed class JsonBodyTests
{
    [Fact]
    public async Task A_body_without_required_properties_names_them_and_no_type()
    {
        await using var world = await ApiWorld.StartAsync();

        var (status, answer) = await world.Host.CallAsync(HttpMethod.Put, "/api/settings", new { });

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("zone", $"{answer}", StringComparison.Ordinal);
        Assert.DoesNotContain("TuroEzpass.Contracts", $"{answer}", StringComparison.Ordinal);
    }
}
