namespace T2L.Registry.Tests;

/// <summary>A test class with a registry of its own, empty for each test, and a clock the test sets.</summary>
[Collection(PostgresTests.Name)]
[Trait("Category", "Service")]
public abstract class RegistryTest(PostgresFixture postgres) : IAsyncLifetime
{
    internal TestRegistry Registry { get; private set; } = null!;

    internal ManualTime Time { get; } = new();

    public async Task InitializeAsync() => Registry = new TestRegistry(await postgres.RegistryOfAsync(GetType()), Time);

    public Task DisposeAsync()
    {
        Registry.Dispose();
        return Task.CompletedTask;
    }
}
