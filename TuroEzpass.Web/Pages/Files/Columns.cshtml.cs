using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Files;

/// <summary>What a person says of a statement's columns, as the form has it.</summary>
public sealed class MappingForm
{
    /// <summary>What the layout is called.</summary>
    public string? Name { get; set; }

    /// <summary>What each column holds; empty where it is not used.</summary>
    public IList<string?> Columns { get; init; } = [];

    /// <summary>How charges are written.</summary>
    public AmountSign Sign { get; set; }

    /// <summary>How dates are written.</summary>
    public DateForm Dates { get; set; }

    /// <summary>Which end of a toll the time is.</summary>
    public TollEnd Time { get; set; }

    /// <summary>The agency's code; empty for none of the list.</summary>
    public string? Agency { get; set; }

    /// <summary>Words that mark a toll.</summary>
    public string? TollWords { get; set; }

    /// <summary>Whose car it is of.</summary>
    public string? Vehicle { get; set; }

    /// <summary>As the API takes it.</summary>
    public ColumnMapping ToMapping() => new()
    {
        Name = Name ?? "",
        Columns = [.. Columns],
        Sign = Sign,
        Dates = Dates,
        Time = Time,
        Agency = Agency ?? "",
        TollWords = TollWords ?? "",
    };
}

/// <summary>The columns of a statement whose layout nobody knows: what they hold, and how its rows would be read.</summary>
public sealed class ColumnsModel(ApiClient api) : AppPage(api)
{
    /// <summary>What was said so far.</summary>
    [BindProperty]
    public MappingForm Said { get; set; } = new();

    /// <summary>The file's columns.</summary>
    public ImportColumns Sheet { get; private set; } = null!;

    /// <summary>The first rows as they would be taken in.</summary>
    public LayoutPreview Preview { get; private set; } = null!;

    /// <summary>The cars.</summary>
    public IReadOnlyList<Vehicle> Vehicles { get; private set; } = [];

    /// <summary>Shows a guess.</summary>
    public Task OnGetAsync(string id) => ShowAsync(id, isGuess: true);

    /// <summary>Shows what was said, as it reads.</summary>
    public Task OnPostPreviewAsync(string id) => ShowAsync(id, isGuess: false);

    /// <summary>Keeps it, and takes the file in.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string id)
    {
        if (await TryAsync(() => Api.SaveLayoutAsync(id, new SaveLayout(Said.ToMapping(), string.IsNullOrEmpty(Said.Vehicle) ? null : Said.Vehicle))))
        {
            Flash = "The layout is kept, and the file is being taken in. The next file with these columns is read by itself.";
            return RedirectToPage("/Files/Index");
        }

        await ShowAsync(id, isGuess: false);
        return Page();
    }

    /// <summary>What is wrong with a column.</summary>
    /// <param name="place">Its place; null for what is wrong with none.</param>
    public IEnumerable<string> ProblemsOf(int? place) => Preview.Problems.Where(problem => problem.Column == place).Select(problem => problem.Text);

    /// <summary>Up to three different cells of a column.</summary>
    public IEnumerable<string> SamplesOf(int place) => Sheet.Rows.Where(row => place < row.Count).Select(row => row[place].Trim()).Where(cell => cell.Length > 0).Distinct().Take(3);

    private async Task ShowAsync(string id, bool isGuess)
    {
        var (file, fleet) = (Api.ImportColumnsAsync(id), Api.FleetAsync());
        Sheet = await file;
        Vehicles = (await fleet).Vehicles;
        if (isGuess)
        {
            var guess = Sheet.Suggested;
            Said = new MappingForm { Name = guess.Name, Columns = [.. guess.Columns], Sign = guess.Sign, Dates = guess.Dates, Time = guess.Time, Agency = guess.Agency, TollWords = guess.TollWords };
        }

        // Before anybody named the layout that is no fault of the columns.
        var mapping = Said.ToMapping();
        Preview = await Api.PreviewLayoutAsync(id, isGuess ? mapping with { Name = Sheet.File } : mapping);
    }
}
