using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TuroEzpass.Api.Events;
using TuroEzpass.Api.Http;

namespace TuroEzpass.Api.Uploads;

/// <summary>Taking in files, and telling of it.</summary>
public static class UploadServices
{
    private const int MostAtOnce = 16;

    /// <summary>Adds uploads, their worker, idempotency keys and the watch over what changes. <c>Imports:Concurrency</c> says how many
    /// files this process takes in at once: 1 unless told; 0 leaves them to other processes.</summary>
    /// <exception cref="OptionsValidationException">The value is wrong; the text names the key.</exception>
    public static IServiceCollection AddImports(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var text = configuration["Imports:Concurrency"] ?? "1";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var atOnce) || atOnce > MostAtOnce)
            throw new OptionsValidationException("Imports", typeof(int), [$"Imports:Concurrency is '{text}'; it is a number from 0 to {MostAtOnce}."]);
        services.AddSingleton<OwnerWatches>().AddSingleton<IdempotencyKeys>().AddSingleton<Intake>().AddSingleton<ImportTask>().AddSingleton<DeadImports>();
        services.TryAddSingleton(EventTiming.Usual);
        return atOnce == 0 ? services : services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ImportWorker>(provider, atOnce));
    }
}
