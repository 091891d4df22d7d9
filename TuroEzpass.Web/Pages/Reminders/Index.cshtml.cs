using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Reminders;

/// <summary>The guests who should get the tag number. Other pages show the same list; their forms post here and redirect back.</summary>
public sealed class IndexModel(ApiClient api) : AppPage(api)
{
    /// <summary>The reminders.</summary>
    public IReadOnlyList<Reminder> Reminders { get; private set; } = [];

    /// <summary>Loads the reminders.</summary>
    public async Task OnGetAsync() => Reminders = await Api.RemindersAsync();

    /// <summary>Marks a reminder as done or in the listing, or undoes that.</summary>
    public async Task<IActionResult> OnPostAsync(string trip, string what, string? back)
    {
        var isDone = await TryAsync(() => what switch
        {
            "undo" => Api.ReminderNotDoneAsync(trip),
            _ => Api.ReminderDoneAsync(trip, new ReminderDone(what == "listing")),
        });
        if (isDone)
        {
            Flash = what switch { "undo" => "Undone. The reminder is open again.", "listing" => "Saved. This car’s trips need no message as long as it has this tag.", _ => "Marked as done." };
            return Redirect(ReturnUrls.Local(back));
        }

        await OnGetAsync();
        return Page();
    }
}
