using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

// Reports, erasures, maintenance.
public sealed partial class ApiClient
{
    /// <summary>A month's figures; the month as <c>2026-03</c>. Its tolls as CSV are at <c>/reports/{month}/tolls.csv</c>.</summary>
    public Task<MonthReport> MonthReportAsync(string month) => GetAsync<MonthReport>($"api/reports/{Esc(month)}");

    /// <summary>Guests whose names may be erased.</summary>
    public Task<GuestsDue> GuestsDueAsync() => GetAsync<GuestsDue>("api/erasures/due");

    /// <summary>Erases guests' names for good.</summary>
    public Task<GuestsErased> EraseGuestsAsync(EraseGuests guests) => ReadAsync<GuestsErased>(HttpMethod.Post, "api/erasures", guests);

    /// <summary>Whether the system is closed.</summary>
    public Task<MaintenanceState> MaintenanceAsync() => GetAsync<MaintenanceState>("api/maintenance");

    /// <summary>Operators: closes or opens the system.</summary>
    public Task<MaintenanceState> TurnMaintenanceAsync(TurnMaintenance turn) => ReadAsync<MaintenanceState>(HttpMethod.Put, "api/maintenance", turn);
}
