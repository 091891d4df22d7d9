using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TuroEzpass.Api.Events;
using TuroEzpass.Api.Http;

namespace TuroEzpass.Api.Uploads;

/// <summary>Registers uploads and change notifications.</summary>
public static class UploadServices
{
    private const int MostAtOnce = 16;

    /// <summary>Adds uploads, their worker, idempotency keys and the watch for changes. <c>Imports:Concurrency</c> is the number of
    /// files that this process imports at once. Default: 1; 0 leaves them to other processes.</summary>
    /// <exception cref="OptionsValidationException">The value is invalid; the message names the key.</exception>
    public static IServiceCollection AddImports(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        var text = configuration["Imports:Concurrency"] ?? "1";
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var atOnce) || atOnce > MostAtOnce)
            throw new OptionsValidationException("Imports", typeof(int), [$"Imports:Concurrency '{text}' must be a number from 0 to {MostAtOnce}."]);
        services.AddSingleton<OwnerWatches>().AddSingleton<IdempotencyKeys>().AddSingleton<Intake>().AddSingleton<ImportTask>().AddSingleton<DeadImports>();
        services.TryAddSingleton(EventTiming.Usual);
        return atOnce == 0 ? services : services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ImportWorker>(provider, atOnce));
    }
}
