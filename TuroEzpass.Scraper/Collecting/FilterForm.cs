using System.Text.RegularExpressions;
using Microsoft.Playwright;
using NodaTime;
using NodaTime.Text;
using TuroEzpass.Scraper.Portals;

namespace TuroEzpass.Scraper.Collecting;

/// <summary>Sets the site's date filter, and checks that the site accepted it.</summary>
internal sealed partial class FilterForm(Visit visit, DateFilter filter)
{
    private const string Key = "transactions.filter";

    /// <summary>Fills in the dates and choices, and searches.</summary>
    public async Task SearchAsync(DayWindow window, CancellationToken cancellation)
    {
        if (filter.Open.Length > 0 && !await visit.SeesAsync(new Sighting { See = filter.From }).ConfigureAwait(false))
            await visit.PressAsync($"{Key}.open", filter.Open, cancellation).ConfigureAwait(false);
        await TypeAsync($"{Key}.from", filter.From, window.From, cancellation).ConfigureAwait(false);
        await TypeAsync($"{Key}.through", filter.Through, window.Through, cancellation).ConfigureAwait(false);
        foreach (var (choice, index) in filter.Choices.Select((choice, index) => (choice, index)))
            await ChooseAsync(visit, $"{Key}.choices[{index}]", choice, cancellation).ConfigureAwait(false);
        await visit.PauseAsync(cancellation).ConfigureAwait(false);
        visit.Fence.Forget();
        await visit.PressAsync($"{Key}.search", filter.Search, cancellation).ConfigureAwait(false);
    }

    /// <summary>Selects an option in a list.</summary>
    /// <returns>False if the list does not offer the option and it is optional.</returns>
    public static async Task<bool> ChooseAsync(Visit visit, string key, FilterChoice choice, CancellationToken cancellation)
    {
        if (choice.Optional && !await visit.HasAsync(choice.List, visit.Timing.LookTime, cancellation).ConfigureAwait(false))
            return false;
        var list = await visit.FindAsync(key, choice.List, cancellation).ConfigureAwait(false);
        if (await list.EvaluateAsync<bool>("(element) => element instanceof HTMLSelectElement").ConfigureAwait(false))
        {
            var labels = await list.EvaluateAsync<string[]>("(element) => [...element.options].map((option) => option.label.trim())").ConfigureAwait(false);
            if (!labels.Contains(choice.Option, StringComparer.OrdinalIgnoreCase))
                return choice.Optional ? false : throw visit.Changed(key, choice.List, $"the list has no '{choice.Option}'");
            await visit.DoAsync(key, choice.List, () => list.SelectOptionAsync(new SelectOptionValue { Label = labels.First(label => label.Equals(choice.Option, StringComparison.OrdinalIgnoreCase)) }), cancellation).ConfigureAwait(false);
            return true;
        }

        if ((await list.InnerTextAsync().ConfigureAwait(false)).Trim().Equals(choice.Option, StringComparison.OrdinalIgnoreCase))
            return true;
        await visit.DoAsync(key, choice.List, () => list.ClickAsync(), cancellation).ConfigureAwait(false);
        var option = visit.Page.GetByRole(AriaRole.Option, new() { Name = choice.Option, Exact = true }).First;
        await visit.FindAsync(key, "role=option", cancellation).ConfigureAwait(false);
        if (!await option.IsVisibleAsync().ConfigureAwait(false))
        {
            await visit.Page.Keyboard.PressAsync("Escape").ConfigureAwait(false);
            return choice.Optional ? false : throw visit.Changed(key, choice.List, $"the list has no '{choice.Option}'");
        }

        await visit.DoAsync(key, choice.List, () => option.ClickAsync(), cancellation).ConfigureAwait(false);
        return true;
    }

    private async Task TypeAsync(string key, string selector, LocalDate day, CancellationToken cancellation)
    {
        var field = await visit.FindAsync(key, selector, cancellation).ConfigureAwait(false);
        var text = LocalDatePattern.CreateWithInvariantCulture(filter.Date).Format(day);
        await visit.DoAsync(key, selector, async () =>
        {
            if (filter.Typing == Typing.Fill)
            {
                await field.FillAsync(text).ConfigureAwait(false);
                return;
            }

            await field.ClickAsync().ConfigureAwait(false);
            await field.PressAsync("ControlOrMeta+a").ConfigureAwait(false);
            await field.PressAsync("Backspace").ConfigureAwait(false);
            await field.PressSequentiallyAsync(new string([.. text.Where(char.IsAsciiDigit)])).ConfigureAwait(false);
        }, cancellation).ConfigureAwait(false);
        var shown = Invisible().Replace(await field.InputValueAsync().ConfigureAwait(false), "");
        if (shown != text)
            throw visit.Changed(key, selector, "the field does not show the date that was entered");
    }

    /// <summary>Direction marks and spaces, which masked fields add around the parts of a date.</summary>
    [GeneratedRegex(@"[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\s]")]
    private static partial Regex Invisible();
}
