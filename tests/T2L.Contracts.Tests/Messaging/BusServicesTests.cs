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

    [Theory]
    [InlineData("rabbitmq", true)]
    [InlineData("inmemory", false)]
    public void Chooses_the_transport_by_name_in_any_case(string name, bool rabbit) =>
        Assert.Equal(rabbit, new BusOptions { Transport = name }.UsesRabbitMq);
}
