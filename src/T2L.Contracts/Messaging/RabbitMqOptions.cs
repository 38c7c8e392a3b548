using System.ComponentModel.DataAnnotations;

namespace T2L.Contracts.Messaging;

/// <summary>Section <c>Bus:RabbitMq</c>: where the broker is.</summary>
public sealed class RabbitMqOptions
{
    /// <summary>Name or address of the broker. Default 127.0.0.1.</summary>
    [Required(ErrorMessage = "a host name or address")]
    public string Host { get; set; } = "127.0.0.1";

    /// <summary>Port for AMQP. Default 5672.</summary>
    [Range(1, 65535)]
    public int Port { get; set; } = 5672;

    /// <summary>User name. Default guest, which a broker accepts from its own machine only.</summary>
    [Required(ErrorMessage = "a user name")]
    public string User { get; set; } = "guest";

    /// <summary>Password. Default guest.</summary>
    public string Password { get; set; } = "guest";

    /// <summary>Virtual host. Default /.</summary>
    [Required(ErrorMessage = "a virtual host")]
    public string VirtualHost { get; set; } = "/";
}
