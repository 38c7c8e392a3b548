using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using T2L.Api;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Hub.Profiles;

namespace T2L.Cli.Commands;

/// <summary>serve and api: the roles that listen.</summary>
internal static class ServeCommand
{
    private static readonly Option<string?> Urls = new("--urls") { Description = "Addresses to listen on, separated by semicolons. Default: Api:Urls." };

    public static Command Create() => Role("serve", withWorker: true, "Serve API and worker in one process.", "./t2l serve", "./t2l serve --profile gemma-2-2b", "./t2l serve --urls http://127.0.0.1:9000");

    public static Command CreateApi() => Role("api", withWorker: false, "Serve the API alone; workers are reached over the bus.",
        "ConnectionStrings__Registry='Host=db;Username=t2l;Database=t2l' Bus__Transport=RabbitMq ./t2l api");

    private static Command Role(string name, bool withWorker, string description, params string[] examples)
    {
        var command = new Command(name, description) { Urls };
        if (withWorker)
            command.Options.Add(ProfileOption.Name);
        command.SetAction((parsed, cancellation) => RunAsync(parsed, withWorker, cancellation));
        return command.WithExamples(examples);
    }

    private static async Task<int> RunAsync(ParseResult parsed, bool withWorker, CancellationToken cancellation)
    {
        KeyValuePair<string, string?>[] given = parsed.GetValue(Urls) is { } urls ? [KeyValuePair.Create<string, string?>("Api:Urls", urls)] : [];
        var settings = withWorker ? ProfileOption.Load(parsed, given, PartKind.BaseModel, PartKind.Hypernetwork, PartKind.Encoder) : Settings.Load(given);
        if (!withWorker)
            RolesApart.RefuseInMemoryBus(settings);
        if (ListenAddresses.Problem(settings["Api:Urls"] ?? "", bool.TryParse(settings["Api:AllowRemote"], out var remote) && remote, "Required".Equals(settings["Api:Authentication"], StringComparison.OrdinalIgnoreCase)) is { } problem)
            throw new UsageException(problem);
        Ports.RefuseTaken(settings["Api:Urls"]!);
        await using var app = T2LHost.BuildServer(settings, withWorker, parsed.GetValue(CommonOptions.Verbose));
        await StartAsync(app, settings["Api:Urls"], cancellation).ConfigureAwait(false);
        Terminal.Status($"t2l: listening on {string.Join(", ", app.Urls)}; OpenAPI document at /openapi/v1.json; Ctrl-C stops");
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
}
