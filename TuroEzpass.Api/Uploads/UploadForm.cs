using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;
using TuroEzpass.Api.Http;
using TuroEzpass.Core;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Api.Uploads;

/// <summary>An uploaded form: one file, with the user's options. Read part by part; never completely in memory.</summary>
internal sealed class UploadForm : IDisposable
{
    /// <summary>The largest file, in bytes.</summary>
    public const long MostBytes = 50L * 1024 * 1024;

    /// <summary>The most bytes read of a request. More than the largest file, so that the sender of a file that is too large is not
    /// disconnected but can read the error.</summary>
    public const long MostRequestBytes = 64L * 1024 * 1024;

    private const int MostLayoutBytes = 64 * 1024;
    private const int MostFieldBytes = 1024;
    private const int MostVehicleCharacters = 100;
    private const int MostParts = 8;
    private const int MostBoundary = 70;
    private readonly HashSet<string> given = new(StringComparer.Ordinal);

    private UploadForm() { }

    /// <summary>The sanitized file name.</summary>
    public string File { get; private set; } = "";

    /// <summary>The file.</summary>
    public Spool Content { get; private set; } = null!;

    /// <summary>The kind of file, if given.</summary>
    public UploadKind? Kind { get; private set; }

    /// <summary>The car for rows without a tag or plate.</summary>
    public string? Vehicle { get; private set; }

    /// <summary>The user's own layout.</summary>
    public byte[]? Layout { get; private set; }

    /// <summary>Reads a request.</summary>
    /// <returns>The form, or what is wrong with it.</returns>
    public static async Task<(UploadForm? Form, ProblemHttpResult? Fault)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (BoundaryOf(request) is not { } boundary)
            return (null, Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Unsupported media type", "Send multipart/form-data with the file as 'file' and, optionally, 'kind', 'vehicle' and 'layout'."));
        var form = new UploadForm();
        var fault = await form.ReadPartsAsync(new MultipartReader(boundary, request.Body) { HeadersCountLimit = 8, HeadersLengthLimit = 8 * 1024 }, cancellation);
        if (fault is null)
            return (form, null);
        form.Dispose();
        return (null, fault);
    }

    /// <inheritdoc />
    public void Dispose() => Content?.Dispose();

