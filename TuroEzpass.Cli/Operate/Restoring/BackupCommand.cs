using System.CommandLine;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Operate.Restoring;

/// <summary><c>turoezpass backup FILE</c>: a copy that can be brought back.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The zip to write." };
        var command = new Command("backup", "Copies the whole data folder, or on AWS the table, into one checked file, also while others use it. Secrets are not in it.") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            var console = LedgerTables.Wide();
            if (AwsTarget.Of(parsed) is { } aws)
            {
                var copied = await new TableBackup(aws.Dynamo, aws.S3, aws.Storage).WriteAsync(parsed.GetValue(file)!.FullName, cancellation).ConfigureAwait(false);
                LedgerTables.Line(console, $"{parsed.GetValue(file)!.FullName}: {copied.Items:#,0} items of {aws.Storage.Table}, and a list of {copied.Proofs:#,0} blobs, which stay in the bucket.");
                return ExitCodes.Done;
            }

            var summary = await LocalBackup.WriteAsync(LedgerSession.FolderOf(parsed), parsed.GetValue(file)!.FullName, cancellation).ConfigureAwait(false);
            LedgerTables.Line(console, $"{summary.File}: {summary.Blobs:#,0} originals, {summary.Bytes:#,0} bytes. Credentials and sessions are not in it: enter them again after a restore.");
            foreach (var damaged in summary.Damaged)
                LedgerTables.Line(console, $"{damaged} is not what it was when it was stored; `turoezpass verify` names what it concerns.");
            return summary.Damaged.Count == 0 ? ExitCodes.Done : ExitCodes.NeedsPerson;
        });
        return command;
    }
}
