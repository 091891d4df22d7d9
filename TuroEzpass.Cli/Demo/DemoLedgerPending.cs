namespace TuroEzpass.Cli.Demo;
internal static class DemoLedger
{
    public static Task FillAsync(TuroEzpass.Core.Storage.IRecordStore r, TuroEzpass.Core.Storage.IProofStore p, TuroEzpass.Core.Storage.OwnerId o, NodaTime.LocalDate d, IProgress<string> pr, CancellationToken c) => Task.CompletedTask;
}
