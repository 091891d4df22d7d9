using System.Diagnostics;
using Microsoft.Playwright;
using TuroEzpass.Core.Runs;
using TuroEzpass.Core.Uploads;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Downloads the site's own export, with limits on size, time and type.</summary>
internal sealed class ExportTaker(Visit visit, SiteExport export)
{
    private static readonly TimeSpan Watch = TimeSpan.FromMilliseconds(25);

    /// <summary>Whether the page offers the export.</summary>
    public async Task<bool> IsOfferedAsync(CancellationToken cancellation) =>
        export.Address.Length > 0 || await visit.HasAsync(export.Press, visit.Portal.Transactions.Table is null ? visit.Timing.EmptyTime : visit.Timing.LookTime, cancellation).ConfigureAwait(false);

    /// <summary>Downloads the file and returns it with the site's file name.</summary>
    /// <exception cref="SignedOutException">The site returned a page instead of the file, as it does when no one is signed in.</exception>
    public async Task<(string Name, byte[] Bytes)> TakeAsync(CancellationToken cancellation)
    {
        var begun = new TaskCompletionSource<IDownload>(TaskCreationOptions.RunContinuationsAsynchronously);
        void Begin(object? sender, IDownload download) => begun.TrySetResult(download);
        visit.Page.Download += Begin;
        try
        {
            await visit.PauseAsync(cancellation).ConfigureAwait(false);
            visit.Fence.Forget();
            var (key, selector) = export.Address.Length > 0 ? ("transactions.export.address", export.Address) : ("transactions.export.press", export.Press);
            if (export.Address.Length > 0)
                await visit.Page.EvaluateAsync("(address) => { location.href = address; }", visit.AddressOf(export.Address)).ConfigureAwait(false);
            else
                await visit.PressAsync(key, selector, cancellation).ConfigureAwait(false);
            await visit.UntilAsync(key, selector, () => Task.FromResult(begun.Task.IsCompleted), cancellation).ConfigureAwait(false);
            return await ReadAsync(await begun.Task.ConfigureAwait(false), cancellation).ConfigureAwait(false);
        }
        finally
        {
            visit.Page.Download -= Begin;
        }
    }

    private async Task<(string Name, byte[] Bytes)> ReadAsync(IDownload download, CancellationToken cancellation)
    {
        var end = download.FailureAsync();
        var watch = Stopwatch.StartNew();
        while (!end.IsCompleted)
        {
            if (Size() > visit.Timing.MostDownloadBytes || watch.Elapsed > visit.Timing.DownloadTime || cancellation.IsCancellationRequested)
            {
                var isLarge = watch.Elapsed <= visit.Timing.DownloadTime;
                await download.CancelAsync().ConfigureAwait(false);
                cancellation.ThrowIfCancellationRequested();
                throw isLarge ? TooLarge() : new CollectionStoppedException(RunReason.TimedOut, $"The download from {visit.Portal.Name} took longer than {visit.Timing.DownloadTime.TotalMinutes:0.#} minutes. Run it again later.");
            }

            await Task.WhenAny(end, Task.Delay(Watch, cancellation)).ConfigureAwait(false);
        }

        if (await end.ConfigureAwait(false) is not null)
            throw new SiteFaultException($"The download from {visit.Portal.Name} was interrupted. Run it again later.");
        var path = await download.PathAsync().ConfigureAwait(false);
        if (new FileInfo(path).Length > visit.Timing.MostDownloadBytes)
            throw TooLarge();
        var bytes = await File.ReadAllBytesAsync(path, cancellation).ConfigureAwait(false);
        await download.DeleteAsync().ConfigureAwait(false);
        var name = UploadName.Of(download.SuggestedFilename);
        Judge(name, bytes);
        return (name, bytes);
    }

    /// <summary>Checks the file's type by its content, not by its name or the site's content type.</summary>
    private void Judge(string name, byte[] bytes)
    {
        var start = bytes.AsSpan(bytes.AsSpan().StartsWith("\uFEFF"u8) ? 3 : 0).TrimStart(" \r\n\t"u8);
        if (start.StartsWith("<"u8))
            throw new SignedOutException();
        var isWorkbook = start.StartsWith("PK\u0003\u0004"u8);
        var isText = !isWorkbook && !start.IsEmpty && start.IndexOf((byte)0) < 0;
        if (!(isWorkbook && export.Types.Contains(ExportType.Xlsx)) && !(isText && export.Types.Contains(ExportType.Csv)))
            throw visit.Changed("transactions.export.types", string.Join(", ", export.Types), "the file has a different format");
        if (export.FileName.Length > 0 && !Visit.Matches(name, export.FileName))
            throw visit.Changed("transactions.export.fileName", export.FileName, "the file has a different name");
    }

    private CollectionStoppedException TooLarge() => new(
        RunReason.Incomplete,
        $"The download from {visit.Portal.Name} is larger than {visit.Timing.MostDownloadBytes / (1024 * 1024)} MB, too large for a statement, so it was canceled. Nothing was imported. Download a shorter date range yourself and check the file.");

    /// <summary>The size of the download folder. It may include another portal's downloads, which are never large.</summary>
    private long Size()
    {
        try
        {
            return visit.Profile.Downloads.EnumerateFiles().Sum(file => file.Length);
        }
        catch (IOException)
        {
            // A file was deleted meanwhile.
            return 0;
        }
    }
}
