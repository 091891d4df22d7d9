using System.Text;
using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;
using Claim = TuroEzpass.Contracts.Claim;

namespace TuroEzpass.Web.Pages.Claims;

/// <summary>A claim: what is in it, what to look at, and the way to the money.</summary>
public sealed class ClaimModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    /// <summary>Tolls that a picture of the evidence holds.</summary>
    private const int TollsPerPicture = 40;
    private const string Turo = "https://turo.com";

    /// <summary>The claim as it is now.</summary>
    public Claim Claim { get; private set; } = null!;

    /// <summary>Its summary.</summary>
    public ClaimSummary Summary => Claim.Summary;

    /// <summary>The other claims of its trip, the first one first.</summary>
    public IReadOnlyList<ClaimSummary> Others { get; private set; } = [];

    /// <summary>What was typed.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>Whether the viewer may say what becomes of it.</summary>
    public bool MayFile => viewer.May(Scope.File);

    /// <summary>The trip's page at Turo; null where the reservation is none of Turo's.</summary>
    public string? TripUrl => Summary.Trip.Length > 0 && Summary.Trip.All(char.IsAsciiDigit) ? $"{Turo}/us/en/reservation/{Summary.Trip}" : null;

    /// <summary>The tolls that the evidence shows, by picture.</summary>
    public int Pictures => Math.Max(1, (Claim.Lines.Count + TollsPerPicture - 1) / TollsPerPicture);

    /// <summary>The tags that its tolls were read by.</summary>
    public IReadOnlyList<string> Tags => [.. Claim.Lines.Select(line => line.Toll?.Tag).OfType<string>().Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether it is not filed yet.</summary>
    public bool IsUnfiled => Summary.State is ClaimState.Draft or ClaimState.Ready or ClaimState.Approved;

    /// <summary>What follows, the usual first; without the endings.</summary>
    public IReadOnlyList<ClaimState> Next => [.. Claim.Next.Except(ClaimSteps.Endings)];

    /// <summary>The endings that may follow.</summary>
    public IReadOnlyList<ClaimState> Endings => [.. Claim.Next.Intersect(ClaimSteps.Endings)];

    /// <summary>The amount as Turo's form takes it.</summary>
    public string PlainAmount => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Summary.Amount.Cents / 100}.{Summary.Amount.Cents % 100:00}");

    /// <summary>A message to the guest.</summary>
    public string Message => new StringBuilder()
        .Append("Hi").Append(FirstName.Length > 0 ? $" {FirstName}" : "").Append(", thank you for the trip")
        .Append(Summary.VehicleName.Length > 0 ? $" with the {CarName}" : "").Append($" from {Day(Summary.Start)} to {Day(Summary.End)}. ")
        .Append(viewer.Locale.Count(Claim.Lines.Count, "toll was", "tolls were").Replace('\u00a0', ' ')).Append($" charged to my toll account during it, {viewer.Locale.Money(Summary.Amount)} in all. ")
        .Append("I ask for exactly what the agency charged, without any fee. The attached pages show date, time, place and amount of each toll.").ToString();

    /// <summary>The tolls as text, one a line.</summary>
    public string TollList => string.Join('\n', Claim.Lines.Select(line =>
        $"{Stamp(line.Toll?.At)}  {(line.Toll is { } toll ? $"{toll.Agency} {toll.Plaza}".Trim() : "toll")}  {viewer.Locale.Money(line.Amount)}"));

    /// <summary>What to put into the listing, or to message at the start of a trip.</summary>
    public string TagMessage => $"The toll tag in this car is number {string.Join(", ", Tags)}. Tolls during your trip are charged to it, and I pass on exactly what the agency charges.";

    /// <summary>An answer to a dispute.</summary>
    public string DisputeAnswer => $"The attached pages show each of the {Claim.Lines.Count} tolls with date, time, place and amount, from the toll agency's own statement. " +
        $"All of them lie within the booked trip {Summary.Trip} from {Stamp(Summary.Start)} to {Stamp(Summary.End)}. The amount is what the agency charged, {viewer.Locale.Money(Summary.Amount)}, without any fee.";

    private string FirstName => Summary.Guest.Split(' ', 2)[0];

    /// <summary>Turo's label is "Host's Honda (NY #ABC1234)": the guest knows it as the Honda.</summary>
    private string CarName => Summary.VehicleName.Split('(')[0].Split("'s ", 2)[^1].Trim();

    /// <summary>Shows it.</summary>
    /// <param name="id">The claim.</param>
    public async Task OnGetAsync(string id)
    {
        var (claim, trip) = (Api.ClaimAsync(id), OthersAsync(id));
        Claim = await claim;
        Others = await trip;
    }

    /// <summary>Says something of it.</summary>
    /// <param name="id">The claim.</param>
    /// <param name="verb">What.</param>
    /// <param name="etag">The claim as it was looked at.</param>
    /// <param name="sure">Whether somebody who ends it meant to.</param>
    public async Task<IActionResult> OnPostAsync(string id, ClaimVerb verb, string? etag, bool sure)
    {
        if (ClaimSteps.IsEnding(verb) && !sure)
            Refuse(new ApiProblem(StatusCodes.Status400BadRequest, "Please confirm it", "Tick the box beside the button: this ends the claim."));
        else if (await TryAsync(() => Api.ActAsync(id, verb, etag ?? "", string.IsNullOrWhiteSpace(Note) ? null : Note.Trim())))
        {
            Flash = ClaimSteps.For(verb).Done;
            return RedirectToPage(new { id });
        }

        await OnGetAsync(id);
        return Page();
    }

    private async Task<IReadOnlyList<ClaimSummary>> OthersAsync(string id)
    {
        try
        {
            var trip = await Api.TripAsync(id[..Math.Max(0, id.LastIndexOf('-'))]);
            return [.. trip.Claims.Where(claim => claim.Id != id && claim.State != ClaimState.Withdrawn).OrderBy(claim => claim.Id.Length).ThenBy(claim => claim.Id, StringComparer.Ordinal)];
        }
        catch (ApiException fault) when (fault.Problem.Status is StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed)
        {
            // A trip that no file has any more.
            return [];
        }
    }

    private string Day(string? text) => Moments.Read(text, viewer.Zone) is var (day, _) ? viewer.Locale.Date(day) : "?";

    private string Stamp(string? text) => Moments.Read(text, viewer.Zone) is not var (day, time) ? "no date" : viewer.Locale.Date(day) + (time is { } of ? $" {viewer.Locale.Time(of)}" : "");
}
