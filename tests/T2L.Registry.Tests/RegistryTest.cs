using System.Text;
using T2L.Adapters;
using T2L.Registry.Data;

namespace T2L.Registry.Tests;

/// <summary>A test class with a registry of its own, empty for each test, and a clock the test sets.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Service")]
public abstract class RegistryTest(PostgresFixture postgres) : IAsyncLifetime
{
    internal TestRegistry Registry { get; private set; } = null!;

    internal ManualTime Time { get; } = new();

    public async Task InitializeAsync()
    {
        var source = await postgres.RegistryOfAsync(GetType());
        Registry = new TestRegistry(source, postgres.ContextsOf(source), Time);
    }

    public Task DisposeAsync()
    {
        Registry.Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Makes a hypernetwork known; its digest is that of its name.</summary>
    internal async Task<Digest> RegisterHypernetworkAsync(string name)
    {
        var digest = Digest.Of(Encoding.UTF8.GetBytes(name));
        await Registry.Models.RegisterAsync(new Hypernetwork
        {
            Digest = digest,
            Name = name,
            BaseModel = "nano",
            Rank = 2,
            Alpha = 4,
            TargetModules = ["q_proj", "v_proj"],
            Parameters = 1000,
        });
        return digest;
    }
}
