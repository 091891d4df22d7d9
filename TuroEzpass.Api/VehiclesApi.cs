using System.Buffers.Text;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Api.Access;
using TuroEzpass.Api.Http;
using TuroEzpass.Api.Ledgers;
using TuroEzpass.Contracts;
using TuroEzpass.Core.Ledger;
using TuroEzpass.Core.Reports;
using TuroEzpass.Core.Statements;
using TuroEzpass.Core.Storage;
using Fleet = TuroEzpass.Contracts.Fleet;
using Vehicle = TuroEzpass.Contracts.Vehicle;

namespace TuroEzpass.Api;

/// <summary>Cars, with their tags and plates.</summary>
internal static class VehiclesApi
{
    private const int LongestText = 200;

    public static RouteGroupBuilder MapVehiclesApi(this RouteGroupBuilder api)
    {
        var vehicles = api.MapGroup("/vehicles").WithTags("Vehicles").ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        vehicles.MapGet("", List).WithName("ListVehicles").WithSummary("Cars with their tags and plates, and tags and plates that are not assigned to a known car.").RequirePermission(Permissions.Read).KeepAnswers();
        vehicles.MapGet("/{id}", Get).WithName("GetVehicle").WithSummary("One car.").RequirePermission(Permissions.Read).KeepAnswers();
        vehicles.MapPost("/{id}/devices", Add).WithName("AddDevice").WithSummary("Assigns a tag or plate to a car. Adds the car if it is not known yet.")
            .RequirePermission(Permissions.Import).WithIdempotencyKey();
        vehicles.MapDelete("/{id}/devices/{device}", Remove).WithName("RemoveDevice").WithSummary("Removes a tag or plate from a car, as if it had never been assigned.").RequirePermission(Permissions.Import);
        vehicles.MapPost("/{id}/devices/{device}/end", End).WithName("EndDevice").WithSummary("Sets when a tag or plate was last on a car.").RequirePermission(Permissions.Import).WithIdempotencyKey();
        vehicles.MapPost("/{id}/coverage", Cover).WithName("StateCoverage").WithSummary("States that the trips files have all trips of a car for some days, so that tolls outside of trips are the host's; or takes that back.")
            .RequirePermission(Permissions.Decide).ProducesProblem(409).WithIdempotencyKey();
        var fleet = api.MapGroup("/fleet").WithTags("Vehicles").ProducesProblem(401).ProducesProblem(403).ProducesProblem(429);
        fleet.MapGet("", GetFile).WithName("GetFleetFile").WithSummary("The fleet as fleet.csv.").Produces(200, contentType: "text/csv").RequirePermission(Permissions.Read);
        fleet.MapPut("", PutFile).WithName("PutFleetFile").WithSummary("Replaces the whole fleet with a fleet.csv. Requires If-Match.").Accepts<string>("text/csv")
            .ProducesProblem(412).ProducesProblem(422).RequirePermission(Permissions.Import);
        fleet.MapGet("/likely", Likely).WithName("ListLikelyVehicles").WithSummary("For unknown tags and plates, the likely car: the one whose trips contain most of their tolls, if one stands out.").RequirePermission(Permissions.Read).KeepAnswers();
        return api;
    }

    private static async Task<Ok<Fleet>> List(Caller caller, IRecordStore records, CancellationToken cancellation)
    {
        var reader = new LedgerReader(records, caller.Owner);
        var unknown = (await reader.UnknownDevicesAsync(cancellation)).Select(device => new UnknownDevice(
            KindOf(device.Sort), device.Value.Device, device.Value.Tolls, ToContract.Money(device.Value.Cents), device.Value.First, device.Value.Last));
        return TypedResults.Ok(new Fleet(await VehiclesAsync(reader, cancellation), [.. unknown.OrderByDescending(device => device.Amount.Cents)]));
    }

    private static async Task<Results<Ok<Vehicle>, ProblemHttpResult>> Get(string id, Caller caller, IRecordStore records, CancellationToken cancellation) =>
        (await VehiclesAsync(new LedgerReader(records, caller.Owner), cancellation)).FirstOrDefault(vehicle => vehicle.Id == id) is { } vehicle
            ? TypedResults.Ok(vehicle)
            : NoSuchVehicle(id);

