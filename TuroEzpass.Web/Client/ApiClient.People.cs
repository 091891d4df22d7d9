using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

// Sign-in, members, tokens, people.
public sealed partial class ApiClient
{
    /// <summary>How people sign in here.</summary>
    public Task<SignInWays> SignInWaysAsync() => GetAsync<SignInWays>("api/sign-in");

    /// <summary>Signs in with a local account.</summary>
    public Task<Session> SignInAsync(SignInRequest request) => ReadAsync<Session>(HttpMethod.Post, "api/sign-in", request);

    /// <summary>Makes the first person.</summary>
    public Task<Session> SetUpAsync(SetUpRequest request) => ReadAsync<Session>(HttpMethod.Post, "api/sign-in/set-up", request);

    /// <summary>Ends the session.</summary>
    public Task SignOutAsync() => DoAsync(HttpMethod.Post, "api/sign-in/sign-out");

    /// <summary>Changes one's own password; every other session ends.</summary>
    public Task<Session> ChangePasswordAsync(PasswordChange change) => ReadAsync<Session>(HttpMethod.Post, "api/sign-in/password", change);

    /// <summary>Makes an owner of its own for a sign-in at the identity provider that is not known yet.</summary>
    public Task<WhoAmI> RegisterAsync() => ReadAsync<WhoAmI>(HttpMethod.Post, "api/sign-in/register", null);

    /// <summary>Who is signed in.</summary>
    public Task<WhoAmI> MeAsync() => GetAsync<WhoAmI>("api/me");

    /// <summary>The owner's members and open invitations.</summary>
    public Task<Tagged<MemberList>> MembersAsync() => GetTaggedAsync<MemberList>("api/members");

    /// <summary>Makes an invitation, whose code is shown once.</summary>
    public Task<OneTimeCode> InviteAsync(NewInvitation invitation) => ReadAsync<OneTimeCode>(HttpMethod.Post, "api/members/invitations", invitation);

    /// <summary>Takes an invitation.</summary>
    public Task<AcceptedCode> AcceptAsync(AcceptInvitation accept) => ReadAsync<AcceptedCode>(HttpMethod.Post, "api/members/accept", accept);

    /// <summary>Gives a member another role.</summary>
    public Task ChangeMemberAsync(string person, RoleChange role, string etag) => DoAsync(HttpMethod.Put, $"api/members/{Esc(person)}", role, etag);

    /// <summary>Removes a member.</summary>
    public Task RemoveMemberAsync(string person) => DoAsync(HttpMethod.Delete, $"api/members/{Esc(person)}");

    /// <summary>One's own personal access tokens.</summary>
    public Task<IReadOnlyList<TokenInfo>> TokensAsync() => GetAsync<IReadOnlyList<TokenInfo>>("api/tokens");

    /// <summary>Makes a token, which is shown once.</summary>
    public Task<MadeToken> MakeTokenAsync(NewToken token) => ReadAsync<MadeToken>(HttpMethod.Post, "api/tokens", token);

    /// <summary>Revokes a token.</summary>
    public Task RevokeTokenAsync(string id) => DoAsync(HttpMethod.Delete, $"api/tokens/{Esc(id)}");

    /// <summary>Operators: everybody who can sign in.</summary>
    public Task<PeoplePage> PeopleAsync(string? cursor = null) => GetAsync<PeoplePage>(Path("api/people", ("cursor", cursor)));

    /// <summary>Operators: a code that attaches a new sign-in to a person.</summary>
    public Task<OneTimeCode> LinkCodeAsync(string person) => ReadAsync<OneTimeCode>(HttpMethod.Post, $"api/people/{Esc(person)}/link-codes", null);

    /// <summary>Operators: locks a person out, or lets one in again.</summary>
    public Task DisableAsync(string person, DisabledChange change) => DoAsync(HttpMethod.Put, $"api/people/{Esc(person)}/disabled", change);

    /// <summary>Operators: makes an owner, and the invitation of its first host.</summary>
    public Task<OneTimeCode> AddOwnerAsync(NewOwner owner) => ReadAsync<OneTimeCode>(HttpMethod.Post, "api/owners", owner);
}
