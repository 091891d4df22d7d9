using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using TuroEzpass.Storage;

namespace TuroEzpass.Web.Keys;

/// <summary>Keeps the key ring in the store that section <c>Storage</c> configures.</summary>
public static class KeyRing
{
    /// <summary>Adds Data Protection with the key ring in the store.</summary>
    public static IServiceCollection AddKeyRing(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddTuroEzpassStorage(configuration);
        services.AddSingleton<RecordXmlRepository>();
        services.AddDataProtection().SetApplicationName("TuroEzpass.Web");
        services.AddOptions<KeyManagementOptions>().Configure<RecordXmlRepository>((keys, ring) => keys.XmlRepository = ring);
        return services;
    }
}
