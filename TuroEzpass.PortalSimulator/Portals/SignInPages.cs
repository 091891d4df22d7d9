using Microsoft.AspNetCore.Html;
using TuroEzpass.PortalSimulator.Access;
using TuroEzpass.PortalSimulator.Pages;
using TuroEzpass.PortalSimulator.Scenarios;

namespace TuroEzpass.PortalSimulator.Portals;

/// <summary>A portal's forms for the password and the code. Expired sessions are redirected to them.</summary>
internal sealed class SignInPages(Portal portal, SignInPlace place)
{
    private const string TokenField = "__RequestVerificationToken";

    /// <summary>The path of the sign-in form.</summary>
    public string Login => $"/{portal.Id}{place.Login}";

    private FieldName User => portal.Is(Scenario.LayoutB) ? new("account_email", "Your email") : place.User;

    private FieldName Password => portal.Is(Scenario.LayoutB) ? new("account_secret", "Your secret") : place.Password;

    /// <summary>Maps the forms.</summary>
    public void Map(RouteGroupBuilder group)
    {
        group.MapGet(place.Login, (HttpContext context) => Form(context.Request.Query["expired"] == "1" ? Notices.Expired : null));
        group.MapPost(place.Login, (Delegate)SignInAsync);
        group.MapGet(place.Code, IResult (HttpContext context) => portal.AwaitsCode(context) ? CodeForm(null) : Results.Redirect(Login));
        group.MapPost(place.Code, (Delegate)EnterCodeAsync);
    }

    /// <summary>The response for users who are not signed in or whose session has expired.</summary>
    public IResult Expired() => Results.Redirect($"{Login}?expired=1");

    /// <summary>Signs out and redirects to the form.</summary>
    public IResult SignOut(HttpContext context)
    {
        portal.SignOut(context);
        return Results.Redirect(Login);
    }

    /// <summary>A form's hidden token field, if the portal has one.</summary>
    public IHtmlContent Token() => Html.If(place.HasFormToken, $"""<input type="hidden" name="{TokenField}" value="{(place.HasFormToken ? portal.NewFormToken() : "")}">""");

    /// <summary>Whether a form has a token of this portal.</summary>
    public bool IsOwn(IFormCollection form) => !place.HasFormToken || portal.IsFormToken(form[TokenField]);

    private async Task<IResult> SignInAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (!IsOwn(form))
            return Results.BadRequest();
        return portal.SignIn(context, form[User.Name], form[Password.Name], form[place.CaptchaField]) switch
        {
            SignInOutcome.SignedIn => Results.Redirect($"/{portal.Id}{place.Home}"),
            SignInOutcome.CodeNeeded => Results.Redirect($"/{portal.Id}{place.Code}"),
            var other => Form(Notices.Of(other)),
        };
    }

    private async Task<IResult> EnterCodeAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        return portal.EnterCode(context, form["code"]) == SignInOutcome.SignedIn ? Results.Redirect($"/{portal.Id}{place.Home}") : CodeForm(Notices.WrongCode);
    }

    private Page Form(string? message)
    {
        var isB = portal.Is(Scenario.LayoutB);
        return new Page(place.Title, portal.Name, Html.Of($"""
            {Message(message)}
            <form method="post" action="{Login}" id="{(isB ? "identity" : place.FormId)}" name="{(isB ? "identity" : place.FormId)}">
            {Token()}
            <p><label for="{User.IdOrName}">{User.Label}</label> <input id="{User.IdOrName}" name="{User.Name}" autocomplete="username" required></p>
            <p><label for="{Password.IdOrName}">{Password.Label}</label> <input id="{Password.IdOrName}" name="{Password.Name}" type="password" autocomplete="current-password" required></p>
            {(portal.Is(Scenario.Captcha) ? place.Captcha : null) ?? Html.None}
            <p><button type="submit" name="{(isB ? "go" : place.ButtonName)}">{(isB ? "Continue" : place.Button)}</button></p>
            </form>
            """));
    }

    private Page CodeForm(string? message) => new("Verify Your Identity", portal.Name, Html.Of($"""
        {Message(message)}
        <p>We sent a code to the phone that ends in 00. Enter it to go on.</p>
        <form method="post" action="/{portal.Id}{place.Code}" id="codeForm">
        <p><label for="code">Verification code</label> <input id="code" name="code" inputmode="numeric" autocomplete="one-time-code" required></p>
        <p><button type="submit">Verify</button></p>
        </form>
        """));

    private static IHtmlContent Message(string? message) => Html.If(message is not null, $"""<p role="alert" class="alert">{message}</p>""");
}
