using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using T2L.Adapters.Uploads;
using T2L.Api;
using T2L.Api.Exchange;
using T2L.Api.Security;
using T2L.Cli.Output;
using T2L.Contracts.Messaging;
using T2L.Contracts.Remote;
using T2L.Hub;
using T2L.Hypernetwork.Search;
using T2L.Registry;
using T2L.Worker;

namespace T2L.Cli.Hosting;

/// <summary>Puts the rooms together: the only place that knows them all.</summary>
internal static class T2LHost
{
    /// <summary>A worker and the orders for it in one process, no HTTP: what <c>adapt</c> needs.</summary>
    public static IHost BuildEmbedded(IConfiguration settings, bool verbose)
    {
        var builder = WorkerBuilder(settings, verbose ? LogLevel.Debug : LogLevel.None);
        builder.Services.AddOrders();
        builder.Services.AddSingleton<IProgress<SearchRound>, SearchLine>();
        builder.Services.AddBus(builder.Configuration, bus =>
        {
            bus.AddWorkerConsumers();
            bus.AddApiConsumers();
        });
        return builder.Build();
    }

    /// <summary>A worker alone: it hears the bus and opens no port.</summary>
    public static IHost BuildWorker(IConfiguration settings, bool verbose)
    {
        var builder = WorkerBuilder(settings, verbose ? LogLevel.Debug : null);
        builder.Services.AddBus(builder.Configuration, bus => bus.AddWorkerConsumers());
        return builder.Build();
    }

    /// <summary>The API, alone or with a worker in the same process.</summary>
    public static WebApplication BuildServer(IConfiguration settings, bool withWorker, bool verbose) =>
        BuildServer(settings, withWorker, verbose ? LogLevel.Debug : null);

    private static WebApplication BuildServer(IConfiguration settings, bool withWorker, LogLevel? logged, Everybody? caller = null)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Settings.Root });
        builder.Configuration.AddConfiguration(settings);
        Log(builder.Logging, settings, logged);
        builder.Services.AddRegistry(builder.Configuration);
        if (withWorker)
            builder.Services.AddT2LWorker();
        else
            builder.Services.AddRemoteEngine();
        if (caller is not null)
            builder.Services.AddSingleton(caller);
        AddHub(builder.Services, settings);
        builder.Services.AddT2LApi();
        builder.Services.AddBus(builder.Configuration, bus =>
        {
            if (withWorker)
                bus.AddWorkerConsumers();
            bus.AddApiConsumers();
        });
        builder.WebHost.UseUrls(settings["Api:Urls"]!);
        var app = builder.Build();
        app.MapT2LApi();
        return app;
    }

    /// <summary>The API for one command of this process: silent, and with the models only where descriptions are to be read.</summary>
    public static WebApplication BuildOwn(IConfiguration settings, Everybody caller, bool withModels, bool verbose) =>
        BuildServer(settings, withModels, verbose ? LogLevel.Debug : LogLevel.None, caller);

    // The hub's address and token are this machine's (HF_ENDPOINT, HF_TOKEN); a request names a repository and nothing else.
    private static void AddHub(IServiceCollection services, IConfiguration settings)
    {
        var hub = settings.GetSection($"{ApiOptions.Section}:Hub").Get<HubImportOptions>() ?? new HubImportOptions();
        if (hub.Enabled)
            services.AddSingleton<IAdapterHub>(new HubAdapters(HubEnvironment.Read, hub.SendToken));
    }

    private static HostApplicationBuilder WorkerBuilder(IConfiguration settings, LogLevel? logged)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = Settings.Root });
        builder.Configuration.AddConfiguration(settings);
        Log(builder.Logging, settings, logged);
        builder.Services.AddRegistry(builder.Configuration);
        builder.Services.AddT2LWorker();
        return builder;
    }

    // Logs go to stderr: stdout belongs to results.
    private static void Log(ILoggingBuilder logging, IConfiguration settings, LogLevel? atLeast)
    {
        logging.ClearProviders();
        if (atLeast == LogLevel.None)
            return;
        if (atLeast is { } level)
            logging.SetMinimumLevel(level);
        else
            logging.AddConfiguration(settings.GetSection("Logging"));
        logging.AddSimpleConsole(console =>
        {
            console.SingleLine = true;
            console.ColorBehavior = Console.IsErrorRedirected ? LoggerColorBehavior.Disabled : LoggerColorBehavior.Default;
        });
        // A start that fails is thrown too, and told in one line.
        if (atLeast is null)
            logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.Critical);
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
    }
}
