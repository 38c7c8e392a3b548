namespace T2L.Registry.Tests;

/// <summary>A test class with a fresh registry for each test and a clock it sets.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Service")]
public abstract class RegistryTest(PostgresFixture postgres) : IAsyncLifetime
{
    internal TestRegistry Registry { get; private set; } = null!;

    internal ManualTime Time { get; } = new();

    public async Task InitializeAsync() => Registry = await postgres.CreateRegistryAsync(Time);

    public async Task DisposeAsync() => await Registry.DisposeAsync();
}
