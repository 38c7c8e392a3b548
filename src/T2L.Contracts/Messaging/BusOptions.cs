using System.ComponentModel.DataAnnotations;
using T2L.Contracts.Configuration;

namespace T2L.Contracts.Messaging;

/// <summary>Section <c>Bus</c>: how processes wake each other.</summary>
public sealed class BusOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Bus";

    /// <summary><c>InMemory</c> (default; everything in one process) or <c>RabbitMq</c>.</summary>
    [OneOf("InMemory", "RabbitMq")]
    public string Transport { get; set; } = "InMemory";

    /// <summary>Seconds to wait for a worker's answer to one completion. Default 120.</summary>
    [Range(1, 3600)]
    public int RequestTimeoutSeconds { get; set; } = 120;

    /// <summary>Seconds to wait until the broker has taken a message. Default 5; after that the sweeper sends it.</summary>
    [Range(1, 60)]
    public int PublishTimeoutSeconds { get; set; } = 5;

    /// <summary>Section <c>Bus:RabbitMq</c>; ignored for <c>InMemory</c>.</summary>
    public RabbitMqOptions RabbitMq { get; set; } = new();

    internal bool UsesRabbitMq => Transport.Equals("RabbitMq", StringComparison.OrdinalIgnoreCase);
}
