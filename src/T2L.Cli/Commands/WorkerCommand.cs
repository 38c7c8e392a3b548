using System.CommandLine;
using Microsoft.Extensions.Hosting;
using T2L.Cli.Hosting;
using T2L.Cli.Output;
using T2L.Cli.Profiles;
using T2L.Hub.Profiles;

namespace T2L.Cli.Commands;

/// <summary>worker: generates adapters and answers prompts for the APIs on its bus; it listens to nothing else.</summary>
internal static class WorkerCommand
{
    public static Command Create()
    {
        var command = new Command("worker", "Run a worker alone: it generates adapters and answers prompts.") { ProfileOption.Name };
        command.SetAction(RunAsync);
        return command.WithExamples("ConnectionStrings__Registry='Host=db;Username=t2l;Database=t2l' Bus__Transport=RabbitMq ./t2l worker");
    }

    private static async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        var settings = ProfileOption.Load(parsed, [], PartKind.BaseModel, PartKind.Hypernetwork, PartKind.Encoder);
        RolesApart.RefuseInMemoryBus(settings);
        using var host = T2LHost.BuildWorker(settings, parsed.GetValue(CommonOptions.Verbose));
        await host.StartAsync(cancellation).ConfigureAwait(false);
        Terminal.Status("t2l: worker is up; Ctrl-C stops");
        await host.WaitForShutdownAsync(cancellation).ConfigureAwait(false);
        return ExitCode.Success;
    }
}
