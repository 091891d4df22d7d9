using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.SignIn;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Reminders;

/// <summary>Which guests should be told the tag's number. Its list is shown by other pages too, whose forms come here and lead back.</summary>
public sealed class IndexModel(ApiClient api) : AppPage(api)
{
    /// <summary>The reminders.</summary>
    public IReadOnlyList<Reminder> Reminders { get; private set; } = [];

    /// <summary>All of them.</summary>
    public async Task OnGetAsync() => Reminders = await Api.RemindersAsync();

    /// <summary>Done, in the listing, or not done after all.</summary>
    public async Task<IActionResult> OnPostAsync(string trip, string what, string? back)
    {
        var isDone = await TryAsync(() => what switch
        {
            "undo" => Api.ReminderNotDoneAsync(trip),
            _ => Api.ReminderDoneAsync(trip, new ReminderDone(what == "listing")),
        });
        if (isDone)
        {
            Flash = what switch { "undo" => "Asked again.", "listing" => "Noted: this car’s trips need no message while it carries this tag.", _ => "Noted." };
            return Redirect(ReturnUrls.Local(back));
        }

        await OnGetAsync();
        return Page();
    }
}
