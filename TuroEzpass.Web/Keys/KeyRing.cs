using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using TuroEzpass.Storage;

namespace TuroEzpass.Web.Keys;

/// <summary>Puts the key ring into the store that the section <c>Storage</c> names.</summary>
public static class KeyRing
{
    /// <summary>Adds Data Protection with the ring in the store.</summary>
    public static IServiceCollection AddKeyRing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTuroEzpassStorage(configuration);
        services.AddSingleton<RecordXmlRepository>();
        services.AddDataProtection().SetApplicationName("TuroEzpass.Web");
        services.AddOptions<KeyManagementOptions>().Configure<RecordXmlRepository>((keys, ring) => keys.XmlRepository = ring);
        return services;
    }
}
