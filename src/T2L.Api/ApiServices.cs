using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using MassTransit;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using T2L.Api.Adapters;
using T2L.Api.Aliases;
using T2L.Api.Audit;
using T2L.Api.Completions;
using T2L.Api.Health;
using T2L.Api.Jobs;
using T2L.Api.Json;
using T2L.Contracts.Configuration;

namespace T2L.Api;

/// <summary>The HTTP interface, to be hosted alone or next to a worker.</summary>
/// <remarks>The host adds the registry, the bus and an inference engine of its own or of a worker.</remarks>
public static class ApiServices
{
    /// <summary>Adds what the endpoints need.</summary>
    /// <param name="services">Where it is registered.</param>
    public static IServiceCollection AddT2LApi(this IServiceCollection services)
    {
        services.AddCheckedOptions<ApiOptions>(ApiOptions.Section);
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ApiOptions>>(
            (kestrel, api) => kestrel.Limits.MaxRequestBodySize = api.Value.MaxRequestBytes);
        // A web page elsewhere can point its own name at this machine; without sign-in, the Host header is what tells.
        services.AddOptions<HostFilteringOptions>().Configure<IOptions<ApiOptions>>(
            (hosts, api) => hosts.AllowedHosts = api.Value.AllowRemote ? ["*"] : ["localhost", "127.0.0.1", "[::1]"]);
        services.AddProblems();
        services.AddJson();
        services.AddOrders();
        services.AddSingleton<AdapterNews>();
        services.AddSingleton<IValidator<GenerateAdapterRequest>, GenerateAdapterRequestValidator>();
        services.AddSingleton<IValidator<MixAdaptersRequest>, MixAdaptersRequestValidator>();
        services.AddSingleton<IValidator<SetAliasRequest>, SetAliasRequestValidator>();
        services.AddSingleton<IValidator<CompletionBody>, CompletionBodyValidator>();
        services.AddHealthChecks()
            .AddCheck<RegistryHealthCheck>("registry", tags: [HealthEndpoints.ReadyTag])
            .AddCheck<EngineHealthCheck>("engine", tags: [HealthEndpoints.ReadyTag]);
        return services.AddOpenApi(options => options.AddSchemaTransformer<TextOrListSchema>());
    }

    /// <summary>Adds what places orders and waits for them, without HTTP.</summary>
    /// <param name="services">Where it is registered.</param>
    public static IServiceCollection AddOrders(this IServiceCollection services) =>
        services.AddSingleton<JobSubmitter>().AddSingleton<JobWatch>();

    /// <summary>Lets the API hear of finished jobs.</summary>
    public static void AddApiConsumers(this IBusRegistrationConfigurator bus) => bus.AddConsumer<JobNewsConsumer, JobNewsConsumerDefinition>();

    /// <summary>Maps every address of the API.</summary>
    /// <param name="app">The host.</param>
    public static void MapT2LApi(this WebApplication app)
    {
        app.UseHostFiltering();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.MapAdapters();
        app.MapAliases();
        app.MapAudit();
        app.MapJobs();
        app.MapCompletions();
        app.MapModels();
        app.MapHealth();
        app.MapErrorPage();
        app.MapOpenApi();
    }

    private static void AddJson(this IServiceCollection services)
    {
        var names = JsonNamingPolicy.SnakeCaseLower;
        services.ConfigureHttpJsonOptions(options =>
        {
            options.SerializerOptions.PropertyNamingPolicy = names;
            // A number in quotes is a caller's mistake; reading it anyway would hide the next one.
            options.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });
        // Fields in errors are named as the caller wrote them.
        ValidatorOptions.Global.PropertyNameResolver = (_, member, _) => member is null ? null : names.ConvertName(member.Name);
    }
}
