using NodaTime;
using TuroEzpass.PortalSimulator.Access;
using TuroEzpass.PortalSimulator.Data;
using TuroEzpass.PortalSimulator.Portals;

namespace TuroEzpass.PortalSimulator;

/// <summary>The simulated portals.</summary>
internal sealed class Simulator
{
    public Simulator(SimulatorOptions options, TimeProvider clock)
    {
        options.Check();
        var today = options.Today ?? DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(clock.GetUtcNow(), TimeZoneInfo.FindSystemTimeZoneById(options.Zone)).DateTime);
        Sites =
        [
            new NewYorkSite(new Portal(PortalIds.NewYork, "E-ZPass New York", options, clock), new TollRows(PortalIds.NewYork, options, today), clock),
            new NewJerseySite(new Portal(PortalIds.NewJersey, "E-ZPass New Jersey", options, clock), new TollRows(PortalIds.NewJersey, options, today)),
            new PennsylvaniaSite(new Portal(PortalIds.Pennsylvania, "Pennsylvania Turnpike", options, clock), new TollRows(PortalIds.Pennsylvania, options, today)),
            new TuroSite(new Portal(PortalIds.Turo, "Turo", options, clock), Identifiers.GuestsOf(options), LocalDate.FromDateOnly(today)),
        ];
    }

    /// <summary>The portals' pages, in the order in which the portals were added.</summary>
    public IReadOnlyList<IPortalSite> Sites { get; }

    /// <summary>The portal with this ID; null if there is none.</summary>
    public Portal? Find(string? id) => Sites.FirstOrDefault(site => site.Portal.Id == id)?.Portal;
}
