using TuroEzpass.Contracts;

namespace TuroEzpass.Web.Client;

// Reports, erasures, maintenance.
public sealed partial class ApiClient
{
    /// <summary>A month's figures; the month as <c>2026-03</c>. Its tolls as CSV are at <c>/reports/{month}/tolls.csv</c>.</summary>
    public Task<MonthReport> MonthReportAsync(string month) => GetAsync<MonthReport>($"api/reports/{Esc(month)}");

    /// <summary>Guests whose names may be erased.</summary>
    public Task<GuestsDue> GuestsDueAsync() => GetAsync<GuestsDue>("api/erasures/due");

    /// <summary>Erases guests' names permanently.</summary>
    public Task<GuestsErased> EraseGuestsAsync(EraseGuests guests) => ReadAsync<GuestsErased>(HttpMethod.Post, "api/erasures", guests);

    /// <summary>The maintenance state.</summary>
    public Task<MaintenanceState> MaintenanceAsync() => GetAsync<MaintenanceState>("api/maintenance");

    /// <summary>Operators: starts or ends maintenance.</summary>
    public Task<MaintenanceState> TurnMaintenanceAsync(TurnMaintenance turn) => ReadAsync<MaintenanceState>(HttpMethod.Put, "api/maintenance", turn);
}
