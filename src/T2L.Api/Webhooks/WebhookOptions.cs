using System.ComponentModel.DataAnnotations;

namespace T2L.Api.Webhooks;

/// <summary>Section <c>Api:Webhooks</c>: how events are told.</summary>
public sealed class WebhookOptions
{
    /// <summary>Lets webhooks reach addresses of this machine and of private networks, and without encryption. Default false: whoever may make a webhook could look around there.</summary>
    public bool AllowPrivate { get; set; }

    /// <summary>Seconds between two looks for what is to be told. Default 2.</summary>
    [Range(0.05, 3600)]
    public double LookSeconds { get; set; } = 2;

    /// <summary>Seconds that a server has for its answer. Default 10.</summary>
    [Range(1, 120)]
    public int TimeoutSeconds { get; set; } = 10;

    /// <summary>Whether this process tells anybody; several may. Default true.</summary>
    public bool Send { get; set; } = true;
}
