using System.CommandLine;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Core;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Storage;
using TuroEzpass.Scraper.Runs;

namespace TuroEzpass.Cli.Scrape;

/// <summary><c>turoezpass scrape</c>: collects now, and exits.</summary>
internal static class ScrapeCommand
{
    public const string Name = "scrape";

    private const string TokenVariable = "TUROEZPASS_TOKEN";

    /// <summary>Without a wait time, SQS samples only some of its servers and can miss messages.</summary>
    private static readonly Duration FirstLook = Duration.FromSeconds(5);

    private static readonly Option<bool> Once = new("--once") { Description = "Run the waiting requests or, if there are none, collect from every configured site (on AWS for every owner). Then exit." };

    private static readonly Option<string?> Portal = new("--portal") { Description = "Only this site [every configured site].", HelpName = "ID" };

    private static readonly Option<string?> Server = new("--server")
    {
        Description = "Collect on this computer, with the sign-ins stored here, and send the files to a server.",
        HelpName = "URL",
    };

    private static readonly Option<FileInfo?> TokenFile = new("--token-file") { Description = $"A file with your access token for the server. Default: the environment variable {TokenVariable}.", HelpName = "FILE" };

    public static Command Create()
    {
        var command = new Command(Name, "Collects statements and trips from the configured sites.") { Once, Portal, Server, TokenFile };
        command.Validators.Add(result =>
        {
            var text = result.GetValue(Server);
            var server = AddressOf(text);
            if (text is not null && server is null)
                result.AddError($"'{text}' is not a valid server address. Use the form https://tolls.example.org.");
            if (result.GetValue(Once) == (text is not null))
                result.AddError("Use --once to collect into this computer's ledger, or --server URL to send the files to a server.");
            if (server is { Scheme: "http", IsLoopback: false })
                result.AddError($"{server.Host} would receive your token unencrypted. Use https.");
            if (server is not null && result.GetValue(TokenFile) is null && string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(TokenVariable)))
                result.AddError($"Give a file with your access token (Settings → Access tokens) with --token-file, or set {TokenVariable}.");
        });
        command.SetAction(async (parsed, cancellation) => AddressOf(parsed.GetValue(Server)) is { } server
            ? await ToServerAsync(parsed, server, cancellation).ConfigureAwait(false)
            : await OnceAsync(parsed, cancellation).ConfigureAwait(false));
        return command;
    }

    private static Uri? AddressOf(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url!.Scheme is "http" or "https" && url.Query.Length == 0 ? url : null;

    private static async Task<int> OnceAsync(ParseResult parsed, CancellationToken cancellation)
    {
        await using var session = await CollectorSession.OpenAsync(parsed, cancellation).ConfigureAwait(false);
        var receiver = session.Service<RequestReceiver>();
        await new PortalBook(session.Service<IRecordStore>()).ReplaceAsync(session.Catalog.Listings, cancellation).ConfigureAwait(false);
        var runs = new RunTable(session.Service<IRecordStore>());
        using (var progress = new Progress())
        {
            progress.Say("collecting");
            if (parsed.GetValue(Portal) is { } portal)
                await AskAsync(session, session.Portal(portal).Id, cancellation).ConfigureAwait(false);
            else if (await receiver.ReceiveAsync(session.IsLocal ? Duration.Zero : FirstLook, cancellation).ConfigureAwait(false) is { } first)
                runs.Add(first);
            else if (session.IsLocal)
                await AskAsync(session, ScrapeRequest.EverySource, cancellation).ConfigureAwait(false);
            else
                await RequestsOf(session).AskEverybodyAsync(cancellation).ConfigureAwait(false);
            while (await receiver.ReceiveAsync(Duration.FromSeconds(1), cancellation).ConfigureAwait(false) is { } next)
            {
                runs.Add(next);
                cancellation.ThrowIfCancellationRequested();
            }
        }

        cancellation.ThrowIfCancellationRequested();
        return await runs.PrintAsync(session.Catalog.Listings, cancellation).ConfigureAwait(false);
    }

    private static ScrapeRequests RequestsOf(CollectorSession session) =>
        new(session.Service<IRecordStore>(), session.Service<IWorkQueue>(), session.Service<IClock>());

    private static async Task AskAsync(CollectorSession session, string source, CancellationToken cancellation)
    {
        await RequestsOf(session).AskAsync(session.Owner, source, await TodayAsync(session, cancellation).ConfigureAwait(false), cancellation: cancellation).ConfigureAwait(false);
    }

    private static async Task<int> ToServerAsync(ParseResult parsed, Uri server, CancellationToken cancellation)
    {
        using var intake = new ServerIntake(server, TokenOf(parsed));
        await using var session = await CollectorSession.OpenAsync(parsed, cancellation, isLocal: true, services => services.AddSingleton<ICollectedIntake>(intake)).ConfigureAwait(false);
        IReadOnlyList<string> portals = parsed.GetValue(Portal) is { } one
            ? [session.Portal(one).Id]
            : [.. (await session.Accounts.ListAsync(cancellation).ConfigureAwait(false)).Where(account => account.IsEnabled).Select(account => account.Portal)];
        if (portals.Count == 0)
        {
            await Console.Error.WriteLineAsync($"turoezpass: {RunTexts.NoneEnabled(session.Catalog.Listings)}").ConfigureAwait(false);
            return ExitCodes.NeedsPerson;
        }

        var runs = new RunTable(session.Service<IRecordStore>());
        using (var progress = new Progress())
        {
            foreach (var portal in portals)
            {
                progress.Say($"collecting from {portal}");
                // Not through the queue: a service on this folder would process the request and keep the files here.
                var run = await AddAsync(session, portal, cancellation).ConfigureAwait(false);
                var asked = new ScrapeMessage.OfRun(session.Owner, run.ScrapeDate, run.Id);
                runs.Add(asked);
                await CollectAsync(session.Service<PortalRuns>(), asked, cancellation).ConfigureAwait(false);
            }
        }

        return await runs.PrintAsync(session.Catalog.Listings, cancellation).ConfigureAwait(false);
    }

    private static async Task CollectAsync(PortalRuns runs, ScrapeMessage.OfRun asked, CancellationToken cancellation)
    {
        try
        {
            if (await runs.RunAsync(asked, cancellation).ConfigureAwait(false) == Handled.Later)
                await runs.GiveUpAsync(asked, RunTexts.AnotherRuns).ConfigureAwait(false);
        }
        catch
        {
            // A service on this folder would process a waiting run, and its files would stay here.
            await runs.GiveUpAsync(asked, RunTexts.BrokenOff).ConfigureAwait(false);
            throw;
        }
    }

    private static async Task<Run> AddAsync(CollectorSession session, string portal, CancellationToken cancellation)
    {
        var now = session.Service<IClock>().GetCurrentInstant();
        var run = new Run
        {
            Id = Guid.CreateVersion7(now.ToDateTimeOffset()).ToString("N"),
            ScrapeDate = await TodayAsync(session, cancellation).ConfigureAwait(false),
            Source = portal,
            Status = RunStatus.Running,
            CreatedAt = InstantPattern.General.Format(now),
        };
        await new RunBook(session.Service<IRecordStore>(), session.Owner).TryAddAsync(run, cancellation).ConfigureAwait(false);
        return run;
    }

    private static async Task<string> TodayAsync(CollectorSession session, CancellationToken cancellation) => LocalDatePattern.Iso.Format(
        await session.Service<FanOut>().DayAsync(session.Owner, session.Service<IClock>().GetCurrentInstant(), cancellation).ConfigureAwait(false));

    private static string TokenOf(ParseResult parsed)
    {
        var token = parsed.GetValue(TokenFile) is { } file ? System.Text.Encoding.UTF8.GetString(InputFiles.Read(file)) : Environment.GetEnvironmentVariable(TokenVariable)!;
        token = token.Trim();
        // The token goes into a header. The error message must not quote it.
        return token.Length > 0 && token.All(letter => letter is > ' ' and < '\u007f')
            ? token
            : throw new InputException(parsed.GetValue(TokenFile)?.Name ?? TokenVariable, null, "it has no valid access token.", "Create one in Settings → Access tokens. The file must contain only the token.");
    }
}
