using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Review;

/// <summary>The handovers whose real times tolls wait for: one answer settles all tolls of a handover.</summary>
public sealed class HandoversModel(ApiClient api) : AppPage(api)
{
    private const int Rows = 50;

    /// <summary>The page of questions.</summary>
    public Page<HandoverQuestion> Questions { get; private set; } = new([], null);

    /// <summary>The tolls of the questions on this page.</summary>
    public int Tolls => Questions.Items.Sum(question => question.Tolls);

    /// <summary>Their total.</summary>
    public MoneyAmount Sum => new(Questions.Items.Sum(question => question.Amount.Cents));

    /// <summary>Loads the questions.</summary>
    public async Task OnGetAsync(string? cursor) => Questions = await Api.HandoversAsync(cursor, Rows);

    /// <summary>Confirms that the guests of the chosen handovers were on time.</summary>
    public async Task<IActionResult> OnPostOnTimeAsync(string[]? chosen)
    {
        var answers = (chosen ?? []).Select(Read).OfType<OnTimeAnswer>().ToList();
        if (answers.Count > 0 && await TryAsync(() => Api.ConfirmOnTimeAsync(answers)))
        {
            Flash = answers.Count == 1 ? "Saved. The tolls of this handover were matched again." : "Saved. The tolls of these handovers were matched again.";
            return RedirectToPage();
        }

        await OnGetAsync(null);
        return Page();
    }

    /// <summary>Saves another time for one end of a trip.</summary>
    public async Task<IActionResult> OnPostTimeAsync(string trip, HandoverEnd end, string? at)
    {
        var isSaved = !string.IsNullOrWhiteSpace(at) && await TryAsync(async () =>
        {
            var known = await Api.HandoverAsync(trip);
            await Api.PutHandoverAsync(trip, end == HandoverEnd.Pickup ? known.Value with { PickedUpAt = at } : known.Value with { ReturnedAt = at }, known.ETag);
        });
        if (isSaved)
        {
            Flash = "Saved. The tolls of this handover were matched again.";
            return RedirectToPage();
        }

        await OnGetAsync(null);
        return Page();
    }

    /// <summary>The text of an answer in the form: trip, end and booked time.</summary>
    public static string ValueOf(HandoverQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return $"{question.Trip} {question.End} {question.BookedLocal}";
    }

    private static OnTimeAnswer? Read(string text) => text.Split(' ') is [var trip, var end, var booked] && Enum.TryParse<HandoverEnd>(end, out var which) ? new OnTimeAnswer(trip, which, booked) : null;
}
