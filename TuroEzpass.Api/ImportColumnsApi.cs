using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Uploads;
using TuroEzpass.Contracts;
using TuroEzpass.Core;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Storage;
using TuroEzpass.Core.Uploads;

namespace TuroEzpass.Api;

/// <summary>Statements with an unknown layout: the user maps the columns.</summary>
internal static class ImportColumnsApi
{
    private const int ShownRows = 12;
    private const int LongestText = 200;
    private const int LongestCell = 200;
    private const int MostColumns = 100;

    /// <summary>Maps the endpoints below <c>/imports/{id}</c>.</summary>
    public static RouteGroupBuilder MapImportColumnsApi(this RouteGroupBuilder api)
    {
        var import = api.MapGroup("/imports/{id}").WithTags("Imports").ProducesProblem(401).ProducesProblem(403).ProducesProblem(404).ProducesProblem(409).ProducesProblem(422).ProducesProblem(429)
            .RequirePermission(Permissions.Import);
        import.MapGet("/columns", GetAsync).WithName("GetImportColumns").WithSummary("The header and first rows of a statement whose columns must be mapped.").RequireRateLimiting(RateLimits.Heavy);
        import.MapPost("/layout/preview", PreviewAsync).WithName("PreviewLayout").WithSummary("Previews the first rows with a column mapping, or lists the errors by column.").ProducesProblem(400).RequireRateLimiting(RateLimits.Heavy);
        import.MapPost("/layout", SaveAsync).WithName("SaveLayout").WithSummary("Saves a column mapping for this file and later files with the same header, and imports this file.")
            .ProducesProblem(400).RequireRateLimiting(RateLimits.Heavy).WithIdempotencyKey();
        import.MapPost("/again", AgainAsync).WithName("ImportAgain").WithSummary("Retries a failed import without a new upload.").ProducesProblem(400).WithIdempotencyKey();
        return api;
    }

    private static async Task<Results<Ok<ImportColumns>, ProblemHttpResult>> GetAsync(string id, Caller caller, IRecordStore records, IProofStore proofs, CancellationToken cancellation)
    {
        if (await FindAsync(id, caller, records, proofs, cancellation) is not ({ } upload, { } bytes))
            return NotFound();
        try
        {
            var head = StatementHead.Read(upload.File, bytes);
            var guess = ColumnGuess.Of(head, "");
            return TypedResults.Ok(new ImportColumns(
                upload.File, [.. head.Header.Take(MostColumns).Select(Cell)], [.. head.Rows.Take(ShownRows).Select(row => (IReadOnlyList<string>)[.. row.Take(MostColumns).Select(Cell)])],
                new ColumnMapping
                {
                    Name = guess.Name,
                    Columns = [.. guess.Columns.Take(MostColumns).Select(field => field is { } its ? NameOf(its) : null)],
                    Sign = Enum.Parse<AmountSign>(guess.Sign.ToString()),
                    Dates = Enum.Parse<DateForm>(guess.Dates.ToString()),
                    Time = Enum.Parse<TollEnd>(guess.TimeMeans.ToString()),
                    TollWords = string.Join(", ", guess.TollWords),
                },
                [.. AgencyDirectory.BuiltIn.All.OrderBy(agency => agency.Name, StringComparer.OrdinalIgnoreCase).Select(agency => new AgencyChoice(agency.Code, agency.Name, [.. agency.Zones.Select(zone => zone.Zone.Id)]))]));
        }
        catch (InputException fault)
        {
            return Unreadable(fault);
        }
    }

    private static async Task<Results<Ok<LayoutPreview>, ProblemHttpResult>> PreviewAsync(
        string id, ColumnMapping mapping, Caller caller, IRecordStore records, IProofStore proofs, CancellationToken cancellation)
    {
        if (Read(mapping, out var map) is { } wrong)
            return wrong;
        if (await FindAsync(id, caller, records, proofs, cancellation) is not ({ } upload, { } bytes))
            return NotFound();
        try
        {
            var trial = ColumnTrial.Of(upload.File, bytes, map);
            return TypedResults.Ok(new LayoutPreview(
                trial.Works, trial.Rows.Count, trial.Rows.Count(ColumnTrial.IsToll), map.IsOfOneVehicle, [.. trial.Rows.Take(ShownRows).Select(Row)],
                [.. trial.Faults.Select(fault => new ColumnProblem(fault.Column, fault.Text))]));
        }
        catch (InputException fault)
        {
            return Unreadable(fault);
        }
    }

