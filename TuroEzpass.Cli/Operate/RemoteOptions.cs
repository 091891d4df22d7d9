using System.CommandLine;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Cli.Operate;

/// <summary>A running system and how to sign in there. Secrets come from files or the environment: every process of the machine can see a
/// command line, and the shell keeps it in its history.</summary>
/// <param name="Web">The dashboard's address.</param>
/// <param name="Api">The API's address: the same if a proxy or <c>serve</c> fronts both.</param>
/// <param name="Token">An operator's token.</param>
/// <param name="SignIn">An operator's user name and password.</param>
internal sealed record RemoteOptions(Uri Web, Uri Api, string? Token, (string UserName, string Password)? SignIn)
{
    public static readonly Option<Uri?> UrlOption = new("--url")
    {
        Description = "The address of a running system, such as https://tolls.example.com. Default: use the data folder directly.",
        HelpName = "URL",
        CustomParser = result => UriOf(result.Tokens[0].Value, result.AddError),
        Recursive = true,
    };

    public static readonly Option<Uri?> ApiOption = new("--api")
    {
        Description = "The API's address, if it differs from --url.",
        HelpName = "URL",
        CustomParser = result => UriOf(result.Tokens[0].Value, result.AddError),
        Recursive = true,
    };

    public static readonly Option<FileInfo?> TokenFileOption = new("--token-file")
    {
        Description = $"A file with an operator's access token. Or set {TokenVariable}.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static readonly Option<FileInfo?> UserFileOption = new("--user-file")
    {
        Description = "A file with an operator's user name on the first line and the password on the second.",
        HelpName = "FILE",
        Recursive = true,
    };

    private const string TokenVariable = "TUROEZPASS_TOKEN";

    /// <summary>Adds the options to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(UrlOption);
        command.Options.Add(ApiOption);
        command.Options.Add(TokenFileOption);
        command.Options.Add(UserFileOption);
    }

    /// <summary>Reads the options; null if the command line names no running system.</summary>
    /// <exception cref="LedgerRefusedException">A secret would be sent unencrypted, or both files are given.</exception>
    /// <exception cref="RemoteException">A file holds no secret.</exception>
    public static RemoteOptions? Read(ParseResult parsed)
    {
        if (parsed.GetValue(UrlOption) is not { } web)
            return null;
        var api = parsed.GetValue(ApiOption) ?? web;
        var (tokenFile, userFile) = (parsed.GetValue(TokenFileOption), parsed.GetValue(UserFileOption));
        if (tokenFile is not null && userFile is not null)
            throw new LedgerRefusedException("Give --token-file or --user-file, not both.");
        var token = tokenFile is not null ? LinesOf(tokenFile, 1)[0] : userFile is null ? Environment.GetEnvironmentVariable(TokenVariable) : null;
        (string, string)? signIn = userFile is null ? null : LinesOf(userFile, 2) is [var user, var password] ? (user, password) : null;
        if ((token is not null || signIn is not null) && api.Scheme != Uri.UriSchemeHttps && !api.IsLoopback)
            throw new LedgerRefusedException($"{api} is not HTTPS: the sign-in would be sent unencrypted. Use the https address.");
        return new RemoteOptions(web, api, string.IsNullOrWhiteSpace(token) ? null : token.Trim(), signIn);
    }

    /// <summary>Parses the value of an option as a web address.</summary>
    public static Uri? UriOf(string text, Action<string> refuse)
    {
        if (Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0)
            return uri;
        refuse($"'{text}' is not a valid address. Use the form https://tolls.example.com.");
        return null;
    }

    /// <summary>Names the address, never a secret.</summary>
    public override string ToString() => Web.ToString();

    private static string[] LinesOf(FileInfo file, int count)
    {
        string[] lines;
        try
        {
            lines = [.. File.ReadLines(file.FullName).Take(count).Select(line => line.Trim('\r', ' ', '\t'))];
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new RemoteException($"{file.Name} can't be read. Check its name and permissions.", fault);
        }

        return lines.Length == count && lines.All(line => line.Length > 0)
            ? lines
            : throw new RemoteException(count == 1 ? $"{file.Name} has no token. Put it on the first line." : $"{file.Name} needs a user name on the first line and a password on the second.");
    }
}
