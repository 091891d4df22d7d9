namespace TuroEzpass.Scraper.SigningIn;

/// <summary>The result of a user's sign-in: <see cref="Done"/>, <see cref="GivenUp"/> or <see cref="CannotShow"/>.</summary>
public abstract class PersonSignedIn
{
    private PersonSignedIn()
    {
    }

    /// <summary>The user is signed in.</summary>
    public sealed class Done : PersonSignedIn
    {
        /// <summary>The browser state, to be stored encrypted.</summary>
        public required ReadOnlyMemory<byte> Session { get; init; }
    }

    /// <summary>The user closed the window, or the time limit was exceeded.</summary>
    /// <param name="message">The reason, and what to do.</param>
    public sealed class GivenUp(string message) : PersonSignedIn
    {
        /// <summary>The reason, and what to do.</summary>
        public string Message => message;
    }

    /// <summary>No window can be shown here.</summary>
    /// <param name="message">The reason, and what to do.</param>
    public sealed class CannotShow(string message) : PersonSignedIn
    {
        /// <summary>The reason, and what to do.</summary>
        public string Message => message;
    }
}
