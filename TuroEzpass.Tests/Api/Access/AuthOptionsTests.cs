using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using TuroEzpass.Api.Access;
using TuroEzpass.Contracts;

namespace TuroEzpass.Tests.Api.Access;

/// <summary>The section <c>Auth</c>.</summary>
public sealed class AuthOptionsTests
{
    [Theory]
    [InlineData("Auth:Mode")]
    [InlineData("Auth:Mode", "Mode=Kerberos")]
    [InlineData("Auth:Oidc:Authority", "Mode=Oidc", "Oidc:ClientId=web")]
    [InlineData("Auth:Oidc:RequireHttpsMetadata", "Mode=Oidc", "Oidc:ClientId=web", "Oidc:Authority=http://idp.example")]
    [InlineData("Auth:Oidc:ClientId", "Mode=Oidc", "Oidc:Authority=https://idp.example")]
    [InlineData("Auth:Oidc:Audience", "Mode=Oidc", "Oidc:Authority=https://idp.example", "Oidc:ClientId=web", "Oidc:Audience=web")]
    [InlineData("Auth:SessionLength", "Mode=Local", "SessionLength=00:01:00")]
    [InlineData("Auth:SignInsPerMinute", "Mode=Local", "SignInsPerMinute=0")]
    [InlineData("Moed", "Moed=Local")]
    public void A_missing_or_wrong_value_is_refused_naming_its_key(string key, params string[] settings) =>
        Assert.Contains(key, Assert.Throws<OptionsValidationException>(() => Read(settings)).Message, StringComparison.Ordinal);

    [Fact]
    public void Either_mode_goes_with_what_it_needs()
    {
        Assert.Equal(SignInMode.Local, Read("Mode=Local").Mode);
        Assert.Equal("operators", Read("Mode=Oidc", "Oidc:Authority=https://idp.example", "Oidc:ClientId=web").Oidc.OperatorsGroup);
    }

    private static AuthOptions Read(params string[] settings) => AuthOptionsReader.Read(new ConfigurationBuilder()
        .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create($"Auth:{setting.Split('=')[0]}", (string?)setting.Split('=')[1]))).Build());
}
