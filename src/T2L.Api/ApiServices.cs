using System.Text.Json;
using System.Text.Json.Serialization;
using FluentValidation;
using MassTransit;
using Microsoft.AspNetCore.HostFiltering;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using T2L.Adapters.Uploads;
using T2L.Api.Adapters;
using T2L.Api.Aliases;
using T2L.Api.Analysis;
using T2L.Api.Audit;
using T2L.Api.BaseModels;
using T2L.Api.Bom;
using T2L.Api.Comparing;
using T2L.Api.Completions;
using T2L.Api.Document;
using T2L.Api.Evaluations;
using T2L.Api.Exchange;
using T2L.Api.Files;
using T2L.Api.Health;
using T2L.Api.Jobs;
using T2L.Api.Json;
using T2L.Api.Keys;
using T2L.Api.Metadata;
using T2L.Api.Pages;
using T2L.Api.Pages.SignIn;
using T2L.Api.Quality;
using T2L.Api.Security;
using T2L.Api.Signing;
using T2L.Api.Tasks;
using T2L.Api.Tenants;
using T2L.Api.Webhooks;
using T2L.Api.Workers;
using T2L.Contracts.Configuration;
using T2L.Registry.Audit;
using T2L.Registry.Catalog;
using T2L.Registry.Comparing;
using T2L.Registry.Keys;

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
        services.AddOptions<KestrelServerOptions>().Configure<IOptions<ApiOptions>>((kestrel, api) =>
        {
            kestrel.Limits.MaxRequestBodySize = api.Value.MaxRequestBytes;
            kestrel.AddServerHeader = false;
        });
        // A web page elsewhere can point its own name at this machine; without sign-in, the Host header is what tells.
        services.AddOptions<HostFilteringOptions>().Configure<IOptions<ApiOptions>>(
            (hosts, api) => hosts.AllowedHosts = api.Value.AllowRemote || api.Value.AsksCallers ? ["*"] : ["localhost", "127.0.0.1", "[::1]"]);
        services.TryAddSingleton(new Everybody(Actor.Anonymous));
        services.AddSingleton<JwtCheck>().AddSingleton<SessionCookie>().AddSingleton<CallerFinder>().AddSingleton<RateLimits>().AddSingleton<Gate>();
        services.AddHostedService<FirstKeyHint>();
        services.AddPages();
        services.AddProblems();
        services.AddJson();
        services.AddOrders();
        services.AddSingleton<AdapterNews>();
        services.AddSingleton(provider => new AdapterMeasures(provider.GetRequiredService<AdapterCatalog>(), AdapterMeasures.MostBytesInServer));
        services.AddHostedService<IndexWarmUp>();
        services.AddHostedService<WebhookSender>();
        services.AddSingleton<IValidator<CreateWebhookRequest>, CreateWebhookRequestValidator>();
        services.AddSingleton<AdapterUpload>().AddSingleton<HubImport>().TryAddSingleton<IAdapterHub, AbsentHub>();
        services.AddSingleton<IValidator<ImportFromHubRequest>, ImportFromHubRequestValidator>();
        services.AddSingleton<IValidator<GenerateAdapterRequest>, GenerateAdapterRequestValidator>();
        services.AddSingleton<IValidator<GenerateBatchRequest>, GenerateBatchRequestValidator>();
        services.AddSingleton<IValidator<MixAdaptersRequest>, MixAdaptersRequestValidator>();
        services.AddSingleton<IValidator<SetAliasRequest>, SetAliasRequestValidator>();
        services.AddSingleton<IValidator<AddEvaluationRequest>, AddEvaluationRequestValidator>();
        services.AddSingleton<IValidator<RunEvaluationRequest>, RunEvaluationRequestValidator>();
        services.AddSingleton<IValidator<ReleaseRequest>, ReleaseRequestValidator>();
        services.AddSingleton<IValidator<ChangeMetadataRequest>, ChangeMetadataRequestValidator>();
        services.AddSingleton<IValidator<CreateKeyRequest>, CreateKeyRequestValidator>();
        services.AddSingleton<IValidator<RotateKeyRequest>, RotateKeyRequestValidator>();
        services.AddSingleton<IValidator<CompletionBody>, CompletionBodyValidator>();
        services.AddHealthChecks()
            .AddCheck<RegistryHealthCheck>("registry", tags: [HealthEndpoints.ReadyTag])
            .AddCheck<EngineHealthCheck>("engine", tags: [HealthEndpoints.ReadyTag]);
        return services.AddOpenApi(options => options.AddSchemaTransformer<TextOrListSchema>().AddSchemaTransformer<LeftOutMembers>().AddOperationTransformer<ExampleTransformer>());
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
        app.UseSecurityHeaders();
        app.UseHostFiltering();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.RefuseOtherSites();
        Gate.Use(app);
        app.UseRequestLimits();
        var known = app.MapGroup("").Needs(KeyScope.Read); // what changes something asks for more
        known.MapAdapters();
        known.MapImports();
        known.MapFiles();
        known.MapBom();
        known.MapSpectrum();
        known.MapSignatures();
        known.MapAliases();
        known.MapMetadata();
        known.MapChecks();
        known.MapEvaluations();
        known.MapDiff();
        known.MapBaseModels();
        known.MapWorkers();
        known.MapKeys();
        known.MapAudit();
        known.MapJobs();
        known.MapTasks();
        known.MapWebhooks();
        known.MapUsage();
        known.MapCompletions();
        known.MapModels();
        app.MapHealth();
        app.MapErrorPage();
        app.MapSignIn();
        known.MapPages();
        app.MapOpenApi().ForEverybody();
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
