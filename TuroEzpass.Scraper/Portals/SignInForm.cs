namespace TuroEzpass.Scraper.Portals;

/// <summary>A portal's sign-in form.</summary>
public sealed record SignInForm
{
    /// <summary>The page's path.</summary>
    public required string Page { get; init; }

    /// <summary>Whether the collector may fill it in. Where not, only a person signs in.</summary>
    public bool Allowed { get; init; }

    /// <summary>The selector of the user name's field. Where it is seen, nobody is signed in.</summary>
    public required string User { get; init; }

    /// <summary>The selector of the password's field.</summary>
    public string Password { get; init; } = "";

    /// <summary>The selector of the button that sends it.</summary>
    public string Submit { get; init; } = "";
}
