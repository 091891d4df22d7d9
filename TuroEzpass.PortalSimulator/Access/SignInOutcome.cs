namespace TuroEzpass.PortalSimulator.Access;

/// <summary>What came of a sign-in.</summary>
internal enum SignInOutcome
{
    /// <summary>Signed in.</summary>
    SignedIn,

    /// <summary>The password is right; now the code is asked for.</summary>
    CodeNeeded,

    /// <summary>The user name, the password or the code is wrong.</summary>
    Refused,

    /// <summary>The captcha's text is missing or wrong.</summary>
    CaptchaNeeded,

    /// <summary>The account is locked.</summary>
    Locked,

    /// <summary>The account is signed in at another place.</summary>
    Elsewhere,
}