    private static async Task<Results<Ok<Vehicle>, ProblemHttpResult>> Add(
        string id, AddDevice device, Caller caller, IRecordStore records, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (new[] { id, device.Value, device.State, device.From, device.To }.Any(text => text is { Length: > LongestText } || text?.Any(char.IsControl) == true))
            return Problems.BadRequest($"Each text is limited to {LongestText} characters and cannot contain control characters.");
        var line = new FleetLine(device.Kind == DeviceKind.Tag ? ReadBy.Tag : ReadBy.Plate, device.Value, device.State ?? "", id, device.From ?? "", device.To ?? "");
        await ledgers.UseAsync(caller.Owner, ledger => ledger.AddDeviceAsync(line, caller.Name, cancellation), cancellation);
        return await Get(id, caller, records, cancellation);
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string id, string device, Caller caller, IRecordStore records, LedgerPool ledgers, CancellationToken cancellation)
    {
        var known = (await new LedgerReader(records, caller.Owner).DevicesAsync(cancellation)).FirstOrDefault(one => one.Value.Vehicle == id && IdOf(one.Sort) == device);
        if (known is null)
            return Problems.NotFound("This tag or plate is not assigned to this car.");
        await ledgers.UseAsync(caller.Owner, ledger => ledger.RemoveDeviceAsync(known.Sort, caller.Name, cancellation), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<Results<Ok<Vehicle>, ProblemHttpResult>> End(
        string id, string device, EndDevice asked, Caller caller, IRecordStore records, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (asked.To is { Length: > LongestText } || asked.To?.Any(char.IsControl) == true)
            return Problems.BadRequest("'to' must be a day (2026-03-31) or a local time (2026-03-31 08:00).");
        var known = (await new LedgerReader(records, caller.Owner).DevicesAsync(cancellation)).FirstOrDefault(one => one.Value.Vehicle == id && IdOf(one.Sort) == device);
        if (known is null)
            return Problems.NotFound("This tag or plate is not assigned to this car.");
        await ledgers.UseAsync(caller.Owner, ledger => ledger.EndDeviceAsync(known.Sort, asked.To ?? "", caller.Name, cancellation), cancellation);
        return await Get(id, caller, records, cancellation);
    }

    private static async Task<Results<Ok<Vehicle>, ProblemHttpResult>> Cover(
        string id, StateCoverage asked, Caller caller, IRecordStore records, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (LocalDatePattern.Iso.Parse(asked.From ?? "") is not { Success: true } from || LocalDatePattern.Iso.Parse(asked.To ?? "") is not { Success: true } to || to.Value < from.Value)
            return Problems.BadRequest("'from' and 'to' must be days such as 2026-03-31, and 'to' can't be before 'from'.");
        if ((await VehiclesAsync(new LedgerReader(records, caller.Owner), cancellation)).All(vehicle => vehicle.Id != id))
            return NoSuchVehicle(id);
        var stated = new Core.Trips.StatedCoverage(id, from.Value, to.Value, asked.IsComplete);
        await ledgers.UseAsync(caller.Owner, ledger => ledger.StateCoverageAsync(stated, caller.Name, cancellation), cancellation);
        return await Get(id, caller, records, cancellation);
    }

    private static async Task<Ok<List<LikelyVehicle>>> Likely(Caller caller, LedgerPool ledgers, CancellationToken cancellation) =>
        TypedResults.Ok(await ledgers.UseAsync(caller.Owner, ledger => Task.FromResult(
            UnmappedIdentifiers.Find(ledger.State.Reconciliation).Where(unmapped => unmapped.LikelyVehicle.Length > 0)
                .Select(unmapped => new LikelyVehicle(unmapped.Identifier.Kind == ReadBy.Tag ? DeviceKind.Tag : DeviceKind.Plate, unmapped.Identifier.Text, unmapped.LikelyVehicle)).ToList()), cancellation));

    private static async Task<FileContentHttpResult> GetFile(Caller caller, HttpContext context, LedgerPool ledgers, CancellationToken cancellation)
    {
        var csv = await ledgers.UseAsync(caller.Owner, ledger => Task.FromResult(ledger.FleetCsv()), cancellation);
        context.SetETag(LedgerReader.ETagOf(csv));
        return TypedResults.File(csv, "text/csv; charset=utf-8", "fleet.csv");
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PutFile(Caller caller, HttpContext context, LedgerPool ledgers, CancellationToken cancellation)
    {
        if (context.ReadIfMatch(isRequired: true, out var tag) is { } wrong)
            return wrong;
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, cancellation);
        await ledgers.UseAsync(caller.Owner, ledger => ledger.ReplaceFleetAsync(body.ToArray(), tag, caller.Name, cancellation), cancellation);
        return TypedResults.NoContent();
    }

    private static async Task<List<Vehicle>> VehiclesAsync(LedgerReader reader, CancellationToken cancellation)
    {
        var devices = (await reader.DevicesAsync(cancellation)).ToLookup(device => device.Value.Vehicle, StringComparer.Ordinal);
        return (await reader.VehiclesAsync(cancellation)).Select(kept => kept.Value).OrderBy(vehicle => vehicle.Name, StringComparer.Ordinal).ThenBy(vehicle => vehicle.Id, StringComparer.Ordinal)
            .Select(vehicle => new Vehicle(
                vehicle.Id, vehicle.Name, vehicle.Zone, vehicle.Trips,
                [
                    // A plate in Turo's own label belongs to the car without a fleet entry.
                    .. vehicle.LabelPlates.Select(plate => plate.Split('#')).Select(parts => new Device(null, DeviceKind.Plate, parts[^1], parts[^2] == "-" ? "" : parts[^2], null, null)),
                    .. devices[vehicle.Id].Select(Device),
                ])
            {
                Complete = [.. (vehicle.Complete ?? []).Select(days => new DaySpan(days[..days.IndexOf('/', StringComparison.Ordinal)], days[(days.IndexOf('/', StringComparison.Ordinal) + 1)..]))],
                OlderIds = vehicle.OlderIds ?? [],
                Vin = vehicle.Vin,
            })
            .ToList();
    }

    private static Device Device(Projected<FleetItem> kept)
    {
        var parts = kept.Sort.Split('#');
        return new Device(IdOf(kept.Sort), KindOf(kept.Sort), parts[^2], parts.Length == 4 && parts[1] != "-" ? parts[1] : "", Moment(kept.Value.From), Moment(kept.Value.To));
    }

    /// <summary>A time in the fleet; null where a line has no start or no end.</summary>
    private static string? Moment(long seconds) => Math.Abs(seconds) > Instant.MaxValue.ToUnixTimeSeconds() / 2 ? null : InstantPattern.General.Format(Instant.FromUnixTimeSeconds(seconds));

    private static DeviceKind KindOf(string place) => place.StartsWith("TAG#", StringComparison.Ordinal) ? DeviceKind.Tag : DeviceKind.Plate;

    private static string IdOf(string place) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(place));

    private static ProblemHttpResult NoSuchVehicle(string id) => Problems.NotFound($"There is no car {TollsApi.Shown(id)}.");
}
