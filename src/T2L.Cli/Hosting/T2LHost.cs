using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using T2L.Api;
using T2L.Contracts.Messaging;
using T2L.Contracts.Remote;
using T2L.Registry;
using T2L.Worker;

namespace T2L.Cli.Hosting;

/// <summary>Puts the rooms together: the only place that knows them all.</summary>
internal static class T2LHost
{
    /// <summary>A worker and the orders for it in one process, no HTTP: what <c>adapt</c> needs.</summary>
    public static IHost BuildEmbedded(IConfiguration settings, bool verbose)
    {
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings { ContentRootPath = Settings.Root });
        builder.Configuration.AddConfiguration(settings);
        Log(builder.Logging, settings, verbose ? LogLevel.Debug : LogLevel.None);
        builder.Services.AddRegistry(builder.Configuration);
        builder.Services.AddT2LWorker();
        builder.Services.AddOrders();
        builder.Services.AddBus(builder.Configuration, bus =>
        {
            bus.AddWorkerConsumers();
            bus.AddApiConsumers();
        });
        return builder.Build();
    }

    /// <summary>The roles of a server process.</summary>
    public static WebApplication BuildServer(IConfiguration settings, Roles roles, bool verbose)
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Settings.Root });
        builder.Configuration.AddConfiguration(settings);
        Log(builder.Logging, settings, verbose ? LogLevel.Debug : null);
        builder.Services.AddRegistry(builder.Configuration);
        if (roles.HasFlag(Roles.Worker))
            builder.Services.AddT2LWorker();
        else
            builder.Services.AddRemoteEngine();
        if (roles.HasFlag(Roles.Api))
            builder.Services.AddT2LApi();
        builder.Services.AddBus(builder.Configuration, bus =>
        {
            if (roles.HasFlag(Roles.Worker))
                bus.AddWorkerConsumers();
            if (roles.HasFlag(Roles.Api))
                bus.AddApiConsumers();
        });
        builder.WebHost.UseUrls(roles.HasFlag(Roles.Api) ? settings["Api:Urls"]! : "http://127.0.0.1:0");
        var app = builder.Build();
        if (roles.HasFlag(Roles.Api))
            app.MapT2LApi();
        return app;
    }

    // Logs go to stderr: stdout belongs to results.
    private static void Log(ILoggingBuilder logging, IConfiguration settings, LogLevel? atLeast)
    {
        logging.ClearProviders();
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
