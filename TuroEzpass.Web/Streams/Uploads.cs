using System.Text;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc.ViewFeatures;
using Microsoft.AspNetCore.WebUtilities;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using ContentDispositionHeaderValue = Microsoft.Net.Http.Headers.ContentDispositionHeaderValue;
using MediaTypeHeaderValue = Microsoft.Net.Http.Headers.MediaTypeHeaderValue;

namespace TuroEzpass.Web.Streams;

/// <summary>Streams uploaded files to the API, part by part. A script sends one file with the antiforgery token as header and reads the import
/// as JSON. A form without scripts sends any number of files with the token as its first field, and is redirected to <c>/imports</c>, or to
/// <c>/start</c> if its field <c>back</c> says so. Fields (<c>kind</c>, <c>vehicle</c>, <c>layout</c>, <c>back</c>) must precede the files.</summary>
internal static class Uploads
{
    /// <summary>The most bytes per request: several files of 50 MB.</summary>
    public const long MostBytes = 512L * 1024 * 1024;

    private const string TokenField = "__RequestVerificationToken";
    private const string TokenHeader = "RequestVerificationToken";
    private const int MostFieldBytes = 64 * 1024;
    private const string Usual = "/imports";
    private static readonly string[] Places = [Usual, "/start"];

    public static async Task<IResult> TakeAsync(HttpContext context, ApiStreams api, IAntiforgery antiforgery)
    {
        var isForm = !context.Request.Headers.ContainsKey(TokenHeader);
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            var taken = await PassAsync(context, api, antiforgery, fields);
            return isForm ? Back(fields) : TypedResults.Json(taken, statusCode: StatusCodes.Status202Accepted);
        }
        catch (ApiException fault) when (!isForm)
        {
            return TypedResults.Problem(fault.Problem.Detail, statusCode: fault.Problem.Status, title: fault.Problem.Title);
        }
        catch (ApiException fault) when (fault.Problem.Status is >= 400 and < 500 and not 401)
        {
            // The page with the form reads this and shows it.
            var kept = context.RequestServices.GetRequiredService<ITempDataDictionaryFactory>().GetTempData(context);
            kept[UploadFault.Key] = new UploadFault(fault.Problem.Status, fault.Problem.Title, fault.Problem.Detail).ToText();
            kept.Save();
            return Back(fields);
        }
    }

    private static RedirectHttpResult Back(Dictionary<string, string> fields) =>
        TypedResults.LocalRedirect("~" + (fields.TryGetValue("back", out var place) && Places.Contains(place, StringComparer.Ordinal) ? place : Usual));

    private static async Task<IReadOnlyList<Import>> PassAsync(HttpContext context, ApiStreams api, IAntiforgery antiforgery, Dictionary<string, string> fields)
    {
        var (request, cancellation) = (context.Request, context.RequestAborted);
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.Boundary.Length is 0 or > 72)
            throw Refused("Send the file as multipart/form-data.");
        var reader = new MultipartReader(type.Boundary.ToString().Trim('"'), request.Body);
        var (taken, isChecked) = (new List<Import>(), false);
        while (await reader.ReadNextSectionAsync(cancellation) is { } part)
        {
            if (!ContentDispositionHeaderValue.TryParse(part.ContentDisposition, out var disposition))
                throw Refused("A part of the form has no name.");
            var isFile = disposition.FileName.HasValue || disposition.FileNameStar.HasValue;
            if (!isFile)
            {
                var name = disposition.Name.ToString().Trim('"');
                var value = await TextAsync(part.Body, cancellation);
                // The check below reads a header. A form without scripts can't send one, so copy its first field into the header.
                if (name == TokenField)
                    request.Headers.TryAdd(TokenHeader, value);
                else if (value.Length > 0)
                    fields[name] = value;
                continue;
            }

            if (!isChecked)
                await CheckAsync(context, antiforgery);
            isChecked = true;
            var file = disposition.FileNameStar.HasValue ? disposition.FileNameStar.ToString() : disposition.FileName.ToString().Trim('"');
            if (file.Length > 0)
                taken.Add(await SendAsync(context, api, fields, part.Body, file));
        }

        return taken.Count > 0 ? taken : throw Refused("Choose a file first.");
    }

    private static async Task CheckAsync(HttpContext context, IAntiforgery antiforgery)
    {
        // Without the header, antiforgery would read the whole form into memory to find the field.
        if (!context.Request.Headers.ContainsKey(TokenHeader) || !await antiforgery.IsRequestValidAsync(context))
            throw Refused("This form is from another session. Reload the page and choose the file again.");
    }

    private static async Task<Import> SendAsync(HttpContext context, ApiStreams api, Dictionary<string, string> fields, Stream body, string file)
    {
        using var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields.Where(field => field.Key is "kind" or "vehicle" or "layout"))
            form.Add(new StringContent(value), name);
        var content = new StreamContent(body);
        content.Headers.ContentType = new("application/octet-stream");
        content.Headers.ContentDisposition = new System.Net.Http.Headers.ContentDispositionHeaderValue("form-data") { Name = "\"file\"", FileNameStar = file };
        form.Add(content);
        using var answer = await api.SendAsync(context, HttpMethod.Post, "api/imports", form);
        return (await answer.Content.ReadFromJsonAsync<Import>(context.RequestAborted))!;
    }

    private static async Task<string> TextAsync(Stream body, CancellationToken cancellation)
    {
        using var text = new MemoryStream();
        var buffer = new byte[4096];
        for (int read; (read = await body.ReadAsync(buffer, cancellation)) > 0;)
        {
            if (text.Length + read > MostFieldBytes)
                throw Refused("A field of the form is too long.");
            text.Write(buffer, 0, read);
        }

        return Encoding.UTF8.GetString(text.ToArray());
    }

    private static ApiException Refused(string detail) => new(new ApiProblem(StatusCodes.Status400BadRequest, "Upload failed", detail));
}
