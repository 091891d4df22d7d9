namespace TuroEzpass.PortalSimulator.Access;

/// <summary>The result of a sign-in.</summary>
internal enum SignInOutcome
{
    /// <summary>Signed in.</summary>
    SignedIn,

    /// <summary>The password is correct, and a code is required.</summary>
    CodeNeeded,

    /// <summary>The user name, password or code is wrong.</summary>
    Refused,

    /// <summary>The captcha's text is missing or wrong.</summary>
    CaptchaNeeded,

    /// <summary>The account is locked.</summary>
    Locked,

    /// <summary>The account is signed in elsewhere.</summary>
    Elsewhere,
}
