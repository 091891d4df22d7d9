namespace TuroEzpass.Scraper.SigningIn;

/// <summary>What became of a person's sign-in: <see cref="Done"/>, <see cref="GivenUp"/> or <see cref="CannotShow"/>.</summary>
public abstract class PersonSignedIn
{
    private PersonSignedIn()
    {
    }

    /// <summary>The person is signed in.</summary>
    public sealed class Done : PersonSignedIn
    {
        /// <summary>The browser's state, to be stored protected.</summary>
        public required ReadOnlyMemory<byte> Session { get; init; }
    }

    /// <summary>The person closed the window, or the time was up.</summary>
    /// <param name="message">Which, and what to do.</param>
    public sealed class GivenUp(string message) : PersonSignedIn
    {
        /// <summary>Which, and what to do.</summary>
        public string Message => message;
    }

    /// <summary>No window can be shown here.</summary>
    /// <param name="message">Why, and what to do.</param>
    public sealed class CannotShow(string message) : PersonSignedIn
    {
        /// <summary>Why, and what to do.</summary>
        public string Message => message;
    }
}
