using System.CommandLine;
using NodaTime;
using Spectre.Console;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Storage;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Operate.Restoring;

/// <summary><c>turoezpass restore</c>: restores a backup, the newest one up to a given time, or on AWS the table as of that time.</summary>
internal static class RestoreCommand
{
    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(5);

    private static readonly Argument<FileInfo?> Backup = new("FILE") { Description = "The backup to restore.", Arity = ArgumentArity.ZeroOrOne };

    private static readonly Option<Instant?> PointInTime = new("--point-in-time")
    {
        Description = "Restore the state as of this UTC time (2026-03-31T14:05Z): the newest backup in --from up to then, or on AWS the table itself.",
        CustomParser = OptionTexts.Moment,
        HelpName = "TIME",
    };

    private static readonly Option<DirectoryInfo?> From = new("--from") { Description = "The folder with the backups.", HelpName = "DIR" };
    private static readonly Option<DirectoryInfo?> Still = new("--still") { Description = "The data folder that is still on the disk. Lists what was added to it after the backup.", HelpName = "DIR" };
    private static readonly Option<string?> ToTable = new("--to-table") { Description = "AWS: the name of the new table.", HelpName = "NAME" };
    private static readonly Option<bool> NoWait = new("--no-wait") { Description = "AWS: start the restore without waiting for it." };

    public static Command Create()
    {
        var command = new Command("restore", "Restores a backup into an empty folder (--data DIR), or on AWS into an empty table.") { Backup, PointInTime, From, Still, ToTable, NoWait };
        command.Validators.Add(result =>
        {
            // Checks only whether they are given: their values may already have been rejected.
            if ((result.GetResult(Backup) is null or { Tokens.Count: 0 }) == (result.GetResult(PointInTime) is null))
                result.AddError("Give a backup or --point-in-time.");
        });
        command.SetAction((parsed, cancellation) => AwsTarget.Of(parsed) is { } aws ? AwsAsync(parsed, aws, cancellation) : FolderAsync(parsed, cancellation));
        return command;
    }

    private static async Task<int> FolderAsync(ParseResult parsed, CancellationToken cancellation)
    {
        if (parsed.GetValue(LedgerSession.Data) is null)
            throw new LedgerRefusedException("Give an empty folder with --data.");
        var file = parsed.GetValue(Backup)?.FullName;
        var console = LedgerTables.Wide();
        if (parsed.GetValue(PointInTime) is { } moment)
        {
            var shelf = parsed.GetValue(From)?.FullName ?? throw new LedgerRefusedException("Give the folder with the backups: --from DIR");
            var found = BackupShelf.NewestUpTo(shelf, moment)
                ?? throw new StorageException(BackupShelf.Read(shelf) is [.., var oldest] ? $"The oldest backup is from {oldest.MadeAt}" : "There is no backup", shelf, "Give a later time, or another folder with --from");
            file = found.File;
            LedgerTables.Line(console, $"{Path.GetFileName(found.File)}, made at {found.MadeAt}, is the newest backup up to {moment}.");
        }

        var summary = await LocalBackup.RestoreAsync(file!, LedgerSession.FolderOf(parsed), cancellation).ConfigureAwait(false);
        LedgerTables.Line(console, $"{summary.Folder}: {summary.Blobs:#,0} originals restored. Check it with: turoezpass verify --all --data \"{summary.Folder}\"");
        return parsed.GetValue(Still) is { } still
            ? await TellAfterAsync(still.FullName, summary.Folder, parsed.GetValue(PointInTime) ?? Instant.MaxValue, cancellation).ConfigureAwait(false)
            : ExitCodes.Done;
    }

    /// <summary>Lists what was done after the backup. Without a readable current folder there is nothing to compare.</summary>
    private static async Task<int> TellAfterAsync(string still, string restored, Instant moment, CancellationToken cancellation)
    {
        var console = LedgerTables.Wide();
        IReadOnlyList<AfterBackup> after;
        try
        {
            after = await AfterBackup.FindAsync(still, restored, moment, cancellation).ConfigureAwait(false);
        }
        catch (StorageException fault)
        {
            LedgerTables.Line(console, $"Can't list what the backup doesn't have: {fault.Message}");
            return ExitCodes.NeedsPerson;
        }

        if (after.Count == 0)
        {
            LedgerTables.Line(console, "Nothing was done after the backup.");
            return ExitCodes.Done;
        }

        var table = Tables.New(console).AddColumn("User").AddColumn("Missing facts").AddColumn("Up to that time").AddColumn("First").AddColumn("Last").AddColumn("Files to import again");
        foreach (var one in after)
            table.AddRow(new Text(one.Owner.Text), new Text($"{one.Facts:#,0}"), new Text($"{one.UpToMoment:#,0}"), new Text(one.First), new Text(one.Last), new Text(string.Join(", ", one.Files)));
        console.Write(table);
        LedgerTables.Line(console, "`turoezpass export` of the current folder includes these files, and audit.csv with the decisions and changes to claims.");
        return ExitCodes.NeedsPerson;
    }

    private static async Task<int> AwsAsync(ParseResult parsed, AwsTarget aws, CancellationToken cancellation)
    {
        var console = LedgerTables.Wide();
        if (parsed.GetValue(PointInTime) is not { } moment)
        {
            var items = await new TableBackup(aws.Dynamo, aws.S3, aws.Storage).RestoreAsync(parsed.GetValue(Backup)!.FullName, cancellation).ConfigureAwait(false);
            LedgerTables.Line(console, $"{items:#,0} items written to {aws.Storage.Table}.");
            TellAdoption(aws.Storage.Table);
            return ExitCodes.Done;
        }

        var target = parsed.GetValue(ToTable) ?? throw new LedgerRefusedException("Give the new table's name: --to-table NAME. The old table is not changed.");
        var restore = new TablePointInTime(aws.Dynamo, aws.Storage.Table, BetweenLooks);
        await restore.BeginAsync(moment, target, cancellation).ConfigureAwait(false);
        LedgerTables.Line(console, $"{aws.Storage.Table} is being restored as of {moment} into {target}.");
        if (parsed.GetValue(NoWait))
        {
            LedgerTables.Line(console, $"Wait for it with: aws dynamodb wait table-exists --table-name {target}; then turn on expiry (TTL), point-in-time recovery and deletion protection.");
            return ExitCodes.Done;
        }

        using (var progress = new Progress())
        {
            progress.Say($"restoring into {target}");
            await restore.FinishAsync(target, cancellation).ConfigureAwait(false);
        }

        LedgerTables.Line(console, $"{target} is ready. Expiry (TTL), point-in-time recovery and deletion protection are on.");
        TellAdoption(target);
        return ExitCodes.Done;
    }

    private static void TellAdoption(string table)
    {
        var console = LedgerTables.Wide();
        LedgerTables.Line(console, $"Check it: Storage__Table={table} turoezpass verify --all");
        LedgerTables.Line(console, $"Use it: deploy/deploy.sh ENVIRONMENT --table {table} (the stack's parameter TableName; the services' Storage__Table)");
        LedgerTables.Line(console, "Then run `turoezpass queue redrive` to recreate requests that the table has but the queues don't.");
    }
}
