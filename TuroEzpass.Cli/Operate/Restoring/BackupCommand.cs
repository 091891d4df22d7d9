using System.CommandLine;
using TuroEzpass.Cli.Ledger;
using TuroEzpass.Storage;

namespace TuroEzpass.Cli.Operate.Restoring;

/// <summary><c>turoezpass backup FILE</c>: writes a copy that can be restored.</summary>
internal static class BackupCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The zip file to write." };
        var command = new Command("backup", "Backs up the whole data folder, or the table on AWS, into one checked file. Works while the system is running. Secrets are not included.") { file };
        command.SetAction(async (parsed, cancellation) =>
        {
            var console = LedgerTables.Wide();
            if (AwsTarget.Of(parsed) is { } aws)
            {
                var copied = await new TableBackup(aws.Dynamo, aws.S3, aws.Storage).WriteAsync(parsed.GetValue(file)!.FullName, cancellation).ConfigureAwait(false);
                LedgerTables.Line(console, $"{parsed.GetValue(file)!.FullName}: {copied.Items:#,0} items of {aws.Storage.Table}, and a list of {copied.Proofs:#,0} files, which stay in the bucket.");
                return ExitCodes.Done;
            }

            var summary = await LocalBackup.WriteAsync(LedgerSession.FolderOf(parsed), parsed.GetValue(file)!.FullName, cancellation).ConfigureAwait(false);
            LedgerTables.Line(console, $"{summary.File}: {summary.Blobs:#,0} originals, {summary.Bytes:#,0} bytes. Credentials and sessions are not included: enter them again after a restore.");
            foreach (var damaged in summary.Damaged)
                LedgerTables.Line(console, $"{damaged} has changed since it was stored; `turoezpass verify` shows what is affected.");
            return summary.Damaged.Count == 0 ? ExitCodes.Done : ExitCodes.NeedsPerson;
        });
        return command;
    }
}
