using System.CommandLine;
using System.Globalization;
using NodaTime;
using NodaTime.Text;
using Spectre.Console;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Operations;
using TuroEzpass.Core.Storage;

namespace TuroEzpass.Cli.Operate;

/// <summary><c>turoezpass queue list|redrive</c>: requests that failed too often, and work whose request was lost.</summary>
internal static class QueueCommand
{
    private const int Most = 100;

    public static Command Create()
    {
        var list = new Command("list", "Lists requests that failed too often, and waiting work without a request.");
        list.SetAction((parsed, cancellation) => RunAsync(parsed, null, isRedriven: false, null, cancellation));
        var queue = new Argument<string?>("QUEUE") { Description = "scrapes or imports. Default: both.", Arity = ArgumentArity.ZeroOrOne };
        queue.AcceptOnlyFromAmong("scrapes", "imports");
        var patience = new Option<TimeSpan?>("--waiting")
        {
            Description = "Work that has waited this long without a request counts as lost [15m]. Only for a data folder.",
            CustomParser = result => OptionTexts.Length(result),
            HelpName = "LENGTH",
        };
        var redrive = new Command("redrive", "Puts failed and lost requests back into their queue. First fix what made them fail.") { queue, patience };
        redrive.SetAction((parsed, cancellation) => RunAsync(parsed, parsed.GetValue(queue), isRedriven: true, parsed.GetValue(patience), cancellation));
        var command = new Command("queue", "Shows and retries failed requests.") { list, redrive };
        RemoteOptions.AddTo(command);
        command.Options.Add(LedgerSession.Data);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parsed, string? named, bool isRedriven, TimeSpan? patience, CancellationToken cancellation)
    {
        var kinds = Enum.GetValues<WorkKind>().Where(kind => named is null || NameOf(kind) == named).ToList();
        if (RemoteOptions.Read(parsed) is not { } remote)
        {
            await using var session = StoreSession.Open(parsed);
            return await RunAsync(new OwnQueues(session, patience is { } time ? Duration.FromTimeSpan(time) : StrandedWork.UsualPatience), kinds, isRedriven, cancellation).ConfigureAwait(false);
        }

        using var api = await RemoteApi.ConnectAsync(remote, cancellation).ConfigureAwait(false);
        var code = await RunAsync(new RemoteQueues(api), kinds, isRedriven, cancellation).ConfigureAwait(false);
        await api.SignOutAsync(cancellation).ConfigureAwait(false);
        return code;
    }

    private static async Task<int> RunAsync(IQueues queues, IReadOnlyList<WorkKind> kinds, bool isRedriven, CancellationToken cancellation)
    {
        var console = LedgerTables.Wide();
        if (isRedriven)
        {
            foreach (var kind in kinds)
            {
                var (dead, lost) = await queues.RedriveAsync(kind, cancellation).ConfigureAwait(false);
                LedgerTables.Line(console, string.Create(CultureInfo.InvariantCulture, $"{NameOf(kind)}: {dead} put back into the queue, {lost} requested again."));
            }

            return ExitCodes.Done;
        }

        var table = Tables.New(console).AddColumn("Queue").AddColumn("Problem").AddColumn("Since").AddColumn("Id").AddColumn("User");
        foreach (var kind in kinds)
        {
            foreach (var waiting in await queues.ListAsync(kind, cancellation).ConfigureAwait(false))
                table.AddRow(new Text(NameOf(kind)), new Text(waiting.What), new Text(waiting.Since), new Text(waiting.Id), new Text(waiting.Owner));
        }

        if (table.Rows.Count == 0)
        {
            LedgerTables.Line(console, "No requests failed too often, and no work waits without a request.");
            return ExitCodes.Done;
        }

        console.Write(table);
        LedgerTables.Line(console, "Fix what made them fail, then run: turoezpass queue redrive");
        return ExitCodes.NeedsPerson;
    }

    private static string NameOf(WorkKind kind) => kind.ToString().ToLowerInvariant();

    private sealed record Waiting(string What, string Since, string Id, string Owner);

    private interface IQueues
    {
        Task<IReadOnlyList<Waiting>> ListAsync(WorkKind kind, CancellationToken cancellation);

        Task<(int Dead, int Lost)> RedriveAsync(WorkKind kind, CancellationToken cancellation);
    }

    private sealed class OwnQueues(StoreSession session, Duration patience) : IQueues
    {
        public async Task<IReadOnlyList<Waiting>> ListAsync(WorkKind kind, CancellationToken cancellation) =>
        [
            .. (await session.Queue.ListDeadAsync(kind, Most, cancellation).ConfigureAwait(false))
                .OrderBy(letter => letter.SentAt).Select(letter => new Waiting("failed too often", InstantPattern.General.Format(letter.SentAt), letter.Id, "")),
            .. (await session.Stranded.FindAsync(kind, patience, cancellation).ConfigureAwait(false))
                .Select(work => new Waiting("waits without a request", work.At, work.Id, work.Owner.Text)),
        ];

        public async Task<(int Dead, int Lost)> RedriveAsync(WorkKind kind, CancellationToken cancellation)
        {
            // Lost work is collected first: afterwards, a redriven request no longer counts as lost.
            var stranded = await session.Stranded.FindAsync(kind, patience, cancellation).ConfigureAwait(false);
            var dead = 0;
            int moved;
            do
            {
                moved = await session.Queue.RedriveAsync(kind, Most, cancellation).ConfigureAwait(false);
                dead += moved;
            }
            while (moved == Most);
            return (dead, await session.Stranded.ResendAsync(stranded, cancellation).ConfigureAwait(false));
        }
    }

    private sealed class RemoteQueues(RemoteApi api) : IQueues
    {
        public async Task<IReadOnlyList<Waiting>> ListAsync(WorkKind kind, CancellationToken cancellation)
        {
            var all = await api.ReadAsync<IReadOnlyList<QueueInfo>>(HttpMethod.Get, "api/queues", null, cancellation).ConfigureAwait(false);
            var stranded = await api.ReadAsync<IReadOnlyList<StrandedInfo>>(HttpMethod.Get, $"api/queues/{NameOf(kind)}/stranded", null, cancellation).ConfigureAwait(false);
            return
            [
                .. all.Where(queue => queue.Queue == NameOf(kind)).SelectMany(queue => queue.Dead).Select(letter => new Waiting("failed too often", letter.At, letter.Id, "")),
                .. stranded.Select(work => new Waiting("waits without a request", work.At, work.Id, "")),
            ];
        }

        public async Task<(int Dead, int Lost)> RedriveAsync(WorkKind kind, CancellationToken cancellation)
        {
            var lost = await api.ReadAsync<Redriven>(HttpMethod.Post, $"api/queues/{NameOf(kind)}/stranded/resend", null, cancellation).ConfigureAwait(false);
            var dead = await api.ReadAsync<Redriven>(HttpMethod.Post, $"api/queues/{NameOf(kind)}/redrive", null, cancellation).ConfigureAwait(false);
            return (dead.Count, lost.Count);
        }
    }
}
