using System.CommandLine;
using TuroEzpass.Core.Ledger;

namespace TuroEzpass.Cli.Operate;

/// <summary>A running system, and who one is there. Secrets come from files or the environment: a command line is seen by every process
/// of the machine, and kept in the shell's history.</summary>
/// <param name="Web">Where people find it.</param>
/// <param name="Api">Where its API is: the same, where a proxy or <c>serve</c> stands before both.</param>
/// <param name="Token">An operator's token.</param>
/// <param name="SignIn">An operator's user name and password.</param>
internal sealed record RemoteOptions(Uri Web, Uri Api, string? Token, (string UserName, string Password)? SignIn)
{
    public static readonly Option<Uri?> UrlOption = new("--url")
    {
        Description = "A running system, such as https://tolls.example.com; without it, the data folder itself.",
        HelpName = "URL",
        CustomParser = result => UriOf(result.Tokens[0].Value, result.AddError),
        Recursive = true,
    };

    public static readonly Option<Uri?> ApiOption = new("--api")
    {
        Description = "Where its API is, if not below the same address.",
        HelpName = "URL",
        CustomParser = result => UriOf(result.Tokens[0].Value, result.AddError),
        Recursive = true,
    };

    public static readonly Option<FileInfo?> TokenFileOption = new("--token-file")
    {
        Description = $"A file with an operator's token; or set {TokenVariable}.",
        HelpName = "FILE",
        Recursive = true,
    };

    public static readonly Option<FileInfo?> UserFileOption = new("--user-file")
    {
        Description = "A file with an operator's user name in its first line and the password in its second.",
        HelpName = "FILE",
        Recursive = true,
    };

    private const string TokenVariable = "TUROEZPASS_TOKEN";

    /// <summary>Adds them to a command.</summary>
    public static void AddTo(Command command)
    {
        command.Options.Add(UrlOption);
        command.Options.Add(ApiOption);
        command.Options.Add(TokenFileOption);
        command.Options.Add(UserFileOption);
    }

    /// <summary>Reads them; null where the command line names no running system.</summary>
    /// <exception cref="LedgerRefusedException">A secret would cross the network in the open, or two are given.</exception>
    /// <exception cref="RemoteException">A file has no secret in it.</exception>
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
            throw new LedgerRefusedException($"{api} is not HTTPS, and the sign-in would cross the network in the open. Use the https address.");
        return new RemoteOptions(web, api, string.IsNullOrWhiteSpace(token) ? null : token.Trim(), signIn);
    }

    /// <summary>Reads the value of an option as an address of the web.</summary>
    public static Uri? UriOf(string text, Action<string> refuse)
    {
        if (Uri.TryCreate(text.EndsWith('/') ? text : text + "/", UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" && uri.UserInfo.Length == 0)
            return uri;
        refuse($"'{text}' is no address; write it like https://tolls.example.com.");
        return null;
    }

    /// <summary>Says what it leads to, and no secret.</summary>
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
            throw new RemoteException($"{file.Name} can't be read. Check its name and who may read it.", fault);
        }

        return lines.Length == count && lines.All(line => line.Length > 0)
            ? lines
            : throw new RemoteException(count == 1 ? $"{file.Name} holds no token: put it into its first line." : $"{file.Name} needs a user name in its first line and a password in its second.");
    }
}
