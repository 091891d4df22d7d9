using System.Text;
using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;
using Claim = TuroEzpass.Contracts.Claim;

namespace TuroEzpass.Web.Pages.Claims;

/// <summary>A claim: its tolls, its warnings, and the steps to payment.</summary>
public sealed class ClaimModel(ApiClient api, Viewer viewer) : AppPage(api)
{
    /// <summary>The most tolls per picture of the evidence.</summary>
    private const int TollsPerPicture = 40;
    private const string Turo = "https://turo.com";

    /// <summary>The claim.</summary>
    public Claim Claim { get; private set; } = null!;

    /// <summary>Its summary.</summary>
    public ClaimSummary Summary => Claim.Summary;

    /// <summary>The trip's other claims, oldest first.</summary>
    public IReadOnlyList<ClaimSummary> Others { get; private set; } = [];

    /// <summary>The note in the form.</summary>
    [BindProperty]
    public string? Note { get; set; }

    /// <summary>Whether the viewer may approve the claim and change its state.</summary>
    public bool MayFile => viewer.May(Scope.File);

    /// <summary>The trip's page on Turo; null if the reservation number is not Turo's.</summary>
    public string? TripUrl => Summary.Trip.Length > 0 && Summary.Trip.All(char.IsAsciiDigit) ? $"{Turo}/us/en/reservation/{Summary.Trip}" : null;

    /// <summary>The number of pictures in the evidence.</summary>
    public int Pictures => Math.Max(1, (Claim.Lines.Count + TollsPerPicture - 1) / TollsPerPicture);

    /// <summary>The tags on its tolls.</summary>
    public IReadOnlyList<string> Tags => [.. Claim.Lines.Select(line => line.Toll?.Tag).OfType<string>().Where(tag => tag.Length > 0).Distinct(StringComparer.Ordinal)];

    /// <summary>Whether it has not been filed yet.</summary>
    public bool IsUnfiled => Summary.State is ClaimState.Draft or ClaimState.Ready or ClaimState.Approved;

    /// <summary>The possible next states, most common first, without those that close the claim without payment.</summary>
    public IReadOnlyList<ClaimState> Next => [.. Claim.Next.Except(ClaimSteps.Endings)];

    /// <summary>The possible next states that close the claim without payment.</summary>
    public IReadOnlyList<ClaimState> Endings => [.. Claim.Next.Intersect(ClaimSteps.Endings)];

    /// <summary>The amount in the format of Turo's form.</summary>
    public string PlainAmount => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Summary.Amount.Cents / 100}.{Summary.Amount.Cents % 100:00}");

    /// <summary>The message to the guest.</summary>
    public string Message => new StringBuilder()
        .Append("Hi").Append(FirstName.Length > 0 ? $" {FirstName}" : "")
        .Append(Summary.VehicleName.Length > 0 ? $", thanks for renting the {CarName}" : ", thanks for your trip").Append($" from {Day(Summary.Start)} to {Day(Summary.End)}. ")
        .Append(viewer.Locale.Count(Claim.Lines.Count, "toll was", "tolls were").Replace('\u00a0', ' ')).Append($" charged to my toll account during your trip, {viewer.Locale.Money(Summary.Amount)} in total. ")
        .Append("I am requesting exactly what the agency charged, with no added fee. The attached pages show the date, time, plaza and amount of each toll.").ToString();

    /// <summary>The tolls as text, one per line.</summary>
    public string TollList => string.Join('\n', Claim.Lines.Select(line =>
        $"{Stamp(line.Toll?.At)}  {(line.Toll is { } toll ? $"{toll.Agency} {toll.Plaza}".Trim() : "toll")}  {viewer.Locale.Money(line.Amount)}"));

    /// <summary>The text for the listing, or for a message at the start of a trip.</summary>
    public string TagMessage => $"This car’s toll tag number is {string.Join(", ", Tags)}. Tolls during your trip are charged to this tag, and I pass on exactly what the agency charges.";

    /// <summary>The response to a dispute.</summary>
    public string DisputeAnswer => $"The attached pages show the date, time, plaza and amount of each of the {Claim.Lines.Count} tolls, from the toll agency's statement. " +
        $"All of them were charged during trip {Summary.Trip}, from {Stamp(Summary.Start)} to {Stamp(Summary.End)}. The amount is exactly what the agency charged, {viewer.Locale.Money(Summary.Amount)}, with no added fee.";

    private string FirstName => Summary.Guest.Split(' ', 2)[0];

    /// <summary>Turo's label is "Host's Honda (NY #ABC1234)". The guest knows the car as the Honda.</summary>
    private string CarName => Summary.VehicleName.Split('(')[0].Split("'s ", 2)[^1].Trim();

    /// <summary>Loads the claim.</summary>
    public async Task OnGetAsync(string id)
    {
        var (claim, trip) = (Api.ClaimAsync(id), OthersAsync(id));
        Claim = await claim;
        Others = await trip;
    }

    /// <summary>Changes the claim's state.</summary>
    /// <param name="id">The claim.</param>
    /// <param name="verb">The step.</param>
    /// <param name="etag">The version that the page showed.</param>
    /// <param name="sure">Whether the confirmation box is checked.</param>
    public async Task<IActionResult> OnPostAsync(string id, ClaimVerb verb, string? etag, bool sure)
    {
        if (ClaimSteps.IsEnding(verb) && !sure)
            Refuse(new ApiProblem(StatusCodes.Status400BadRequest, "Confirmation needed", "This closes the claim without payment. Check the box next to the button to confirm."));
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
            // The trip is no longer in any file.
            return [];
        }
    }

    private string Day(string? text) => Moments.Read(text, viewer.Zone) is var (day, _) ? viewer.Locale.Date(day) : "?";

    private string Stamp(string? text) => Moments.Read(text, viewer.Zone) is not var (day, time) ? "no date" : viewer.Locale.Date(day) + (time is { } of ? $" {viewer.Locale.Time(of)}" : "");
}
