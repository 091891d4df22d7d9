using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using TuroEzpass.Api.Alerts.Channels;

namespace TuroEzpass.Api.Alerts;

/// <summary>Registers alerts.</summary>
public static class Alerting
{
    /// <summary>Adds the rule evaluator, the channels and their options.</summary>
    public static IServiceCollection AddAlerts(this IServiceCollection services)
    {
        services.AddOptions<NotifyOptions>().BindConfiguration(NotifyOptions.Section, binder => binder.ErrorOnUnknownConfiguration = true).ValidateOnStart();
        services.AddSingleton<IValidateOptions<NotifyOptions>, NotifyOptionsCheck>();
        services.TryAddSingleton<HookTransport>();
        services.TryAddSingleton<MailSender>();
        return services.AddSingleton<PagerDutyEvents>().AddSingleton<Courier>().AddSingleton<Recipients>().AddSingleton<Outbox>().AddSingleton<RequestMeter>().AddSingleton<OperatorFigures>()
            .AddSingleton<TestSends>().AddHostedService<AlertService>();
    }
}
