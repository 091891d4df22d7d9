namespace TuroEzpass.Scraper.Portals;

/// <summary>A portal's sign-in form.</summary>
public sealed record SignInForm
{
    /// <summary>The page's path.</summary>
    public required string Page { get; init; }

    /// <summary>Whether the collector may fill in the form. If not, only the user signs in.</summary>
    public bool Allowed { get; init; }

    /// <summary>The selector of the user name's field. If it is visible, no one is signed in.</summary>
    public required string User { get; init; }

    /// <summary>The selector of the password field.</summary>
    public string Password { get; init; } = "";

    /// <summary>The selector of the submit button.</summary>
    public string Submit { get; init; } = "";
}
