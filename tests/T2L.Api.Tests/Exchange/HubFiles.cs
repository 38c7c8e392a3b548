using T2L.Adapters.Peft;
using T2L.Hub.Tests.Server;

namespace T2L.Api.Tests.Exchange;

/// <summary>Adapters as repositories of a hub on the loopback.</summary>
internal static class HubFiles
{
    /// <summary>A hub with one repository, an adapter as PEFT pushes it.</summary>
    public static async Task<FakeHub> StartAsync(string repository, string description)
    {
        var hub = await FakeHub.StartAsync(repository);
        hub.Files.AddRange([.. Sending.Entries(description).Select(entry => new FakeFile(entry.Name, entry.Content, IsLarge: entry.Name == PeftDirectory.WeightsName)), FakeFile.Small("README.md", "# Mine"), FakeFile.Large("training_args.bin", 4096)]);
        return hub;
    }
}
