using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using TuroEzpass.Api.Access;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>The addresses that the API may listen on.</summary>
public sealed class BindingGuardTests
{
    [Theory]
    [InlineData("http://0.0.0.0:5000")]
    [InlineData("http://*:5000")]
    [InlineData("http://+:80")]
    [InlineData("http://[::]:5000")]
    [InlineData("http://192.168.1.5:5000")]
    [InlineData("http://fleet.example:5000")]
    [InlineData("http://localhost.example:5000")]
    public void An_address_open_to_the_network_requires_https(string address)
    {
        var fault = Assert.Throws<UnsafeBindingException>(() => BindingGuard.Check(["http://localhost:1", address], behindProxy: false));
        Assert.Contains(address, fault.Message, StringComparison.Ordinal);
        Assert.Contains("--behind-proxy", fault.Message, StringComparison.Ordinal);
        BindingGuard.Check([address], behindProxy: true);
        BindingGuard.Check([address.Replace("http:", "https:", StringComparison.Ordinal)], behindProxy: false);
    }

    [Theory]
    [InlineData("http://127.0.0.1:0")]
    [InlineData("http://localhost:5000")]
    [InlineData("http://[::1]:5000")]
    [InlineData("http://127.5.5.5:5000")]
    [InlineData("http://unix:/tmp/api.sock")]
    public void A_local_address_requires_no_https(string address) => BindingGuard.Check([address], behindProxy: false);

    [Theory]
    [InlineData("http://*:8080", "http_ports=8080")]
    [InlineData("http://127.0.0.1:1", "urls=http://127.0.0.1:1", "http_ports=8080")]
    [InlineData("http://*:1 http://*:2", "urls=http://*:1;http://*:2")]
    [InlineData("http://0.0.0.0:7", "Kestrel:Endpoints:Web:Url=http://0.0.0.0:7")]
    public void The_configuration_names_addresses_in_several_ways(string expected, params string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Split('=')[0], (string?)setting.Split('=')[1]))).Build();
        Assert.Equal(expected.Split(' '), BindingGuard.Named(configuration));
    }

    [Theory]
    [InlineData("urls=http://0.0.0.0:0")]
    [InlineData("urls=", "http_ports=0")]
    public async Task The_api_does_not_start_on_an_open_address(params string[] settings) =>
        await Assert.ThrowsAsync<UnsafeBindingException>(() => ApiWorld.StartEmptyAsync(settings));

    [Fact]
    public async Task Addresses_set_in_code_are_checked_too() => await Assert.ThrowsAsync<UnsafeBindingException>(
        () => ApiWorld.StartEmptyAsync(builder => builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenAnyIP(0)), "urls="));

    [Fact]
    public async Task Behind_a_proxy_it_starts()
    {
        await using var world = await ApiWorld.StartEmptyAsync("urls=http://0.0.0.0:0", "behind-proxy=true");
        Assert.Equal("0.0.0.0", world.Address.Host);
    }
}
