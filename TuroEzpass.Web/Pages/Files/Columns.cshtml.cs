using Microsoft.AspNetCore.Mvc;
using TuroEzpass.Contracts;
using TuroEzpass.Web.Client;
using TuroEzpass.Web.Ui;

namespace TuroEzpass.Web.Pages.Files;

/// <summary>The form for the columns of a statement.</summary>
public sealed class MappingForm
{
    /// <summary>The layout's name.</summary>
    public string? Name { get; set; }

    /// <summary>The meaning of each column; empty if not used.</summary>
    public IList<string?> Columns { get; init; } = [];

    /// <summary>The sign of charges.</summary>
    public AmountSign Sign { get; set; }

    /// <summary>The format of dates.</summary>
    public DateForm Dates { get; set; }

    /// <summary>Which end of a crossing the time is from.</summary>
    public TollEnd Time { get; set; }

    /// <summary>The agency's code; empty if it is not in the list.</summary>
    public string? Agency { get; set; }

    /// <summary>Words that mark a toll.</summary>
    public string? TollWords { get; set; }

    /// <summary>The car, if no column has a tag or plate.</summary>
    public string? Vehicle { get; set; }

    /// <summary>The mapping for the API.</summary>
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

/// <summary>Maps the columns of a statement with an unknown layout, with a preview of its rows.</summary>
public sealed class ColumnsModel(ApiClient api) : AppPage(api)
{
    /// <summary>The form.</summary>
    [BindProperty]
    public MappingForm Said { get; set; } = new();

    /// <summary>The file's columns.</summary>
    public ImportColumns Sheet { get; private set; } = null!;

    /// <summary>The first rows as they would be imported.</summary>
    public LayoutPreview Preview { get; private set; } = null!;

    /// <summary>The cars.</summary>
    public IReadOnlyList<Vehicle> Vehicles { get; private set; } = [];

    /// <summary>Shows the suggested mapping.</summary>
    public Task OnGetAsync(string id) => ShowAsync(id, isGuess: true);

    /// <summary>Shows the preview of the chosen mapping.</summary>
    public Task OnPostPreviewAsync(string id) => ShowAsync(id, isGuess: false);

    /// <summary>Saves the layout and imports the file.</summary>
    public async Task<IActionResult> OnPostSaveAsync(string id)
    {
        if (await TryAsync(() => Api.SaveLayoutAsync(id, new SaveLayout(Said.ToMapping(), string.IsNullOrEmpty(Said.Vehicle) ? null : Said.Vehicle))))
        {
            Flash = "Layout saved. The file is being imported. Files with these columns will be read automatically.";
            return RedirectToPage("/Files/Index");
        }

        await ShowAsync(id, isGuess: false);
        return Page();
    }

    /// <summary>The problems of a column.</summary>
    /// <param name="place">The column's index; null for problems of the whole file.</param>
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

        // The layout has no name yet, which is not a problem of the columns.
        var mapping = Said.ToMapping();
        Preview = await Api.PreviewLayoutAsync(id, isGuess ? mapping with { Name = Sheet.File } : mapping);
    }
}
