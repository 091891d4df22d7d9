using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

// Sign-in, members, tokens, people.
public sealed partial class ApiClient
{
    /// <summary>The available ways to sign in.</summary>
    public Task<SignInWays> SignInWaysAsync() => GetAsync<SignInWays>("api/sign-in");

    /// <summary>Signs in with a local account.</summary>
    public Task<Session> SignInAsync(SignInRequest request) => ReadAsync<Session>(HttpMethod.Post, "api/sign-in", request);

    /// <summary>Creates the first person.</summary>
    public Task<Session> SetUpAsync(SetUpRequest request) => ReadAsync<Session>(HttpMethod.Post, "api/sign-in/set-up", request);

    /// <summary>Ends the session.</summary>
    public Task SignOutAsync() => DoAsync(HttpMethod.Post, "api/sign-in/sign-out");

    /// <summary>Changes the viewer's password. All other sessions end.</summary>
    public Task<Session> ChangePasswordAsync(PasswordChange change) => ReadAsync<Session>(HttpMethod.Post, "api/sign-in/password", change);

    /// <summary>Creates an owner for a new sign-in at the identity provider.</summary>
    public Task<WhoAmI> RegisterAsync() => ReadAsync<WhoAmI>(HttpMethod.Post, "api/sign-in/register", null);

    /// <summary>Who is signed in.</summary>
    public Task<WhoAmI> MeAsync() => GetAsync<WhoAmI>("api/me");

    /// <summary>The owner's members and open invitations.</summary>
    public Task<Tagged<MemberList>> MembersAsync() => GetTaggedAsync<MemberList>("api/members");

    /// <summary>Creates an invitation. Its code is shown once.</summary>
    public Task<OneTimeCode> InviteAsync(NewInvitation invitation) => ReadAsync<OneTimeCode>(HttpMethod.Post, "api/members/invitations", invitation);

    /// <summary>Accepts an invitation.</summary>
    public Task<AcceptedCode> AcceptAsync(AcceptInvitation accept) => ReadAsync<AcceptedCode>(HttpMethod.Post, "api/members/accept", accept);

    /// <summary>Changes a member's role.</summary>
    public Task ChangeMemberAsync(string person, RoleChange role, string etag) => DoAsync(HttpMethod.Put, $"api/members/{Esc(person)}", role, etag);

    /// <summary>Removes a member.</summary>
    public Task RemoveMemberAsync(string person) => DoAsync(HttpMethod.Delete, $"api/members/{Esc(person)}");

    /// <summary>The viewer's personal access tokens.</summary>
    public Task<IReadOnlyList<TokenInfo>> TokensAsync() => GetAsync<IReadOnlyList<TokenInfo>>("api/tokens");

    /// <summary>Creates a token. It is shown once.</summary>
    public Task<MadeToken> MakeTokenAsync(NewToken token) => ReadAsync<MadeToken>(HttpMethod.Post, "api/tokens", token);

    /// <summary>Revokes a token.</summary>
    public Task RevokeTokenAsync(string id) => DoAsync(HttpMethod.Delete, $"api/tokens/{Esc(id)}");

    /// <summary>Operators: everyone who can sign in.</summary>
    public Task<PeoplePage> PeopleAsync(string? cursor = null) => GetAsync<PeoplePage>(Path("api/people", ("cursor", cursor)));

    /// <summary>Operators: creates a code that adds a new sign-in for a person.</summary>
    public Task<OneTimeCode> LinkCodeAsync(string person) => ReadAsync<OneTimeCode>(HttpMethod.Post, $"api/people/{Esc(person)}/link-codes", null);

    /// <summary>Operators: locks or unlocks a person.</summary>
    public Task DisableAsync(string person, DisabledChange change) => DoAsync(HttpMethod.Put, $"api/people/{Esc(person)}/disabled", change);

    /// <summary>Operators: creates an owner and the invitation for its first host.</summary>
    public Task<OneTimeCode> AddOwnerAsync(NewOwner owner) => ReadAsync<OneTimeCode>(HttpMethod.Post, "api/owners", owner);
}