    private static async Task<Results<Accepted<Import>, ProblemHttpResult>> SaveAsync(
        string id, SaveLayout asked, Caller caller, IRecordStore records, IProofStore proofs, Intake intake, IClock clock, CancellationToken cancellation)
    {
        if (Read(asked.Mapping, out var map) is { } wrong)
            return wrong;
        if (VehicleOf(asked.Vehicle, out var vehicle) is { } no)
            return no;
        if (await FindAsync(id, caller, records, proofs, cancellation) is not ({ } upload, { } bytes))
            return NotFound();
        if (map.IsOfOneVehicle && (vehicle ?? upload.Vehicle) is null)
            return Problems.BadRequest("No column is mapped to a tag or plate. Set 'vehicle' to the car that this file is about.");
        try
        {
            var trial = ColumnTrial.Of(upload.File, bytes, map);
            if (!trial.Works)
                return Problems.Of(StatusCodes.Status422UnprocessableEntity, "No row can be read with this mapping", string.Join(' ', trial.Faults.Select(fault => fault.Text)));
            var answer = await intake.AgainAsync(caller, id, trial.Yaml, vehicle, cancellation);
            if (answer.Result is Accepted<Import>)
                await new LayoutBook(records, caller.Owner).PutAsync(StatementHead.Read(upload.File, bytes).Hash, new SavedLayout(map.Name, trial.Yaml!, UploadBook.Text(clock.GetCurrentInstant()), caller.Name), cancellation);
            return answer;
        }
        catch (InputException fault)
        {
            return Unreadable(fault);
        }
    }

    private static async Task<Results<Accepted<Import>, ProblemHttpResult>> AgainAsync(string id, ImportAgain asked, Caller caller, Intake intake, CancellationToken cancellation) =>
        !ImportMessage.IsId(id) ? NotFound()
        : VehicleOf(asked.Vehicle, out var vehicle) is { } wrong ? wrong
        : await intake.AgainAsync(caller, id, null, vehicle, cancellation);

    /// <summary>A failed statement with its bytes. Statements that wait or are done have a layout.</summary>
    private static async Task<(Upload? Upload, byte[]? Bytes)> FindAsync(string id, Caller caller, IRecordStore records, IProofStore proofs, CancellationToken cancellation)
    {
        if (!ImportMessage.IsId(id) || await new UploadBook(records, caller.Owner).GetAsync(id, cancellation) is not ({ Status: UploadStatus.Failed } upload, _))
            return default;
        if (await proofs.GetAsync(new ProofAddress(ProofKind.Statement, caller.Owner, id), cancellation) is not ProofGet.Found found)
            return default;
        return (upload, MemoryMarshal.TryGetArray(found.Content, out var array) && array is { Offset: 0, Array: { } whole } && whole.Length == array.Count ? whole : found.Content.ToArray());
    }

    private static ProblemHttpResult? Read(ColumnMapping mapping, out ColumnMap map)
    {
        map = null!;
        if (mapping.Columns.Count > MostColumns || new[] { mapping.Name, mapping.Agency, mapping.TollWords }.Any(text => text.Length > LongestText || text.Any(char.IsControl)))
            return Problems.BadRequest($"Map at most {MostColumns} columns; each text is limited to {LongestText} characters and cannot contain control characters.");
        var columns = new List<StatementField?>();
        foreach (var name in mapping.Columns)
        {
            if (string.IsNullOrEmpty(name))
                columns.Add(null);
            else if (Enum.GetValues<StatementField>().Select(field => (StatementField?)field).FirstOrDefault(field => NameOf(field!.Value) == name) is { } known)
                columns.Add(known);
            else
                return Problems.BadRequest($"'{TollsApi.Shown(name)}' is not a known column. docs/LAYOUTS.md lists the columns.");
        }

        map = new ColumnMap
        {
            Name = mapping.Name.Trim(),
            Columns = columns,
            Sign = Enum.Parse<SignRule>(mapping.Sign.ToString()),
            Dates = Enum.Parse<DateOrder>(mapping.Dates.ToString()),
            TimeMeans = Enum.Parse<TimeMeans>(mapping.Time.ToString()),
            Agency = mapping.Agency.Trim(),
            TollWords = mapping.TollWords.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        };
        return null;
    }

    private static ProblemHttpResult? VehicleOf(string? text, out string? vehicle)
    {
        vehicle = string.IsNullOrWhiteSpace(text) ? null : text.Trim();
        return vehicle is { Length: > LongestText } || vehicle?.Any(char.IsControl) == true ? Problems.BadRequest($"'vehicle' must be a car's ID of at most {LongestText} characters.") : null;
    }

    private static PreviewRow Row(StatementRow row) => new(
        row.Line, row.Kind.ToString(), Text(row.Travel), Text(row.Posted), row.Plaza?.Agency.Name ?? "", row.Plaza?.Code ?? "", row.Identifier?.Text,
        row.Amount is { } amount ? ToContract.Money(amount.Cents) : null, ToContract.Fault(row));

    private static string? Text(Core.Time.TravelTime time) =>
        !time.HasDate ? null : time.HasTime ? LocalDateTimePattern.GeneralIso.Format(time.LocalDateTime) : time.Date.ToString("uuuu-MM-dd", CultureInfo.InvariantCulture);

    private static string NameOf(StatementField field) => char.ToLowerInvariant(field.ToString()[0]) + field.ToString()[1..];

    private static string Cell(string text) => text.Length <= LongestCell ? text : text[..LongestCell] + "…";

    private static ProblemHttpResult Unreadable(InputException fault) => Problems.Of(StatusCodes.Status422UnprocessableEntity, "The file can't be read", fault.Message);

    private static ProblemHttpResult NotFound() => Problems.NotFound("There is no failed statement with this ID. GET /api/imports lists the files.");
}
