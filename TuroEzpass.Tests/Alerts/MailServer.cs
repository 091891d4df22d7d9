using System.Diagnostics;
using System.Text.Json;
using TuroEzpass.Tests.Storage;

namespace TuroEzpass.Tests.Alerts;

/// <summary>A mail as the server received it.</summary>
/// <param name="User">The user who signed in.</param>
/// <param name="Secure">Whether the connection was encrypted.</param>
/// <param name="To">The recipients.</param>
/// <param name="Raw">The whole message.</param>
public sealed record TakenMail(string User, bool Secure, IReadOnlyList<string> To, string Raw);

/// <summary>A running mail server: npm's smtp-server on a free port of this machine, with STARTTLS and its own certificate. The
/// user name is <c>mailer</c>, the password <see cref="Password"/>; it rejects mail to <c>nobody@…</c>.</summary>
public sealed class MailServer : IAsyncDisposable
{
    public const string Password = "smtp-secret-4711";
    private const string Version = "3.21.6";

    private const string Program = """
        const { SMTPServer } = require('smtp-server');
        const server = new SMTPServer({
          authOptional: true,
          disableReverseLookup: true,
          onAuth: (auth, session, done) => auth.username === 'mailer' && auth.password === process.env.MAIL_PASSWORD ? done(null, { user: auth.username }) : done(new Error(`no ${auth.username} with ${auth.password}`)),
          onRcptTo: (address, session, done) => address.address.startsWith('nobody@') ? done(Object.assign(new Error('no such mailbox'), { responseCode: 550 })) : done(),
          onData: (stream, session, done) => {
            const parts = [];
            stream.on('data', part => parts.push(part));
            stream.on('end', () => {
              process.stdout.write(JSON.stringify({ User: session.user || '', Secure: session.secure, To: session.envelope.rcptTo.map(to => to.address), Raw: Buffer.concat(parts).toString('utf8') }) + '\n');
              done();
            });
          },
        });
        server.on('error', () => {});
        server.listen(0, '127.0.0.1', () => process.stdout.write(server.server.address().port + '\n'));
        process.stdin.on('end', () => process.exit(0)).resume();
        """;

    private readonly Process process;

    private MailServer(Process process, int port) => (this.process, Port) = (process, port);

    public int Port { get; }

    /// <summary>Starts the server; skips the test if it is not available.</summary>
    public static async Task<MailServer> StartAsync()
    {
        var (folder, reason) = await NpmPackage.FindAsync("smtp-server", Version);
        Assert.SkipWhen(folder is null, reason);
        var process = Process.Start(new ProcessStartInfo("node", ["-e", Program])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["MAIL_PASSWORD"] = Password },
        })!;
        var port = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return new MailServer(process, int.Parse(port!, null));
    }

    /// <summary>The next mail it receives.</summary>
    public async Task<TakenMail> NextAsync()
    {
        var line = await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken).AsTask().WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        return JsonSerializer.Deserialize<TakenMail>(line!)!;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        await process.WaitForExitAsync(CancellationToken.None).WaitAsync(TimeSpan.FromMinutes(1), CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
