using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using T2L.Api;
using T2L.Cli.Hosting;
using T2L.Cli.Output;

namespace T2L.Cli.Commands;

/// <summary>serve, api, worker: the long-running roles.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Urls = new("--urls") { Description = "Addresses to listen on, separated by semicolons. Default: Api:Urls." };

    public static Command Create() => Role("serve", Roles.All, "Serve API and worker in one process.", "./t2l serve", "./t2l serve --urls http://127.0.0.1:9000");

    public static Command CreateApi() => Role("api", Roles.Api, "Serve the API alone; workers are reached over the bus.",
        "ConnectionStrings__Registry='Host=db;Username=t2l;Database=t2l' Bus__Transport=RabbitMq ./t2l api");

    public static Command CreateWorker() => Role("worker", Roles.Worker, "Run a worker alone: it generates adapters and answers prompts.",
        "ConnectionStrings__Registry='Host=db;Username=t2l;Database=t2l' Bus__Transport=RabbitMq ./t2l worker");

    private static Command Role(string name, Roles roles, string description, params string[] examples)
    {
        var command = new Command(name, description);
        if (roles.HasFlag(Roles.Api))
            command.Options.Add(Urls);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, roles, cancellation));
        return command.WithExamples(examples);
    }

    private static async Task<int> RunAsync(ParseResult parsed, Roles roles, CancellationToken cancellation)
    {
        var urls = roles.HasFlag(Roles.Api) ? parsed.GetValue(Urls) : null;
        var settings = Settings.Load(urls is null ? [] : [KeyValuePair.Create<string, string?>("Api:Urls", urls)]);
        RefuseInMemoryBusApart(settings["Bus:Transport"], roles);
        if (roles.HasFlag(Roles.Api) && ListenAddresses.Problem(settings["Api:Urls"] ?? "", bool.TryParse(settings["Api:AllowRemote"], out var remote) && remote) is { } problem)
            throw new UsageException(problem);
        if (roles.HasFlag(Roles.Api))
            Ports.RefuseTaken(settings["Api:Urls"]!);
        await using var app = T2LHost.BuildServer(settings, roles, parsed.GetValue(CommonOptions.Verbose));
        await StartAsync(app, settings["Api:Urls"], cancellation).ConfigureAwait(false);
        if (roles.HasFlag(Roles.Api))
            Terminal.Status($"t2l: listening on {string.Join(", ", app.Urls)}; OpenAPI document at /openapi/v1.json; Ctrl-C stops");
        else
            Terminal.Status("t2l: worker is up; Ctrl-C stops");
        await app.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
        return ExitCode.Success;
    }

    private static async Task StartAsync(WebApplication app, string? urls, CancellationToken cancellation)
    {
        try
        {
            await app.StartAsync(cancellation).ConfigureAwait(false);
        }
        catch (IOException exception) when (exception.InnerException is Microsoft.AspNetCore.Connections.AddressInUseException)
        {
            throw new UsageException($"The address {urls} is in use. Stop the other program, or listen elsewhere: --urls http://127.0.0.1:8081.");
        }
    }

    // The in-memory bus ends at the process; apart, neither role would ever hear of the other.
    private static void RefuseInMemoryBusApart(string? transport, Roles roles)
    {
        if (roles != Roles.All && !string.Equals(transport, "RabbitMq", StringComparison.OrdinalIgnoreCase))
            throw new UsageException($"Bus:Transport is '{transport}'; API and worker apart need RabbitMq. Set Bus__Transport=RabbitMq, or use ./t2l serve.");
    }
}
