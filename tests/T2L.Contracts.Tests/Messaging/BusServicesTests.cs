using MassTransit;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using T2L.Contracts.Messaging;

namespace T2L.Contracts.Tests.Messaging;

public sealed class BusServicesTests
{
    [Theory]
    [InlineData("Bus:Transport", "Kafka", "Bus:Transport is 'Kafka'; expected InMemory or RabbitMq (default InMemory).")]
    [InlineData("Bus:RabbitMq:Port", "70000", "Bus:RabbitMq:Port is 70000; expected 1 to 65535 (default 5672).")]
    [InlineData("Bus:RabbitMq:Host", "", "Bus:RabbitMq:Host is empty; expected a host name or address (default 127.0.0.1).")]
    [InlineData("Bus:RequestTimeoutSeconds", "0", "Bus:RequestTimeoutSeconds is 0; expected 1 to 3600 (default 120).")]
    public void Refuses_a_wrong_setting_by_its_key(string key, string value, string expected)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create(key, (string?)value)]).Build();

        var error = Assert.Throws<OptionsValidationException>(() => new ServiceCollection().AddBus(configuration, _ => { }));

        Assert.Equal(expected, error.Message);
    }

    // A bus in memory that starts later than its host drops the first order; a broker that is away must not keep the host from starting.
    [Theory]
    [InlineData("InMemory", true)]
    [InlineData("RabbitMq", false)]
    public void Only_the_bus_in_memory_is_waited_for(string transport, bool waits)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Bus:Transport", (string?)transport)]).Build();
        using var provider = new ServiceCollection().AddSingleton<IConfiguration>(configuration).AddBus(configuration, _ => { }).BuildServiceProvider();

        Assert.Equal(waits, provider.GetRequiredService<IOptions<MassTransitHostOptions>>().Value.WaitUntilStarted);
    }

    [Theory]
    [InlineData("rabbitmq", true)]
    [InlineData("inmemory", false)]
    public void Chooses_the_transport_by_name_in_any_case(string name, bool rabbit) =>
        Assert.Equal(rabbit, new BusOptions { Transport = name }.UsesRabbitMq);
}
