using System.Net;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>The request limits for one user.</summary>
public sealed class RateLimitTests
{
    [Fact]
    public async Task One_users_limit_does_not_affect_another_at_the_same_address()
    {
        await using var world = await ApiWorld.StartAsync("Api:Burst=3", "Api:RequestsPerSecond=1");
        var answers = new List<HttpStatusCode>();
        for (var call = 0; call < 6; call++)
            answers.Add(await world.Host.StatusAsync(HttpMethod.Get, "/api/me"));

        Assert.Contains(HttpStatusCode.TooManyRequests, answers);
        Assert.Equal(HttpStatusCode.OK, await world.CoHost.StatusAsync(HttpMethod.Get, "/api/me"));
    }
}
