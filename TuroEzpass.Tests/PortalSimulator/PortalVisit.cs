using System.Net;
using System.Text.RegularExpressions;

namespace TuroEzpass.Tests.PortalSimulator;

/// <summary>Signs in at a portal and gets its file, with plain requests.</summary>
public sealed record PortalVisit(string Id, string Login, string Verify, string Home, string Transactions, string UserField, string PasswordField)
{
    public static readonly PortalVisit NewYork = new("ezpassny", "/ezpassny/ezpass/sign-in", "/ezpassny/ezpass/verify", "/ezpassny/ezpass/dashboard", "/ezpassny/ezpass/dashboard/transactions", "username", "password");

    public static readonly PortalVisit NewJersey = new(
        "ezpassnj", "/ezpassnj/vector/account/home/accountLogin.do", "/ezpassnj/vector/account/home/accountVerify.do", "/ezpassnj/vector/account/home/accountHome.do",
        "/ezpassnj/vector/account/transactions/batatransactionSearch.do", "login", "loginPassword");

    public static readonly PortalVisit Pennsylvania = new(
        "paturnpike", "/paturnpike/ezpass/Maintenance/Login", "/paturnpike/ezpass/Maintenance/VerifyCode", "/paturnpike/ezpass/Maintenance/AccountSummary",
        "/paturnpike/ezpass/Maintenance/Transactions", "UserName", "Password");

    public static readonly PortalVisit Turo = new("turo", "/turo/us/en/login", "/turo/us/en/login/verify", "/turo/us/en/trips", "/turo/us/en/business/earnings", "email", "password");

    public static IReadOnlyList<PortalVisit> All { get; } = [NewYork, NewJersey, Pennsylvania, Turo];

    public static PortalVisit Of(string id) => All.Single(portal => portal.Id == id);

    /// <summary>Sends a password.</summary>
    public async Task<HttpResponseMessage> TryAsync(SimulatorWorld world, string password = SimulatorWorld.Password, params (string Name, string Value)[] more) =>
        await world.PostAsync(Login, [(UserField, SimulatorWorld.UserName), (PasswordField, password), ("__RequestVerificationToken", await TokenAsync(world, Login)), .. more]);

    /// <summary>Sends a password, and returns the page's message.</summary>
    public async Task<string> TextOfTryAsync(SimulatorWorld world, string password)
    {
        using var answer = await TryAsync(world, password);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Signs in, with a code if one is required.</summary>
    public async Task SignInAsync(SimulatorWorld world)
    {
        using var answer = await TryAsync(world);
        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        if (answer.Headers.Location!.OriginalString != Verify)
            return;
        using var verified = await world.PostAsync(Verify, ("code", SimulatorWorld.Code));
        Assert.Equal(Home, verified.Headers.Location!.OriginalString);
    }

    /// <summary>The site's own export of everything.</summary>
    public async Task<HttpResponseMessage> ExportAsync(SimulatorWorld world)
    {
        if (this == NewYork)
            return await world.GetAsync("/ezpassny/ezpass/api/transactions/export");
        if (this == NewJersey)
            return await world.GetAsync($"{Transactions}?printType=xls&exclGen=true");
        if (this == Turo)
            return await world.GetAsync($"{Transactions}/export");
        return await world.PostAsync(Transactions, ("__RequestVerificationToken", await TokenAsync(world, Transactions)), ("action:ExportTrans", "1"));
    }

    /// <summary>The hidden field of the form on a page; empty if there is none.</summary>
    public static async Task<string> TokenAsync(SimulatorWorld world, string path)
    {
        using var answer = await world.GetAsync(path);
        return Regex.Match(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
    }
}