    private static string? BoundaryOf(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || !type.MediaType.Equals("multipart/form-data", StringComparison.OrdinalIgnoreCase))
            return null;
        var boundary = HeaderUtilities.RemoveQuotes(type.Boundary).ToString();
        return boundary.Length is > 0 and <= MostBoundary ? boundary : null;
    }

    private async Task<ProblemHttpResult?> ReadPartsAsync(MultipartReader reader, CancellationToken cancellation)
    {
        try
        {
            var parts = 0;
            while (await reader.ReadNextSectionAsync(cancellation) is { } part)
            {
                if (++parts > MostParts)
                    return Problems.BadRequest($"The form can't have more than {MostParts} parts.");
                if (await TakeAsync(part, cancellation) is { } wrong)
                    return wrong;
            }
        }
        catch (BadHttpRequestException fault)
        {
            return fault.StatusCode == StatusCodes.Status413PayloadTooLarge ? TooLarge() : Problems.Of(fault.StatusCode, "Invalid request", fault.Message);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException && !cancellation.IsCancellationRequested)
        {
            return Problems.BadRequest("The form is incomplete or malformed. Send it again.");
        }

        return Content is null ? Problems.BadRequest("The form contains no file. Send one as the part 'file', with a file name.") : CheckContent();
    }

    private async Task<ProblemHttpResult?> TakeAsync(MultipartSection part, CancellationToken cancellation)
    {
        if (part.GetContentDispositionHeader() is not { } disposition || HeaderUtilities.RemoveQuotes(disposition.Name).ToString() is not { Length: > 0 } name)
            return Problems.BadRequest("A part of the form has no name.");
        if (!given.Add(name))
            return Problems.BadRequest(name == "file" ? "Send one file at a time." : $"'{Shown(name)}' appears twice. Send it once.");
        switch (name)
        {
            case "file":
                if (disposition.FileNameStar.Length == 0 && disposition.FileName.Length == 0)
                    return Problems.BadRequest("'file' must be a file with a file name.");
                File = UploadName.Of(HeaderUtilities.RemoveQuotes(disposition.FileNameStar.Length > 0 ? disposition.FileNameStar : disposition.FileName).ToString());
                if (await Spool.ReceiveAsync(part.Body, MostBytes, cancellation) is not { } spool)
                    return TooLarge();
                Content = spool;
                return null;
            case "kind":
                return await FieldAsync(part, MostFieldBytes, cancellation) is not { } kind ? Unreadable(name, MostFieldBytes) : TakeKind(kind.Trim());
            case "vehicle":
                return await FieldAsync(part, MostFieldBytes, cancellation) is not { } vehicle ? Unreadable(name, MostFieldBytes) : TakeVehicle(vehicle.Trim());
            case "layout":
                return await FieldAsync(part, MostLayoutBytes, cancellation) is not { } layout ? Unreadable(name, MostLayoutBytes) : TakeLayout(layout);
            default:
                return Problems.BadRequest($"'{Shown(name)}' is not a part of this form. The parts are 'file', 'kind', 'vehicle' and 'layout'.");
        }
    }

    private ProblemHttpResult? TakeKind(string kind)
    {
        if (kind.Length == 0)
            return null;
        if (!Enum.GetNames<UploadKind>().Contains(kind, StringComparer.OrdinalIgnoreCase))
            return Problems.BadRequest("'kind' must be Statement, Trips or Fleet. Omit it to detect the kind from the file's header.");
        Kind = Enum.Parse<UploadKind>(kind, ignoreCase: true);
        return null;
    }

    private ProblemHttpResult? TakeVehicle(string vehicle)
    {
        if (vehicle.Length > MostVehicleCharacters || vehicle.Any(char.IsControl))
            return Problems.BadRequest($"'vehicle' must be a car's ID or name: one line of at most {MostVehicleCharacters} characters.");
        Vehicle = vehicle.Length == 0 ? null : vehicle;
        return null;
    }

    private ProblemHttpResult? TakeLayout(string layout)
    {
        if (string.IsNullOrWhiteSpace(layout))
            return null;
        try
        {
            _ = LayoutFile.Read("layout", new StringReader(layout));
            Layout = Encoding.UTF8.GetBytes(layout);
            return null;
        }
        catch (InputException fault)
        {
            return Problems.BadRequest(fault.Message);
        }
    }

    private ProblemHttpResult? CheckContent()
    {
        var fault = UploadContent.Fault(File, Content.Content, out var isEmpty);
        return fault is null ? null
            : isEmpty ? Problems.BadRequest(fault)
            : Problems.Of(StatusCodes.Status415UnsupportedMediaType, "Unsupported file type", $"{fault} {UploadContent.Accepted}");
    }

    /// <summary>A field's text; null if it is too long or not UTF-8.</summary>
    private static async Task<string?> FieldAsync(MultipartSection part, int most, CancellationToken cancellation)
    {
        var bytes = new byte[most + 1];
        var length = await part.Body.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
        try
        {
            return length > most ? null : new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes, 0, length);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static ProblemHttpResult Unreadable(string name, int most) => Problems.BadRequest($"'{name}' must be UTF-8 text of at most {most} bytes.");

    private static ProblemHttpResult TooLarge() =>
        Problems.Of(StatusCodes.Status413PayloadTooLarge, "The file is too large", $"Files are limited to {MostBytes / (1024 * 1024)} MB. Export a shorter date range.");

    private static string Shown(string name) => new([.. name.Where(letter => !char.IsControl(letter)).Take(40)]);
}
